-- The Region's board of accreditations: whom it keeps in its list before any recognition, and why one ended before its day.
ALTER TABLE organisation ADD COLUMN registered_by uuid REFERENCES organisation (id);
CREATE INDEX organisation_registered_by ON organisation (registered_by) WHERE registered_by IS NOT NULL;
CREATE INDEX recognition_recogniser ON recognition (recogniser_id, organisation_id);

ALTER TABLE recognition_withdrawal ADD COLUMN reason text CHECK (length(reason) BETWEEN 3 AND 4000);
ALTER TABLE recognition_withdrawal ADD COLUMN decided_by uuid REFERENCES account (id);
