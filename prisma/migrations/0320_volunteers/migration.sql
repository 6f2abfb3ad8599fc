-- A body of the third sector keeps the hours of its volunteers and runs individuazione for them, nothing beyond (DM 31 luglio 2025;
-- domain.md §1). Whoever recognises one for more is refused here as well.

ALTER TABLE organisation DROP CONSTRAINT organisation_kind_check;
ALTER TABLE organisation ADD CONSTRAINT organisation_kind_check CHECK (kind IN ('region', 'chamber', 'department', 'body', 'cpi', 'ets'));

CREATE FUNCTION attesta_third_sector_scope() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.action, NEW.scope) <> ('issue', 'trasparenza')
    AND EXISTS (SELECT 1 FROM organisation o WHERE o.id = NEW.organisation_id AND o.kind = 'ets') THEN
    RAISE EXCEPTION 'a body of the third sector is recognised for trasparenza only'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'recognition_third_sector', TABLE = 'recognition_scope';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER recognition_third_sector BEFORE INSERT ON recognition_scope FOR EACH ROW EXECUTE FUNCTION attesta_third_sector_scope();

CREATE TABLE volunteer (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  person_id       uuid        NOT NULL REFERENCES person (id),
  added_at        timestamptz NOT NULL,
  added_by        uuid        NOT NULL REFERENCES account (id),
  CONSTRAINT volunteer_once UNIQUE (organisation_id, person_id)
);
CREATE INDEX volunteer_person ON volunteer (person_id);

-- A file of many: what its lines said until they are in the register, so that whoever mends one finds it as it came.
CREATE TABLE volunteer_import (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  sha256          bytea       NOT NULL CHECK (length(sha256) = 32),
  made_at         timestamptz NOT NULL,
  made_by         uuid        NOT NULL REFERENCES account (id),
  CONSTRAINT volunteer_import_once UNIQUE (organisation_id, sha256)
);
CREATE TABLE volunteer_import_line (
  import_id       uuid        NOT NULL REFERENCES volunteer_import (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  line            integer     NOT NULL CHECK (line > 1),
  -- Columns of the file by our names; nothing once the line is in the register, or was put aside.
  cells           jsonb,
  state           text        NOT NULL CHECK (state IN ('open', 'taken', 'aside')),
  PRIMARY KEY (import_id, line),
  CONSTRAINT volunteer_import_line_cells CHECK ((state = 'open') = (cells IS NOT NULL))
);
CREATE INDEX volunteer_import_line_organisation ON volunteer_import_line (organisation_id);

-- Hours of one day, or of some days together. A line more, never a line changed; a mistake is taken back by its opposite.
CREATE TABLE volunteer_hours (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  volunteer_id    uuid        NOT NULL REFERENCES volunteer (id),
  from_day        date        NOT NULL,
  until_day       date        NOT NULL,
  minutes         integer     NOT NULL CHECK (minutes <> 0),
  activity        text        NOT NULL CHECK (length(activity) BETWEEN 3 AND 300),
  reverses        uuid        REFERENCES volunteer_hours (id),
  import_id       uuid        REFERENCES volunteer_import (id),
  recorded_at     timestamptz NOT NULL,
  recorded_by     uuid        NOT NULL REFERENCES account (id),
  CONSTRAINT volunteer_hours_days CHECK (from_day <= until_day AND until_day < from_day + interval '12 months'),
  CONSTRAINT volunteer_hours_room CHECK (abs(minutes) <= 1440 * (until_day - from_day + 1)),
  CONSTRAINT volunteer_hours_sign CHECK ((minutes < 0) = (reverses IS NOT NULL))
);
CREATE UNIQUE INDEX volunteer_hours_reversed_once ON volunteer_hours (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX volunteer_hours_of ON volunteer_hours (volunteer_id, until_day);
CREATE INDEX volunteer_hours_organisation ON volunteer_hours (organisation_id);

-- What was attested of the hours, on the person's request: what it said on its day stays so.
CREATE TABLE volunteer_statement (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  volunteer_id    uuid        NOT NULL REFERENCES volunteer (id),
  number          text        NOT NULL,
  asked_on        date        NOT NULL,
  content         jsonb       NOT NULL,
  made_at         timestamptz NOT NULL,
  made_by         uuid        NOT NULL REFERENCES account (id),
  CONSTRAINT volunteer_statement_number UNIQUE (organisation_id, number)
);
CREATE INDEX volunteer_statement_of ON volunteer_statement (volunteer_id);

-- Nobody changes a line; only the job that removes what is no longer kept takes lines away, as the owner.
CREATE TRIGGER volunteer_hours_unchanged BEFORE UPDATE ON volunteer_hours FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
CREATE TRIGGER volunteer_statement_unchanged BEFORE UPDATE ON volunteer_statement FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['volunteer', 'volunteer_import', 'volunteer_import_line', 'volunteer_hours', 'volunteer_statement'] LOOP
    EXECUTE format('CREATE POLICY desk ON %I TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()))', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('REVOKE ALL ON %I FROM attesta_desk', name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO attesta_desk', name);
  END LOOP;
END
$$;
GRANT UPDATE ON volunteer_import_line TO attesta_desk;
GRANT UPDATE (added_at) ON volunteer TO attesta_desk; -- for FOR UPDATE: one change of a volunteer's lines at a time
GRANT UPDATE (made_at) ON volunteer_import TO attesta_desk;
