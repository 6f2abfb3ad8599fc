-- The page that tells people the state of an act: only who has its paper or file knows the address.
ALTER TABLE attestation
  ADD COLUMN page_secret text NOT NULL DEFAULT translate(encode(uuid_send(gen_random_uuid()), 'base64'), '+/=', '-_');
ALTER TABLE attestation ADD CONSTRAINT attestation_page_secret CHECK (length(page_secret) = 22);
CREATE UNIQUE INDEX attestation_page ON attestation (page_secret);

-- Of a paper: 0 is the original, every further one a numbered duplicate.
ALTER TABLE rendering ADD COLUMN copy integer CHECK (copy >= 0);
CREATE UNIQUE INDEX rendering_copy ON rendering (attestation_id, form, copy) WHERE copy IS NOT NULL;

-- Credentials of the chain of authority that a code of ours names by digest, because it has no room for them.
CREATE TABLE authority_credential (
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  sha256          text NOT NULL CHECK (length(sha256) = 43),
  credential      text NOT NULL,
  PRIMARY KEY (organisation_id, sha256)
);
CREATE TRIGGER authority_credential_append_only BEFORE UPDATE OR DELETE ON authority_credential
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
