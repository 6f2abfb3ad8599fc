-- Files for other registers (BeS, SIUL, SIUF): what was made, for which days, what was in it and what was left out; and the files that
-- came back with numbers. A file itself is kept for thirty days, so that it can be fetched again, and no longer.
CREATE TABLE export_run (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  target          text        NOT NULL,
  format          text        NOT NULL CHECK (format IN ('csv', 'json')),
  from_day        date        NOT NULL,
  until_day       date        NOT NULL,
  made_at         timestamptz NOT NULL,
  made_by         uuid        NOT NULL REFERENCES account (id),
  sha256          bytea       NOT NULL CHECK (length(sha256) = 32),
  -- Which field of which case is wrong and how: codes and ids, nothing of what stands in the field.
  problems        jsonb       NOT NULL,
  CONSTRAINT export_run_days CHECK (from_day <= until_day)
);
CREATE INDEX export_run_organisation ON export_run (organisation_id, made_at DESC);

CREATE TABLE export_case (
  run_id          uuid NOT NULL REFERENCES export_run (id),
  case_id         uuid NOT NULL REFERENCES ivc_case (id),
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (run_id, case_id)
);
CREATE INDEX export_case_case ON export_case (case_id);

CREATE TABLE export_file (
  run_id          uuid  PRIMARY KEY REFERENCES export_run (id),
  organisation_id uuid  NOT NULL REFERENCES organisation (id),
  content         text  NOT NULL
);

CREATE TABLE export_return (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  run_id          uuid        NOT NULL REFERENCES export_run (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  read_at         timestamptz NOT NULL,
  read_by         uuid        NOT NULL REFERENCES account (id),
  sha256          bytea       NOT NULL CHECK (length(sha256) = 32),
  -- Line by line: which case, what came of it.
  outcomes        jsonb       NOT NULL
);
CREATE INDEX export_return_run ON export_return (run_id, read_at);
CREATE TRIGGER export_run_append_only BEFORE UPDATE OR DELETE ON export_run FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
CREATE TRIGGER export_return_append_only BEFORE UPDATE OR DELETE ON export_return FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['export_run', 'export_case', 'export_file', 'export_return'] LOOP
    EXECUTE format('CREATE POLICY desk ON %I TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()))', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END
$$;
