-- A person who was taken in twice, once under the provisional code and once under the definitive one, is recognised as one when the first
-- record gets the code of the second (domain.md §5.1). Acts stay where they were sealed: nothing is keyed anew. Of the two records the one
-- that had the definitive code is the person; the other points to it.
ALTER TABLE person ADD COLUMN same_as uuid;
ALTER TABLE person ADD CONSTRAINT person_same_as FOREIGN KEY (same_as, organisation_id) REFERENCES person (id, organisation_id);
ALTER TABLE person ADD CONSTRAINT person_not_itself CHECK (same_as <> id);
ALTER TABLE person DROP CONSTRAINT person_tax_code;
CREATE UNIQUE INDEX person_tax_code ON person (organisation_id, tax_code_key) WHERE same_as IS NULL;
CREATE INDEX person_twins ON person (same_as) WHERE same_as IS NOT NULL;
