-- Who asked for the audit file of a case, when, whether with what shows the evidence, and why. A file is made anew when it is fetched.
CREATE TABLE audit_file (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  asked_for       uuid        NOT NULL REFERENCES organisation (id),
  asked_by        uuid        NOT NULL REFERENCES account (id),
  asked_at        timestamptz NOT NULL,
  with_evidence   boolean     NOT NULL,
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 2000),
  -- The content of the dossier leaves only from the body that keeps it.
  CONSTRAINT audit_file_evidence CHECK (NOT with_evidence OR asked_for = organisation_id)
);
CREATE INDEX audit_file_case ON audit_file (case_id, asked_at);
CREATE TRIGGER audit_file_append_only BEFORE UPDATE OR DELETE ON audit_file FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
CREATE POLICY desk ON audit_file TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()) OR asked_for = (SELECT attesta_desk_of()));
ALTER TABLE audit_file ENABLE ROW LEVEL SECURITY;
