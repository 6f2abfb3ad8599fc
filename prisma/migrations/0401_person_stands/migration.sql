-- A commission decides about whom it saw, and its members look for ties by name, birth date and codice fiscale; an act says of whom it is.
-- The steps ask for both (running-exam.ts, put-person-right.ts, correct/correct-person.ts); whoever goes around them is refused here.

-- All the records of one person (0361), as they were before a change and as they are after it.
CREATE FUNCTION attesta_records_of(one uuid, other uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT id FROM person WHERE id IN (one, other) UNION SELECT id FROM person WHERE same_as IN (one, other)
$$;

CREATE FUNCTION attesta_person_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  records uuid[];
BEGIN
  IF current_user <> 'attesta_desk' OR (NEW.given_name, NEW.family_name, NEW.birth_date, NEW.tax_code, NEW.same_as)
      IS NOT DISTINCT FROM (OLD.given_name, OLD.family_name, OLD.birth_date, OLD.tax_code, OLD.same_as) THEN
    RETURN NULL;
  END IF;
  records := ARRAY(SELECT attesta_records_of(coalesce(OLD.same_as, OLD.id), coalesce(NEW.same_as, NEW.id)));
  IF EXISTS (SELECT 1 FROM ivc_case k WHERE k.person_id = ANY (records) AND k.state IN ('commissione_nominata', 'convocato', 'esame_aperto',
      'esame_svolto', 'verbale_firmato', 'da_registrare')) THEN
    RAISE EXCEPTION 'a commission is at work on this person' USING ERRCODE = 'insufficient_privilege', TABLE = 'person';
  END IF;
  -- Two records are one person where everything that says who they are is the same; what was recognised once stays recognised.
  IF NEW.same_as IS DISTINCT FROM OLD.same_as AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = NEW.same_as AND p.same_as IS NULL
      AND p.organisation_id = NEW.organisation_id AND p.tax_code_key = NEW.tax_code_key
      AND (p.given_name, p.family_name, p.birth_date) = (NEW.given_name, NEW.family_name, NEW.birth_date)) THEN
    RAISE EXCEPTION 'two records that say who somebody is in two ways' USING ERRCODE = 'insufficient_privilege', TABLE = 'person';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER person_stands AFTER UPDATE OF given_name, family_name, birth_date, tax_code, same_as ON person
  FOR EACH ROW EXECUTE FUNCTION attesta_person_stands();

-- Of whom something was sealed, name and birth date change with a rettifica that says so, and the code with one, or beside the one that held
-- until then. Looked at when everything is written: a rettifica is released before the books follow it.
CREATE FUNCTION attesta_person_as_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  records uuid[];
  change record;
BEGIN
  IF current_user <> 'attesta_desk' THEN RETURN NULL; END IF;
  records := ARRAY(SELECT attesta_records_of(coalesce(OLD.same_as, OLD.id), coalesce(NEW.same_as, NEW.id)));
  IF NOT EXISTS (SELECT 1 FROM attestation a WHERE a.person_id = ANY (records)) THEN RETURN NULL; END IF;
  FOR change IN SELECT * FROM (VALUES ('givenName', OLD.given_name, NEW.given_name), ('familyName', OLD.family_name, NEW.family_name),
      ('birthDate', OLD.birth_date::text, NEW.birth_date::text), ('taxCode', OLD.tax_code, NEW.tax_code)) AS c (member, was, written)
    WHERE c.was IS DISTINCT FROM c.written LOOP
    IF NOT EXISTS (SELECT 1 FROM attestation a WHERE a.person_id = ANY (records) AND a.replaces IS NOT NULL
          AND a.record->'outcome'->'person'->>change.member = change.written)
       AND NOT (change.member = 'taxCode' AND EXISTS (SELECT 1 FROM person_former_code f WHERE f.person_id = NEW.id AND f.tax_code = change.was)) THEN
      RAISE EXCEPTION 'what was sealed of a person changes with a rettifica' USING ERRCODE = 'insufficient_privilege', TABLE = 'person';
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER person_as_sealed AFTER UPDATE ON person DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN ((NEW.given_name, NEW.family_name, NEW.birth_date, NEW.tax_code)
    IS DISTINCT FROM (OLD.given_name, OLD.family_name, OLD.birth_date, OLD.tax_code))
  EXECUTE FUNCTION attesta_person_as_sealed();
