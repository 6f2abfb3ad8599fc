-- A duplicate on paper is an act of its own (domain.md §2.6): who asked for it, and who of the body printed it. What was printed before
-- today did not say.
ALTER TABLE rendering ADD COLUMN asked_by text CHECK (asked_by IN ('titolare', 'delegato', 'ufficio'));
ALTER TABLE rendering ADD COLUMN printed_by uuid REFERENCES account (id);
ALTER TABLE rendering ADD CONSTRAINT rendering_duplicate_asked CHECK (coalesce(copy, 0) = 0 OR asked_by IS NOT NULL) NOT VALID;
