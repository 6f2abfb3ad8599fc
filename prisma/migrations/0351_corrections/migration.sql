-- A rettifica of what a commission decided goes by the Chamber: the body says what is wrong, the Chamber seals or refuses, the body
-- releases. What the Region orders by an act becomes a task of the body, until the act is replaced or over.

CREATE TABLE correction (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  chamber_id      uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  attestation_id  uuid        NOT NULL REFERENCES attestation (id),
  -- Person and title as they stand on the act, and as they should.
  was             jsonb       NOT NULL,
  corrected       jsonb       NOT NULL,
  reason_class    text        NOT NULL,
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 4000),
  asked_at        timestamptz NOT NULL,
  asked_by        uuid        NOT NULL REFERENCES account (id),
  answer          text        CHECK (answer IN ('sealed', 'refused')),
  answered_at     timestamptz,
  answered_by     uuid        REFERENCES account (id),
  answer_reason   text        CHECK (length(answer_reason) BETWEEN 3 AND 4000),
  act_number      text        CHECK (length(act_number) BETWEEN 1 AND 100),
  act_date        date,
  decision_id     uuid        REFERENCES decision (id),
  CONSTRAINT correction_answered CHECK (num_nonnulls(answer, answered_at, answered_by) IN (0, 3)),
  CONSTRAINT correction_sealed CHECK ((answer IS NOT DISTINCT FROM 'sealed') = (decision_id IS NOT NULL)
    AND num_nonnulls(decision_id, act_number, act_date) IN (0, 3)),
  CONSTRAINT correction_refused CHECK (answer IS DISTINCT FROM 'refused' OR answer_reason IS NOT NULL)
);
CREATE UNIQUE INDEX correction_open ON correction (attestation_id) WHERE answer IS DISTINCT FROM 'refused';
CREATE INDEX correction_chamber ON correction (chamber_id, asked_at) WHERE answer IS NULL;
CREATE INDEX correction_case ON correction (case_id);

-- Answered once; what was asked and what was answered stays.
CREATE FUNCTION attesta_correction_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.answer IS NOT NULL
     OR (to_jsonb(NEW) - ARRAY['answer', 'answered_at', 'answered_by', 'answer_reason', 'act_number', 'act_date', 'decision_id'])
        <> (to_jsonb(OLD) - ARRAY['answer', 'answered_at', 'answered_by', 'answer_reason', 'act_number', 'act_date', 'decision_id']) THEN
    RAISE EXCEPTION 'a correction is answered once'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'correction_stays', TABLE = 'correction';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER correction_stays BEFORE UPDATE OR DELETE ON correction FOR EACH ROW EXECUTE FUNCTION attesta_correction_stays();

CREATE POLICY desk ON correction TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR chamber_id = (SELECT attesta_desk_of()));
ALTER TABLE correction ENABLE ROW LEVEL SECURITY;

CREATE TABLE correction_order (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  attestation_id  uuid        NOT NULL REFERENCES attestation (id),
  ordered_for     uuid        NOT NULL REFERENCES organisation (id),
  ordered_by      uuid        NOT NULL REFERENCES account (id),
  ordered_at      timestamptz NOT NULL,
  act_number      text        NOT NULL CHECK (length(act_number) BETWEEN 1 AND 100),
  act_date        date        NOT NULL,
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 4000),
  CONSTRAINT correction_order_once UNIQUE (attestation_id)
);
CREATE INDEX correction_order_body ON correction_order (organisation_id, ordered_at);
CREATE TRIGGER correction_order_append_only BEFORE UPDATE OR DELETE ON correction_order
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
CREATE POLICY desk ON correction_order TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR ordered_for = (SELECT attesta_desk_of()));
ALTER TABLE correction_order ENABLE ROW LEVEL SECURITY;

-- The state of an act in a word, and nothing else of it: what a Chamber asks before it corrects what its commission decided.
CREATE FUNCTION attesta_word_of(act uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = act ORDER BY c.seq DESC LIMIT 1), 'valido')
$$;
