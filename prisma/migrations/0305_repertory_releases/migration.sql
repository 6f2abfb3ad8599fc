-- Releases of a Region's repertory: uploaded by one person, looked at as a difference from what is in force, accepted from a day on by
-- another. Cases keep the words of the release under which their competences were chosen (case_competence.competence).
CREATE TABLE repertory_release (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  content         jsonb       NOT NULL,
  sha256          bytea       NOT NULL CHECK (length(sha256) = 32),
  valid_from      date        NOT NULL,
  uploaded_by     uuid        NOT NULL REFERENCES account (id),
  uploaded_at     timestamptz NOT NULL,
  decided_by      uuid        REFERENCES account (id),
  decided_at      timestamptz,
  decision        text        CHECK (decision IN ('accepted', 'refused')),
  decision_reason text,
  CONSTRAINT repertory_release_decided CHECK (num_nonnulls(decided_by, decided_at, decision) IN (0, 3)),
  CONSTRAINT repertory_release_refused CHECK (decision IS DISTINCT FROM 'refused' OR length(decision_reason) BETWEEN 3 AND 2000),
  CONSTRAINT repertory_release_four_eyes CHECK (decision IS DISTINCT FROM 'accepted' OR decided_by <> uploaded_by)
);
CREATE INDEX repertory_release_in_force ON repertory_release (organisation_id, decision, valid_from DESC);
-- What was accepted is for everybody; what waits is the Region's.
CREATE POLICY desk ON repertory_release TO attesta_desk
  USING (organisation_id = (SELECT attesta_desk_of()) OR decision = 'accepted')
  WITH CHECK (organisation_id = (SELECT attesta_desk_of()));
ALTER TABLE repertory_release ENABLE ROW LEVEL SECURITY;
