-- A badge that can be compared with an address of the person is another copy: the hash that it carries tells which; '' has none.
ALTER TABLE badge_copy ADD COLUMN recipient text NOT NULL DEFAULT '';
ALTER TABLE badge_copy DROP CONSTRAINT badge_copy_pkey, ADD CONSTRAINT badge_copy_pkey PRIMARY KEY (attestation_id, recipient);

-- Of whom a platform gets badges that can be compared with their address, because they chose so. Without a row they carry no hash of it.
CREATE TABLE badge_with_email (
  holder_id  uuid        NOT NULL CONSTRAINT badge_with_email_holder REFERENCES badge_holder (id) ON DELETE CASCADE,
  client_id  text        NOT NULL,
  chosen_at  timestamptz NOT NULL,
  PRIMARY KEY (holder_id, client_id)
);
