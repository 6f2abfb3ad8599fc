-- What a person sends from their telephone. It lies beside the dossier, sealed with the case's key, until an officer takes it in or not:
-- nothing gets into a dossier by itself.

CREATE TABLE citizen_upload (
  id              uuid        PRIMARY KEY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  -- Drawn by the page for one file: a file that is sent again after a lost answer arrives once.
  send_key        text        NOT NULL CHECK (length(send_key) BETWEEN 8 AND 64),
  class           text        NOT NULL,
  title           text        NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
  media_type      text        NOT NULL,
  size            integer     NOT NULL CHECK (size > 0),
  sha256          bytea       NOT NULL CHECK (length(sha256) = 32),
  arrived_at      timestamptz NOT NULL,
  state           text        NOT NULL DEFAULT 'arrived' CHECK (state IN ('arrived', 'accepted', 'refused')),
  decided_at      timestamptz,
  decided_by      uuid        REFERENCES account (id),
  reason          text,
  CONSTRAINT citizen_upload_once UNIQUE (case_id, send_key),
  CONSTRAINT citizen_upload_decided CHECK ((state = 'arrived') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)
    AND (state = 'refused') = (reason IS NOT NULL))
);
CREATE INDEX citizen_upload_case ON citizen_upload (case_id, arrived_at);
CREATE INDEX citizen_upload_waiting ON citizen_upload (organisation_id) WHERE state = 'arrived';

CREATE TABLE citizen_upload_file (
  upload_id       uuid  PRIMARY KEY REFERENCES citizen_upload (id),
  organisation_id uuid  NOT NULL REFERENCES organisation (id),
  sealed          bytea NOT NULL
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['citizen_upload', 'citizen_upload_file'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY desk ON %1$I TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()))', name);
  END LOOP;
END
$$;
