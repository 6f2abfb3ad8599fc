-- The person in the procedure looks at their own case: by a link and a code that the body hands out, without any account. Of neither is
-- more kept than a hash; the link also sealed by the house, so that it can be sent again by mail (the code never is).

CREATE TABLE citizen_access (
  id              uuid        PRIMARY KEY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  link_hash       bytea       NOT NULL UNIQUE CHECK (length(link_hash) = 32),
  link_sealed     bytea       NOT NULL,
  -- Keyed by the link, which is not kept: six digits alone would be found again in a moment.
  code_hash       bytea       NOT NULL CHECK (length(code_hash) = 32),
  code_salt       bytea       NOT NULL,
  channel         text        NOT NULL CHECK (channel IN ('paper', 'mail')),
  made_by         uuid        NOT NULL REFERENCES account (id),
  made_at         timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  revoked_at      timestamptz,
  revoked_by      uuid        REFERENCES account (id),
  wrong_tries     integer     NOT NULL DEFAULT 0 CHECK (wrong_tries BETWEEN 0 AND 5),
  first_used_at   timestamptz,
  last_used_at    timestamptz,
  CONSTRAINT citizen_access_days CHECK (made_at < expires_at)
);
CREATE INDEX citizen_access_case ON citizen_access (case_id, made_at DESC);
-- Of two slips of paper only the newer works.
CREATE UNIQUE INDEX citizen_access_one ON citizen_access (case_id) WHERE revoked_at IS NULL;

CREATE TABLE citizen_session (
  id_hash    bytea       PRIMARY KEY CHECK (length(id_hash) = 32),
  access_id  uuid        NOT NULL REFERENCES citizen_access (id),
  csrf       text        NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX citizen_session_access ON citizen_session (access_id);
CREATE INDEX citizen_session_ends ON citizen_session (expires_at);

ALTER TABLE citizen_access ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON citizen_access TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()));
-- No desk reads who is looking.
REVOKE ALL ON citizen_session FROM attesta_desk;
