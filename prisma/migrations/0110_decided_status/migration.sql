-- The decision commits to where the state of the attestato will be published, so the place is reserved when the minutes close:
-- the attestation gets its id then, and its release takes that id and no other. Rows of before stay as they are (NOT VALID).
ALTER TABLE decision_outcome ADD COLUMN attestation_id uuid UNIQUE;
ALTER TABLE decision_outcome ADD CONSTRAINT decision_outcome_reserved CHECK (certified = (attestation_id IS NOT NULL)) NOT VALID;
ALTER TABLE decision_outcome ADD CONSTRAINT decision_outcome_attestation UNIQUE (case_id, decision_id, attestation_id);
ALTER TABLE attestation ADD CONSTRAINT attestation_as_decided FOREIGN KEY (case_id, decision_id, id)
  REFERENCES decision_outcome (case_id, decision_id, attestation_id) NOT VALID;
