-- The Chamber's roster: who is on it and since when, for which sectors and sections of the repertory, what ties people have and when,
-- and on which days they cannot sit.

ALTER TABLE expert ADD COLUMN sections text[] NOT NULL DEFAULT '{}';
ALTER TABLE expert ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE expert ADD COLUMN enrolled_on date;
ALTER TABLE expert ADD COLUMN enrolled_act text;
-- Whoever leaves stays in the commissions that they sat in; from this day on nobody appoints them.
ALTER TABLE expert ADD COLUMN retired_on date;
ALTER TABLE expert ADD COLUMN retired_act text;
ALTER TABLE expert ADD CONSTRAINT expert_retired CHECK ((retired_on IS NULL) = (retired_act IS NULL));
CREATE INDEX expert_organisation_name ON expert (organisation_id, name);

-- A tie is with a person, by their tax code, or with a body; without an end it still holds. One that was written down by mistake is
-- withdrawn, not deleted: who looks at an old appointment finds what was known then.
ALTER TABLE expert_tie ALTER COLUMN tax_code_key DROP NOT NULL;
ALTER TABLE expert_tie ALTER COLUMN ended_on DROP NOT NULL;
ALTER TABLE expert_tie ADD COLUMN body_id uuid REFERENCES organisation (id);
ALTER TABLE expert_tie ADD COLUMN began_on date;
ALTER TABLE expert_tie ADD COLUMN recorded_at timestamptz;
ALTER TABLE expert_tie ADD COLUMN recorded_by uuid REFERENCES account (id);
ALTER TABLE expert_tie ADD COLUMN withdrawn_at timestamptz;
ALTER TABLE expert_tie ADD COLUMN withdrawn_by uuid REFERENCES account (id);
ALTER TABLE expert_tie DROP CONSTRAINT expert_tie_relation_check;
ALTER TABLE expert_tie ADD CONSTRAINT expert_tie_relation_check
  CHECK (relation IN ('tutor', 'docente', 'datore', 'parente', 'dichiarato', 'ente'));
ALTER TABLE expert_tie ADD CONSTRAINT expert_tie_with CHECK (
  num_nonnulls(tax_code_key, body_id) = 1 AND (relation = 'ente') = (body_id IS NOT NULL));
ALTER TABLE expert_tie ADD CONSTRAINT expert_tie_days CHECK (began_on IS NULL OR ended_on IS NULL OR began_on <= ended_on);
ALTER TABLE expert_tie DROP CONSTRAINT expert_tie_key;
CREATE UNIQUE INDEX expert_tie_key ON expert_tie (expert_id, tax_code_key, body_id, relation, ended_on) NULLS NOT DISTINCT
  WHERE withdrawn_at IS NULL;
CREATE INDEX expert_tie_organisation ON expert_tie (organisation_id);

CREATE TABLE expert_absence (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  expert_id       uuid NOT NULL REFERENCES expert (id),
  from_day        date NOT NULL,
  until_day       date NOT NULL,
  CONSTRAINT expert_absence_days CHECK (from_day <= until_day)
);
CREATE INDEX expert_absence_expert ON expert_absence (expert_id);
CREATE INDEX expert_absence_days_of ON expert_absence (organisation_id, until_day);

-- Why somebody sits of whom the rules ask for a reason: kept with the appointment, and as unchangeable as it.
CREATE TABLE commission_reason (
  commission_id   uuid        NOT NULL REFERENCES commission (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  expert_id       uuid        NOT NULL REFERENCES expert (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  -- What was found, as data: `{"why": "tie", "relation": "tutor", "until": "2023-05-01"}`.
  finding         jsonb       NOT NULL,
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 4000),
  given_by        uuid        NOT NULL REFERENCES account (id),
  given_at        timestamptz NOT NULL,
  PRIMARY KEY (commission_id, expert_id, case_id)
);
CREATE TRIGGER commission_reason_append_only BEFORE UPDATE OR DELETE ON commission_reason
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

CREATE POLICY desk ON expert_absence TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()));
CREATE POLICY desk ON commission_reason TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()));
ALTER TABLE expert_absence ENABLE ROW LEVEL SECURITY;
ALTER TABLE commission_reason ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON expert_absence, commission_reason TO attesta_desk;
