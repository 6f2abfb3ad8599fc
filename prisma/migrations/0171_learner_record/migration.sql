-- Sets of acts of one person that a body sealed as a Comprehensive Learner Record: what is in each, so that a set of which a part was
-- annulled or replaced can be published as revoked.
CREATE TABLE learner_record (
  id              uuid        PRIMARY KEY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  attestation_ids uuid[]      NOT NULL CHECK (cardinality(attestation_ids) BETWEEN 1 AND 60),
  kid             text        NOT NULL,
  made_at         timestamptz NOT NULL
);
CREATE INDEX learner_record_organisation ON learner_record (organisation_id);
CREATE TRIGGER learner_record_append_only BEFORE UPDATE OR DELETE ON learner_record FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
