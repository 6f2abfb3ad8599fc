-- What the Region says of a body beside its recognition, for programs that know Open Badges: an EndorsementCredential, sealed with it.
CREATE TABLE recognition_endorsement (
  recognition_id  uuid        PRIMARY KEY REFERENCES recognition (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  document        jsonb       NOT NULL,
  created_at      timestamptz NOT NULL
);
CREATE TRIGGER recognition_endorsement_append_only BEFORE UPDATE OR DELETE ON recognition_endorsement
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
