-- Pictures that a body gave for its badges, each as it was built anew from what is allowed; one without content says that the drawn one is
-- used again. The last of a form counts. None is changed or deleted: badges name their picture by its digest.
CREATE TABLE badge_picture (
  seq             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  form            text        NOT NULL CHECK (form IN ('png', 'svg')),
  digest          text        CHECK (digest ~ '^[0-9a-f]{32}$'),
  content         bytea       CHECK (length(content) <= 262144),
  given_by        uuid        NOT NULL REFERENCES account (id),
  given_at        timestamptz NOT NULL,
  CONSTRAINT badge_picture_whole CHECK ((digest IS NULL) = (content IS NULL))
);
CREATE INDEX badge_picture_last ON badge_picture (organisation_id, form, seq DESC);
CREATE INDEX badge_picture_named ON badge_picture (organisation_id, digest);
CREATE TRIGGER badge_picture_append_only BEFORE UPDATE OR DELETE ON badge_picture
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
