-- Minutes name everybody who was heard. A body sees that they are there, when, and who signed; what they say it reads here where all who
-- were heard are its own, and of a sitting that it shared the extract in the file of its case.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['minutes', 'minutes_text'] LOOP
    EXECUTE format('REVOKE SELECT ON %I FROM attesta_desk', name);
    EXECUTE (SELECT format('GRANT SELECT (%s) ON %I TO attesta_desk', string_agg(quote_ident(c.column_name), ', '), name)
      FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name = name AND c.column_name <> 'lines');
  END LOOP;
END
$$;

-- Whether whoever asks may read all that is said in this sitting: its Chamber, and a body whose people alone were to be heard.
CREATE FUNCTION attesta_hears_all(of_sitting uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_setting('role') <> 'attesta_desk' OR EXISTS (
    SELECT 1 FROM sitting s WHERE s.id = of_sitting AND (s.organisation_id = attesta_desk_of()
      OR attesta_desk_of() = ALL (SELECT d.body_id FROM commission_candidate d WHERE d.commission_id = s.commission_id)
        AND EXISTS (SELECT 1 FROM commission_candidate d WHERE d.commission_id = s.commission_id)))
$$;
CREATE FUNCTION attesta_minutes_lines(of_sitting uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.lines FROM minutes m WHERE m.sitting_id = of_sitting AND attesta_hears_all(m.sitting_id)
$$;
CREATE FUNCTION attesta_text_lines(of_text uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.lines FROM minutes_text t WHERE t.id = of_text AND attesta_hears_all(t.sitting_id)
$$;
-- Compares what is closed with the text that was signed.
ALTER FUNCTION attesta_minutes_signed() SECURITY DEFINER;
ALTER FUNCTION attesta_minutes_signed() SET search_path = public, pg_temp;
