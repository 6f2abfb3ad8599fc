-- A case that another body handed over waits until somebody here takes it on; who handed it over and why stands with it, because the
-- rows of the other body are behind the wall (0260_second_wall).
ALTER TABLE ivc_case ADD COLUMN handed_from_body uuid REFERENCES organisation (id);
ALTER TABLE ivc_case ADD COLUMN handed_reason text CHECK (length(handed_reason) BETWEEN 3 AND 4000);
ALTER TABLE ivc_case ADD COLUMN taken_on_at timestamptz;
ALTER TABLE ivc_case ADD COLUMN taken_on_by uuid REFERENCES account (id);
UPDATE ivc_case SET handed_from_body = (SELECT b.organisation_id FROM ivc_case b WHERE b.id = ivc_case.handed_from), taken_on_at = created_at
WHERE handed_from IS NOT NULL;
ALTER TABLE ivc_case ADD CONSTRAINT ivc_case_handed CHECK (
  (handed_from IS NULL) = (handed_from_body IS NULL) AND (handed_from IS NOT NULL OR num_nonnulls(handed_reason, taken_on_at, taken_on_by) = 0));
