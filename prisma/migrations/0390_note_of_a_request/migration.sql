-- What a body wrote beside its request goes with the dossier (retention); the request itself stays as it was asked.
CREATE OR REPLACE FUNCTION attesta_request_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved constant text[] := ARRAY['commission_id', 'note'];
BEGIN
  IF to_jsonb(NEW) - moved <> to_jsonb(OLD) - moved OR NEW.note IS NOT NULL AND NEW.note IS DISTINCT FROM OLD.note THEN
    RAISE EXCEPTION 'a request stays as it was asked' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'commission_request_fixed', TABLE = 'commission_request';
  END IF;
  RETURN NEW;
END
$$;
