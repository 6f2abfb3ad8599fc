-- The dossier of a case that is over is removed when the rules say so, and the register entry stays (Reg. (EU) 2016/679 art. 5 c. 1
-- lett. e). What remains of a removal is when it was, and how much: nothing of what was removed.

CREATE TABLE case_erasure (
  case_id         uuid        PRIMARY KEY REFERENCES ivc_case (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  erased_at       timestamptz NOT NULL,
  pieces          integer     NOT NULL CHECK (pieces >= 0),
  contacts        boolean     NOT NULL
);
CREATE TRIGGER case_erasure_append_only BEFORE UPDATE OR DELETE ON case_erasure FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
ALTER TABLE case_erasure ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON case_erasure TO attesta_desk USING (EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = case_erasure.case_id));
