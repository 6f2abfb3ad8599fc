-- Once the dossier of a case was erased nothing personal is written on it: nobody would ever erase that again (issuer/retention). The
-- removal itself says so last, in the same transaction. Acts stay what they are: they are suspended, annulled and corrected in the register.
CREATE FUNCTION attesta_case_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM case_erasure e WHERE e.case_id = NEW.case_id) THEN
    RAISE EXCEPTION 'the dossier of this case was erased'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'case_erased', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['case_reception', 'case_experience', 'case_support', 'case_evidence', 'case_key', 'case_plan', 'case_hours',
    'citizen_access', 'citizen_request', 'citizen_upload', 'commission_request', 'phase_rated'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_erased BEFORE INSERT OR UPDATE ON %1$I FOR EACH ROW EXECUTE FUNCTION attesta_case_erased()', name);
  END LOOP;
END
$$;
