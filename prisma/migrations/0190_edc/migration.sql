-- A body's word that another organisation may seal European credentials of its acts. It is good once that organisation took it on.
CREATE TABLE edc_mandate (
  id              uuid        PRIMARY KEY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  mandatary_id    uuid        NOT NULL REFERENCES organisation (id),
  kinds           text[]      NOT NULL CHECK (cardinality(kinds) > 0),
  statement       text        NOT NULL,
  act_number      text        NOT NULL,
  act_date        date        NOT NULL,
  valid_from      timestamptz NOT NULL,
  valid_until     timestamptz NOT NULL CHECK (valid_until > valid_from),
  sealed          text        NOT NULL,
  created_at      timestamptz NOT NULL,
  CONSTRAINT edc_mandate_of_another CHECK (organisation_id <> mandatary_id)
);
CREATE INDEX edc_mandate_organisation ON edc_mandate (organisation_id, created_at);
CREATE INDEX edc_mandate_mandatary ON edc_mandate (mandatary_id, created_at);
CREATE TRIGGER edc_mandate_append_only BEFORE UPDATE OR DELETE ON edc_mandate
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- Without it nobody's seal is used at another's word.
CREATE TABLE edc_mandate_acceptance (
  mandate_id      uuid        PRIMARY KEY REFERENCES edc_mandate (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  accepted_by     uuid        NOT NULL REFERENCES account (id),
  accepted_at     timestamptz NOT NULL
);
CREATE TRIGGER edc_mandate_acceptance_append_only BEFORE UPDATE OR DELETE ON edc_mandate_acceptance
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- The profile in which a body hands out its European credentials when nobody asks for another, and its accreditation in the Union's register.
CREATE TABLE edc_setting (
  organisation_id uuid        PRIMARY KEY REFERENCES organisation (id),
  profile         text        NOT NULL CHECK (profile IN ('generic', 'accredited', 'issued-by-mandate')),
  accreditation   jsonb,
  changed_at      timestamptz NOT NULL,
  CONSTRAINT edc_setting_accredited CHECK (profile <> 'accredited' OR accreditation IS NOT NULL)
);
