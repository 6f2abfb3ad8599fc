-- Who did something is somebody of the organisation at whose desk it was done: nobody is named for an act of others. A colleague is whoever
-- has, or had, a role there: rows that are changed later keep the name of whoever has left.

CREATE FUNCTION attesta_by_colleague() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  named uuid;
  was uuid;
BEGIN
  IF current_user <> 'attesta_desk' THEN RETURN NEW; END IF;
  FOR i IN 0 .. TG_NARGS - 1 LOOP
    EXECUTE format('SELECT ($1).%I', TG_ARGV[i]) INTO named USING NEW;
    was := NULL;
    IF TG_OP = 'UPDATE' THEN EXECUTE format('SELECT ($1).%I', TG_ARGV[i]) INTO was USING OLD; END IF;
    IF named IS DISTINCT FROM was AND named IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = named AND m.organisation_id = attesta_desk_of()) THEN
      RAISE EXCEPTION 'done by somebody of another house' USING ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME;
    END IF;
  END LOOP;
  RETURN NEW;
END
$$;
-- Every column that says who, on every table that a desk writes. `attestation.closed_by` repeats who closed the minutes, of the Chamber, and is
-- held by its decision.
DO $$
DECLARE
  found record;
BEGIN
  FOR found IN SELECT c.table_name AS name, string_agg(quote_literal(c.column_name), ', ' ORDER BY c.column_name) AS columns
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = 'uuid' AND c.is_generated = 'NEVER'
      AND (c.column_name = 'by' OR c.column_name LIKE '%\_by')
      AND (c.table_name, c.column_name) NOT IN (('attestation', 'closed_by'), ('commission_revocation', 'replaced_by'), ('organisation', 'registered_by'))
      AND (has_any_column_privilege('attesta_desk', quote_ident(c.table_name), 'INSERT')
        OR has_column_privilege('attesta_desk', quote_ident(c.table_name), c.column_name, 'UPDATE'))
    GROUP BY c.table_name LOOP
    EXECUTE format('CREATE TRIGGER %1$s_by_colleague BEFORE INSERT OR UPDATE ON %1$I FOR EACH ROW EXECUTE FUNCTION attesta_by_colleague(%2$s)',
      found.name, found.columns);
  END LOOP;
END
$$;
