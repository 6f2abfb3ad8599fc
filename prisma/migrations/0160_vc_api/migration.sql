-- What is issued over the VC-API and can be revoked: a random position in its instance's list, given once. A credential is known by the
-- hash of its identifier, which may be a personal one. Test instances belong to no organisation.
CREATE TABLE vc_api_entry (
  list            text        NOT NULL CHECK (list ~ '^[a-z0-9-]{1,80}$'),
  idx             integer     NOT NULL CHECK (idx >= 0 AND idx < 131072),
  organisation_id uuid        REFERENCES organisation (id),
  credential_hash bytea       NOT NULL CHECK (octet_length(credential_hash) = 32),
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (list, idx),
  CONSTRAINT vc_api_entry_credential UNIQUE (list, credential_hash)
);
CREATE TRIGGER vc_api_entry_append_only BEFORE UPDATE OR DELETE ON vc_api_entry FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- One row a change: the list is built from them and never edited, so that no change is lost beside another (security.md §0, finding 7).
CREATE TABLE vc_api_change (
  seq             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  list            text        NOT NULL,
  idx             integer     NOT NULL,
  organisation_id uuid        REFERENCES organisation (id),
  purpose         text        NOT NULL CHECK (purpose IN ('revocation', 'suspension')),
  set             boolean     NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT vc_api_change_entry FOREIGN KEY (list, idx) REFERENCES vc_api_entry (list, idx)
);
CREATE INDEX vc_api_change_list ON vc_api_change (list, purpose, idx, seq DESC);
CREATE TRIGGER vc_api_change_append_only BEFORE UPDATE OR DELETE ON vc_api_change FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
