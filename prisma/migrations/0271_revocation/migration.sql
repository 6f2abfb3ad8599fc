-- An appointment that is revoked (L. 241/1990 art. 21-quinquies) or replaced: both acts are kept, the old one says by which it ended, and
-- its cases go back to those that wait. Only what has not been held is revoked: no decision ever stands on a revoked act.

CREATE TABLE commission_revocation (
  commission_id   uuid        PRIMARY KEY REFERENCES commission (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  act_number      text        NOT NULL,
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 4000),
  revoked_at      timestamptz NOT NULL,
  revoked_by      uuid        NOT NULL REFERENCES account (id),
  -- The appointment that takes its place, where the same act makes one.
  replaced_by     uuid        REFERENCES commission (id),
  sealed          text        NOT NULL,
  CONSTRAINT commission_revocation_act UNIQUE (organisation_id, act_number),
  CONSTRAINT commission_revocation_other CHECK (replaced_by IS DISTINCT FROM commission_id)
);
CREATE TRIGGER commission_revocation_append_only BEFORE UPDATE OR DELETE ON commission_revocation
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
CREATE POLICY desk ON commission_revocation TO attesta_desk USING (
  EXISTS (SELECT 1 FROM commission c WHERE c.id = commission_revocation.commission_id));
ALTER TABLE commission_revocation ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON commission_revocation TO attesta_desk;

CREATE FUNCTION attesta_revocation_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The row lock makes whoever opens the sitting at this moment wait, and then find the revocation.
  PERFORM 1 FROM sitting s WHERE s.commission_id = NEW.commission_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM sitting s WHERE s.commission_id = NEW.commission_id AND s.state <> 'convened') THEN
    RAISE EXCEPTION 'a commission that has sat is not revoked'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'commission_revocation_in_time', TABLE = 'commission_revocation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER commission_revocation_in_time BEFORE INSERT ON commission_revocation
  FOR EACH ROW EXECUTE FUNCTION attesta_revocation_in_time();

CREATE FUNCTION attesta_sitting_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = NEW.commission_id) THEN
    RAISE EXCEPTION 'the appointment of this commission was revoked'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sitting_revoked', TABLE = 'sitting';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER sitting_stands BEFORE INSERT OR UPDATE ON sitting FOR EACH ROW EXECUTE FUNCTION attesta_sitting_stands();

-- A candidate is of one commission that stands; of revoked ones they were.
ALTER TABLE commission_candidate DROP CONSTRAINT commission_candidate_case_id_key;
CREATE INDEX commission_candidate_case ON commission_candidate (case_id);
CREATE FUNCTION attesta_candidate_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.case_id::text, 271));
  IF (SELECT count(*) FROM commission_candidate c WHERE c.case_id = NEW.case_id
      AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.commission_id)) > 1 THEN
    RAISE EXCEPTION 'a candidate is of one commission'
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'commission_candidate_once', TABLE = 'commission_candidate';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER commission_candidate_once AFTER INSERT ON commission_candidate DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION attesta_candidate_once();

-- Which appointment a document of the case is, so that each of two is opened as itself.
ALTER TABLE case_document ADD COLUMN commission_id uuid REFERENCES commission (id);
UPDATE case_document d SET commission_id = c.commission_id FROM commission_candidate c WHERE c.case_id = d.case_id AND d.class = 'nomina';
