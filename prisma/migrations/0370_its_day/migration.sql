-- Nothing is dated before what it follows. Steps look at their own order and speak better (`is-its-day.ts`); this is for whoever goes
-- around them.

-- The interview may be moved: the letter about the new day names the old one.
ALTER TABLE case_plan ADD COLUMN former_at timestamptz;

-- A case's history is in the order of its days. Two servers' clocks, and who waited for the case while another was quicker, make a minute.
-- What the assessors found is closed on the day for which the person was called, in Rome, or later.
CREATE FUNCTION attesta_case_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM (SELECT t.at FROM case_transition t WHERE t.case_id = NEW.case_id ORDER BY t.id DESC LIMIT 1) AS last
      WHERE NEW.at < last.at - interval '1 minute') THEN
    RAISE EXCEPTION 'an act of a case is not dated before the one that it follows'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'case_days', TABLE = 'case_transition';
  END IF;
  IF NEW.state IN ('validazione_rilasciata', 'non_validata') AND EXISTS (SELECT 1 FROM case_plan p WHERE p.case_id = NEW.case_id
      AND (NEW.at AT TIME ZONE 'Europe/Rome')::date < (p.interview_at AT TIME ZONE 'Europe/Rome')::date) THEN
    RAISE EXCEPTION 'an assessment is not closed before its day'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'case_assessment_day', TABLE = 'case_transition';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER case_transition_time BEFORE INSERT ON case_transition FOR EACH ROW EXECUTE FUNCTION attesta_case_days();

-- The document of validation is released on that day or later, too; and no act of a body alone is older than the step out of which it
-- comes. What a certificate stands on, its own constraints say.
CREATE FUNCTION attesta_act_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'validazione' AND NEW.replaces IS NULL AND EXISTS (SELECT 1 FROM case_plan p WHERE p.case_id = NEW.case_id
      AND (NEW.released_at AT TIME ZONE 'Europe/Rome')::date < (p.interview_at AT TIME ZONE 'Europe/Rome')::date) THEN
    RAISE EXCEPTION 'an assessment is not closed before its day'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'case_assessment_day', TABLE = 'attestation';
  END IF;
  IF NEW.kind <> 'certificato' AND EXISTS (SELECT 1 FROM (SELECT t.at FROM case_transition t WHERE t.case_id = NEW.case_id ORDER BY t.id DESC LIMIT 1) AS last
      WHERE NEW.released_at < last.at - interval '1 minute') THEN
    RAISE EXCEPTION 'an act of a case is not dated before the one that it follows'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'case_days', TABLE = 'attestation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER attestation_time BEFORE INSERT ON attestation FOR EACH ROW EXECUTE FUNCTION attesta_act_days();
