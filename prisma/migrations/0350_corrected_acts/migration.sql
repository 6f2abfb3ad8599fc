-- Rettifica (domain.md §2.6): a new act in the place of one in which something was written wrong. The old one stays as it was sealed, and
-- is `sostituito`; what took its place names it. An act is replaced once, and only where it was valid: no chain has two valid acts.

ALTER TABLE attestation ADD COLUMN replaces uuid;
ALTER TABLE attestation ADD CONSTRAINT attestation_same_case UNIQUE (id, organisation_id, case_id, person_id, kind, profile);
ALTER TABLE attestation ADD CONSTRAINT attestation_replaces FOREIGN KEY (replaces, organisation_id, case_id, person_id, kind, profile)
  REFERENCES attestation (id, organisation_id, case_id, person_id, kind, profile);
ALTER TABLE attestation ADD CONSTRAINT attestation_replaced_once UNIQUE (replaces);
ALTER TABLE attestation DROP CONSTRAINT attestation_once;
CREATE UNIQUE INDEX attestation_once ON attestation (case_id, profile, kind) WHERE replaces IS NULL;

-- These functions look past every desk, as foreign keys do. When the transaction ends, the old act says by which it was replaced, and was neither suspended nor over before.
CREATE FUNCTION attesta_replaced() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  last_words text[] := ARRAY(SELECT c.word || coalesce(' ' || c.successor, '') FROM status_change c
    WHERE c.attestation_id = NEW.replaces ORDER BY c.seq DESC LIMIT 2);
BEGIN
  IF last_words[1] IS DISTINCT FROM 'sostituito ' || NEW.number OR coalesce(last_words[2], 'valido') <> 'valido' THEN
    RAISE EXCEPTION 'an act takes the place of one that was valid, and says so'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'attestation_replaced_valid', TABLE = 'attestation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER attestation_replaced_valid AFTER INSERT ON attestation DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.replaces IS NOT NULL) EXECUTE FUNCTION attesta_replaced();

-- ------------------------------------------------------------------------------------------------- rettifica of what a commission decided

-- The judgement stays that of the minutes. What was written wrong around it the Chamber corrects by an act of its own, under its seal: a
-- further decision of the same sitting, which binds the outcome as it should have been written.
ALTER TABLE minutes ADD CONSTRAINT minutes_of_chamber UNIQUE (sitting_id, organisation_id);
ALTER TABLE decision ADD COLUMN corrects uuid REFERENCES decision (id);
ALTER TABLE decision ADD COLUMN minutes_at timestamptz GENERATED ALWAYS AS (CASE WHEN corrects IS NULL THEN closed_at END) STORED;
ALTER TABLE decision ADD COLUMN minutes_by uuid GENERATED ALWAYS AS (CASE WHEN corrects IS NULL THEN closed_by END) STORED;
ALTER TABLE decision DROP CONSTRAINT decision_of_minutes;
ALTER TABLE decision ADD CONSTRAINT decision_of_minutes FOREIGN KEY (sitting_id, organisation_id, minutes_at, minutes_by)
  REFERENCES minutes (sitting_id, organisation_id, closed_at, closed_by);
ALTER TABLE decision ADD CONSTRAINT decision_of_chamber FOREIGN KEY (sitting_id, organisation_id)
  REFERENCES minutes (sitting_id, organisation_id);
ALTER TABLE decision DROP CONSTRAINT decision_one_per_body;
CREATE UNIQUE INDEX decision_one_per_body ON decision (sitting_id, body_id) WHERE corrects IS NULL;

CREATE FUNCTION attesta_decision_corrects() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.corrects AND d.sitting_id = NEW.sitting_id AND d.body_id = NEW.body_id
      AND d.closed_at <= NEW.closed_at) THEN
    RAISE EXCEPTION 'a decision corrects an earlier one of the same sitting'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_corrects', TABLE = 'decision';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER decision_corrects BEFORE INSERT ON decision
  FOR EACH ROW WHEN (NEW.corrects IS NOT NULL) EXECUTE FUNCTION attesta_decision_corrects();

-- One outcome for a case, and one for each act of it that was corrected.
ALTER TABLE decision_outcome ADD COLUMN corrects uuid REFERENCES attestation (id);
ALTER TABLE decision_outcome DROP CONSTRAINT decision_outcome_pkey;
ALTER TABLE decision_outcome ADD PRIMARY KEY (case_id, decision_id);
CREATE UNIQUE INDEX decision_outcome_once ON decision_outcome (case_id) WHERE corrects IS NULL;
ALTER TABLE decision_outcome ADD CONSTRAINT decision_outcome_corrected_once UNIQUE (corrects);

-- Never the judgement: a corrected outcome has the competences, the learning and the assessment that were decided. And what stands on a
-- decision takes the place of the act that it corrects, of no other.
CREATE FUNCTION attesta_same_judgement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT NEW.certified OR NOT EXISTS (
      SELECT 1 FROM attestation a JOIN decision_outcome o ON o.case_id = a.case_id AND o.decision_id = a.decision_id
        JOIN decision d ON d.id = NEW.decision_id AND d.corrects = a.decision_id
      WHERE a.id = NEW.corrects AND a.case_id = NEW.case_id AND o.outcome - 'person' = NEW.outcome - 'person') THEN
    RAISE EXCEPTION 'a rettifica leaves the judgement as it is'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_outcome_judgement', TABLE = 'decision_outcome';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER decision_outcome_judgement BEFORE INSERT ON decision_outcome
  FOR EACH ROW WHEN (NEW.corrects IS NOT NULL) EXECUTE FUNCTION attesta_same_judgement();

CREATE FUNCTION attesta_replaces_as_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF (SELECT o.corrects FROM decision_outcome o WHERE o.case_id = NEW.case_id AND o.decision_id = NEW.decision_id)
     IS DISTINCT FROM NEW.replaces THEN
    RAISE EXCEPTION 'the decision corrects another act, or none'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'attestation_replaces_as_decided', TABLE = 'attestation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER attestation_replaces_as_decided BEFORE INSERT ON attestation
  FOR EACH ROW WHEN (NEW.decision_id IS NOT NULL) EXECUTE FUNCTION attesta_replaces_as_decided();
