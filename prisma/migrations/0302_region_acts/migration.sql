-- A change of an attestation is an act of the body or of the Region that recognised it: each with its number, where the office numbers it.
ALTER TABLE status_change ADD COLUMN act_number text CHECK (length(act_number) BETWEEN 1 AND 100);
ALTER TABLE status_change ADD COLUMN act_date date;
ALTER TABLE status_change ADD COLUMN decided_for uuid REFERENCES organisation (id);
CREATE INDEX attestation_recognition ON attestation (recognition_id, released_at DESC);
CREATE INDEX attestation_number ON attestation (number text_pattern_ops);
