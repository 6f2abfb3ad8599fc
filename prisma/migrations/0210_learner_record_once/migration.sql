-- The same set of acts under the same key and recognition is one record, however often it is asked for. Records made before have none.
ALTER TABLE learner_record ADD COLUMN set_key bytea CHECK (octet_length(set_key) = 32);
CREATE UNIQUE INDEX learner_record_set ON learner_record (set_key);

-- The record itself, as it was signed: kept so that whoever asks again gets the same bytes.
CREATE TABLE learner_record_copy (
  record_id       uuid PRIMARY KEY CONSTRAINT learner_record_copy_record REFERENCES learner_record (id),
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  content         text NOT NULL
);
CREATE TRIGGER learner_record_copy_append_only BEFORE UPDATE OR DELETE ON learner_record_copy FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
