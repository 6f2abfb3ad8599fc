-- The number that the register of a region gave to an attestato, where the number comes from outside (D.Lgs. 13/2013 art. 6 c. 1 lett. b):
-- the case waits for it in `da_registrare`. No two cases have the same one, and once the attestato stands on it nobody changes it.

CREATE TABLE register_number (
  case_id         uuid        PRIMARY KEY REFERENCES ivc_case (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  -- The organisation whose register it is: the Region.
  titular_id      uuid        NOT NULL REFERENCES organisation (id),
  number          text        NOT NULL CHECK (number ~ '^[A-Za-z0-9][A-Za-z0-9./-]{2,59}$'),
  given_at        timestamptz NOT NULL,
  given_by        uuid        NOT NULL REFERENCES account (id),
  CONSTRAINT register_number_once UNIQUE (titular_id, number)
);

CREATE FUNCTION attesta_register_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_case uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.case_id ELSE NEW.case_id END;
BEGIN
  IF (SELECT k.state FROM ivc_case k WHERE k.id = of_case) <> 'da_registrare' THEN
    RAISE EXCEPTION 'a number is given to a case that waits for it, and stays once the act stands on it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'register_number_waits', TABLE = 'register_number';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER register_number_waits BEFORE INSERT OR UPDATE OR DELETE ON register_number
  FOR EACH ROW EXECUTE FUNCTION attesta_register_number();

CREATE POLICY desk ON register_number TO attesta_desk USING (EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = register_number.case_id));
ALTER TABLE register_number ENABLE ROW LEVEL SECURITY;
