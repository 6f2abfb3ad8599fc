-- Who somebody is, whichever of their codes is known: a tie may be written under the provisional code that a body has since replaced, or
-- under the one that another body knows. A code that comes back (a homocodic one, and the first again) is one more change of the person.

ALTER TABLE person_former_code DROP CONSTRAINT person_former_code_pkey;
ALTER TABLE person_former_code ADD PRIMARY KEY (person_id, tax_code, replaced_at);
CREATE INDEX person_former_code_code ON person_former_code (tax_code_key);

-- All codes of the candidates of these cases. Another body's books count where they know the same code and the same birth date: whose code
-- it is, is not told by the code alone. It looks beyond the desk that asks, and gives a Chamber only candidates that were put before it.
CREATE FUNCTION attesta_codes_of_cases(cases uuid[]) RETURNS TABLE (case_id uuid, tax_code_key text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH asked AS (
    SELECT k.id, k.person_id, p.birth_date, p.tax_code_key FROM ivc_case k JOIN person p ON p.id = k.person_id
    WHERE k.id = ANY (cases) AND (current_setting('role') <> 'attesta_desk' OR EXISTS (
      SELECT 1 FROM commission_request r WHERE r.case_id = k.id AND r.chamber_id = attesta_desk_of()))
  ), known AS (
    SELECT a.id, a.birth_date, a.tax_code_key FROM asked a
    UNION SELECT a.id, a.birth_date, f.tax_code_key FROM asked a JOIN person_former_code f ON f.person_id = a.person_id
  ), bearer AS (
    SELECT n.id, p.id AS person_id, p.tax_code_key FROM known n JOIN person p ON p.tax_code_key = n.tax_code_key AND p.birth_date = n.birth_date
    UNION SELECT n.id, p.id, p.tax_code_key FROM known n JOIN person_former_code f ON f.tax_code_key = n.tax_code_key
      JOIN person p ON p.id = f.person_id AND p.birth_date = n.birth_date
  )
  SELECT id, tax_code_key FROM known
  UNION SELECT id, tax_code_key FROM bearer
  UNION SELECT b.id, f.tax_code_key FROM bearer b JOIN person_former_code f ON f.person_id = b.person_id
$$;
REVOKE ALL ON FUNCTION attesta_codes_of_cases(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attesta_codes_of_cases(uuid[]) TO attesta_desk;

-- Nobody judges themselves, under whichever of their codes the roster knows them.
CREATE OR REPLACE FUNCTION attesta_commission_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM commission_member m
      JOIN expert e ON e.id = m.expert_id
    WHERE m.commission_id = NEW.commission_id AND e.tax_code_key IN (SELECT c.tax_code_key FROM attesta_codes_of_cases(
      ARRAY(SELECT d.case_id FROM commission_candidate d WHERE d.commission_id = NEW.commission_id)) c)) THEN
    RAISE EXCEPTION 'a member cannot judge themselves'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'commission_conflict', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;
