-- What the verifier keeps between two requests: OpenID4VP sessions (minutes) and ciphertexts of share links (days).

CREATE TABLE presentation_session (
  id            uuid        PRIMARY KEY,
  -- SHA-256 of the secret that the asking page holds: only it may read the answer.
  secret_hash   bytea       NOT NULL,
  nonce         text        NOT NULL UNIQUE,
  state         text        NOT NULL,
  purpose       text        NOT NULL,
  -- Ephemeral ECDH key of this session; wiped when the answer is there (OpenID4VP 1.0 §8.3).
  response_key  jsonb,
  created_at    timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz NOT NULL,
  answered_at   timestamptz,
  result        jsonb,
  CONSTRAINT presentation_session_answer CHECK ((answered_at IS NULL) = (result IS NULL)),
  CONSTRAINT presentation_session_key_wiped CHECK (answered_at IS NULL OR response_key IS NULL)
);
CREATE INDEX presentation_session_expires_at ON presentation_session (expires_at);

CREATE TABLE share (
  id           text        PRIMARY KEY,
  -- AES-256-GCM under a key that only the link's fragment holds: unreadable here.
  ciphertext   bytea,
  expires_at   timestamptz NOT NULL,
  max_views    integer     NOT NULL CHECK (max_views BETWEEN 1 AND 100),
  views        integer     NOT NULL DEFAULT 0,
  revoke_hash  bytea       NOT NULL,
  revoked_at   timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT share_views_limit CHECK (views <= max_views),
  CONSTRAINT share_wiped_when_revoked CHECK ((revoked_at IS NULL) = (ciphertext IS NOT NULL))
);
CREATE INDEX share_expires_at ON share (expires_at);
