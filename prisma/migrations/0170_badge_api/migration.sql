-- The API of Open Badges 3.0: whom badges belong to, what platforms push for them, and the copies that platforms are given.

-- A citizen who let a platform in: known by the codice fiscale that the OpenID provider vouched for, over all bodies of this issuer.
CREATE TABLE badge_holder (
  id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  tax_code_key text        NOT NULL CONSTRAINT badge_holder_tax_code UNIQUE,
  name         text        NOT NULL,
  email        text,
  -- What a platform wrote into the profile. Name and address are the provider's word and stand above.
  profile      jsonb       NOT NULL DEFAULT '{}',
  created_at   timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE account ADD COLUMN holder_id uuid CONSTRAINT account_holder REFERENCES badge_holder (id) ON DELETE SET NULL;

-- Badges of others, as they came, byte for byte: they belong to one person, until the person deletes them.
CREATE TABLE held_badge (
  id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  holder_id   uuid        NOT NULL CONSTRAINT held_badge_holder REFERENCES badge_holder (id) ON DELETE CASCADE,
  -- SHA-256 over issuer and id: by these two are badges equal (Open Badges 3.0 §10), and either may be long.
  badge_key   bytea       NOT NULL CHECK (octet_length(badge_key) = 32),
  form        text        NOT NULL CHECK (form IN ('json', 'jws')),
  content     text        NOT NULL CHECK (octet_length(content) <= 262144),
  valid_from  timestamptz NOT NULL,
  -- What was verified before it was kept, for the page that shows it.
  seen        jsonb       NOT NULL,
  client_id   text        NOT NULL,
  received_at timestamptz NOT NULL,
  CONSTRAINT held_badge_equal UNIQUE (holder_id, badge_key)
);
CREATE INDEX held_badge_received ON held_badge (holder_id, received_at);

-- A query that forgets whose badges it reads, reads none. Superusers pass: the database of the demo is reached as one.
ALTER TABLE held_badge ENABLE ROW LEVEL SECURITY;
ALTER TABLE held_badge FORCE ROW LEVEL SECURITY;
CREATE POLICY held_badge_owner ON held_badge USING (holder_id = nullif(current_setting('attesta.holder', true), '')::uuid);

-- The signed copy that platforms are given: the same bytes to each, and one signature, however often they ask.
CREATE TABLE badge_copy (
  attestation_id  uuid        PRIMARY KEY CONSTRAINT badge_copy_attestation REFERENCES attestation (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  kid             text        NOT NULL,
  content         text        NOT NULL,
  made_at         timestamptz NOT NULL
);

-- One person over all bodies.
CREATE INDEX person_tax_code_key ON person (tax_code_key);
CREATE INDEX attestation_person ON attestation (person_id, released_at);
-- What one person granted.
CREATE INDEX oauth_payload_account ON oauth_payload ((payload ->> 'accountId')) WHERE payload ->> 'accountId' IS NOT NULL;
