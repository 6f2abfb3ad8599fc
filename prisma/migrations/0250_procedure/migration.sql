-- The whole procedure (issuer/procedure/procedure.ts): states in the order of the law, what a body writes down before the exam, and the
-- documents of trasparenza and validazione, which are acts of their own (DM 30 giugno 2015 art. 5) beside the certificato of the same case.

-- ------------------------------------------------------------------------------------------------------------------- states

ALTER TABLE ivc_case DROP CONSTRAINT ivc_case_state_check;

-- What may follow what; the same table as PROCEDURE, and a test compares the two. '' is a case that does not exist yet.
CREATE FUNCTION attesta_case_move(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT 1 FROM (VALUES
    ('', 'accoglienza'),
    ('accoglienza', 'individuazione'),
    ('individuazione', 'trasparenza_rilasciata'),
    ('trasparenza_rilasciata', 'domanda_presentata'),
    ('domanda_presentata', 'ammessa'),
    ('domanda_presentata', 'respinta'),
    ('ammessa', 'accertamento'),
    ('accertamento', 'validazione_rilasciata'),
    ('accertamento', 'non_validata'),
    ('ammessa', 'commissione_richiesta'),
    ('validazione_rilasciata', 'commissione_richiesta'),
    ('commissione_richiesta', 'commissione_nominata'),
    ('commissione_nominata', 'commissione_richiesta'),
    ('convocato', 'commissione_richiesta'),
    ('commissione_nominata', 'convocato'),
    ('convocato', 'esame_aperto'),
    ('esame_aperto', 'esame_svolto'),
    ('esame_svolto', 'verbale_firmato'),
    ('esame_svolto', 'non_certificata'),
    ('verbale_firmato', 'da_registrare'),
    ('da_registrare', 'rilasciato'),
    ('rilasciato', 'annullato'),
    ('trasparenza_rilasciata', 'conclusa'),
    ('validazione_rilasciata', 'conclusa'),
    ('accoglienza', 'rinuncia'),
    ('individuazione', 'rinuncia'),
    ('trasparenza_rilasciata', 'rinuncia'),
    ('domanda_presentata', 'rinuncia'),
    ('ammessa', 'rinuncia'),
    ('accertamento', 'rinuncia'),
    ('validazione_rilasciata', 'rinuncia'),
    ('commissione_richiesta', 'rinuncia'),
    ('commissione_nominata', 'rinuncia'),
    ('convocato', 'rinuncia'),
    ('accoglienza', 'passata'),
    ('individuazione', 'passata'),
    ('trasparenza_rilasciata', 'passata'),
    ('domanda_presentata', 'passata'),
    ('ammessa', 'passata'),
    ('accertamento', 'passata'),
    ('validazione_rilasciata', 'passata')
  ) AS move (f, t) WHERE f = before AND t = after)
$$;

-- Cases of before today stand where the new words say they are. Their history is not rewritten: a row is added to it.
ALTER TABLE case_transition ADD COLUMN act text NOT NULL DEFAULT 'before-0250';
ALTER TABLE case_transition ADD COLUMN rule_pack_id text;
ALTER TABLE case_transition ADD COLUMN rule_pack_version text;
ALTER TABLE case_transition ALTER COLUMN act DROP DEFAULT;

INSERT INTO case_transition (organisation_id, case_id, state, at, by, act, rule_pack_id, rule_pack_version)
SELECT k.organisation_id, k.id, n.state, k.updated_at, NULL, 'before-0250', k.rule_pack_id, k.rule_pack_version
FROM ivc_case k JOIN (VALUES ('dossier_pronto', 'validazione_rilasciata'), ('commissione_nominata', 'convocato')) AS n (was, state)
  ON n.was = k.state;
UPDATE ivc_case SET state = 'validazione_rilasciata' WHERE state = 'dossier_pronto';
UPDATE ivc_case SET state = 'convocato' WHERE state = 'commissione_nominata';

ALTER TABLE ivc_case ADD CONSTRAINT ivc_case_state CHECK (state IN ('accoglienza', 'individuazione', 'trasparenza_rilasciata',
  'domanda_presentata', 'ammessa', 'accertamento', 'validazione_rilasciata', 'commissione_richiesta', 'commissione_nominata', 'convocato',
  'esame_aperto', 'esame_svolto', 'verbale_firmato', 'da_registrare', 'rilasciato', 'annullato', 'respinta', 'non_validata',
  'non_certificata', 'conclusa', 'rinuncia', 'passata'));

CREATE FUNCTION attesta_case_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := '';
  first_act text;
BEGIN
  SELECT state, act INTO before, first_act FROM case_transition WHERE case_id = NEW.case_id ORDER BY id DESC LIMIT 1;
  IF NOT FOUND THEN before := ''; END IF;
  IF first_act IS DISTINCT FROM 'before-0250' AND NOT attesta_case_move(before, NEW.state) THEN
    RAISE EXCEPTION 'from % a case cannot come to %', before, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'case_order', TABLE = 'case_transition';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER case_transition_order BEFORE INSERT ON case_transition FOR EACH ROW EXECUTE FUNCTION attesta_case_order();

-- Where a case is, is where its last transition took it: nobody moves the one without the other.
CREATE FUNCTION attesta_case_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT k.state FROM ivc_case k WHERE k.id = NEW.id)
     IS DISTINCT FROM (SELECT t.state FROM case_transition t WHERE t.case_id = NEW.id ORDER BY t.id DESC LIMIT 1) THEN
    RAISE EXCEPTION 'the state of a case is that of its last transition'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'case_order', TABLE = 'ivc_case';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER ivc_case_stands AFTER INSERT OR UPDATE OF state ON ivc_case DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION attesta_case_stands();

-- Two officers on one case: whoever writes on a version that is no longer there is told so, and loses nothing.
ALTER TABLE ivc_case ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE ivc_case ADD COLUMN changed_by uuid REFERENCES account (id);

-- What is known of a case grows with it: at the counter nobody knows yet what will be certified.
ALTER TABLE ivc_case ALTER COLUMN profile DROP NOT NULL;
ALTER TABLE ivc_case ALTER COLUMN title DROP NOT NULL;
ALTER TABLE ivc_case ALTER COLUMN sector DROP NOT NULL;
ALTER TABLE ivc_case ALTER COLUMN learning DROP NOT NULL;
ALTER TABLE ivc_case ALTER COLUMN assessment DROP NOT NULL;
ALTER TABLE ivc_case ADD CONSTRAINT ivc_case_applied CHECK (
  state IN ('accoglienza', 'individuazione', 'trasparenza_rilasciata', 'domanda_presentata', 'ammessa', 'accertamento', 'respinta',
    'non_validata', 'conclusa', 'rinuncia', 'passata')
  OR num_nulls(profile, title, sector, learning, assessment) = 0);
ALTER TABLE ivc_case ADD COLUMN learning_context text
  CHECK (learning_context IN ('lavoro', 'tirocinio', 'servizio-civile', 'volontariato', 'formazione', 'vita'));
ALTER TABLE ivc_case ADD COLUMN handed_from uuid REFERENCES ivc_case (id);
ALTER TABLE ivc_case ADD COLUMN handed_to uuid REFERENCES organisation (id);
ALTER TABLE ivc_case ADD CONSTRAINT ivc_case_person UNIQUE (id, organisation_id, person_id);

-- One act of each kind for a case: trasparenza and validazione on the way, the certificato at its end.
ALTER TABLE attestation DROP CONSTRAINT attestation_case;
ALTER TABLE attestation DROP CONSTRAINT attestation_once;
ALTER TABLE attestation ADD CONSTRAINT attestation_case FOREIGN KEY (case_id, organisation_id, person_id)
  REFERENCES ivc_case (id, organisation_id, person_id);
ALTER TABLE attestation ADD CONSTRAINT attestation_once UNIQUE (case_id, profile, kind);
ALTER TABLE ivc_case DROP CONSTRAINT ivc_case_key;

-- An act comes out of a case that has come as far as it says, and is of no kind that the case is not; what a certificato stands on, its
-- own constraints say.
CREATE FUNCTION attesta_act_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  behind text := CASE NEW.kind WHEN 'trasparenza' THEN 'individuazione' WHEN 'validazione' THEN 'accertamento' END;
BEGIN
  IF behind IS NULL AND NEW.kind <> (SELECT k.kind FROM ivc_case k WHERE k.id = NEW.case_id)
     OR behind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_transition t WHERE t.case_id = NEW.case_id AND t.state = behind) THEN
    RAISE EXCEPTION 'a case that has not come so far has no act of this kind'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'attestation_case_kind', TABLE = 'attestation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER attestation_case_kind BEFORE INSERT ON attestation FOR EACH ROW EXECUTE FUNCTION attesta_act_of_case();

-- How people look for something: small letters, no accents (`plainWords` in issuer/reads/cases.ts).
CREATE FUNCTION attesta_plain(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(normalize($1, NFD), '[\u0300-\u036f]', '', 'g'))
$$;
CREATE INDEX ivc_case_updated ON ivc_case (organisation_id, updated_at DESC);
CREATE INDEX attestation_case ON attestation (case_id, kind);

-- ------------------------------------------------------------------------------------------------------------------- people

ALTER TABLE person ADD COLUMN sex text CHECK (sex IN ('F', 'M'));
ALTER TABLE person ADD COLUMN phone text;
ALTER TABLE person ADD COLUMN citizenship text CHECK (citizenship ~ '^[A-Z]{2}$');
ALTER TABLE person ADD COLUMN language text;

-- A provisional code that was replaced (domain.md §5.1): the person stays the same, and is still found by the old one.
CREATE TABLE person_former_code (
  person_id       uuid        NOT NULL REFERENCES person (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  tax_code        text        NOT NULL,
  tax_code_key    text        NOT NULL GENERATED ALWAYS AS (attesta_tax_code_key(tax_code)) STORED,
  replaced_at     timestamptz NOT NULL,
  replaced_by     uuid        NOT NULL REFERENCES account (id),
  PRIMARY KEY (person_id, tax_code)
);
CREATE INDEX person_former_code_key ON person_former_code (organisation_id, tax_code_key);
CREATE TRIGGER person_former_code_append_only BEFORE UPDATE OR DELETE ON person_former_code
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- What people of an office may do, by the names of the rule pack. Empty is nothing.
ALTER TABLE membership ADD COLUMN tasks text[] NOT NULL DEFAULT '{}';
UPDATE membership SET tasks = ARRAY['reception', 'tutoring', 'assessment', 'release'] WHERE role = 'officer';

-- ---------------------------------------------------------------------------------------------------- reception, dossier, hours

-- Key of the competence in its release, so that what was written beside it stays when others are chosen; and whether the assessors
-- validated it: what they did not, no commission judges.
ALTER TABLE case_competence ADD COLUMN entry text;
UPDATE case_competence SET entry = id::text;
ALTER TABLE case_competence ALTER COLUMN entry SET NOT NULL;
ALTER TABLE case_competence ADD CONSTRAINT case_competence_entry UNIQUE (case_id, entry);
ALTER TABLE case_competence DROP CONSTRAINT case_competence_position;
ALTER TABLE case_competence ADD CONSTRAINT case_competence_position UNIQUE (case_id, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE case_competence ADD COLUMN validated boolean;

CREATE OR REPLACE FUNCTION attesta_minutes_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM sitting_presence p JOIN commission_member m ON m.expert_id = p.expert_id AND m.commission_id = NEW.commission_id
      WHERE p.sitting_id = NEW.sitting_id) <> NEW.quorum_present THEN
    RAISE EXCEPTION 'the members present are not those recorded'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_presence', TABLE = 'minutes';
  END IF;
  IF EXISTS (SELECT 1 FROM sitting_presence p JOIN commission_candidate c ON c.commission_id = NEW.commission_id
      WHERE p.sitting_id = NEW.sitting_id AND NOT EXISTS (SELECT 1 FROM sitting_declaration d
        WHERE d.sitting_id = p.sitting_id AND d.expert_id = p.expert_id AND d.case_id = c.case_id)) THEN
    RAISE EXCEPTION 'a member present has not declared to have no conflict'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_declarations', TABLE = 'minutes';
  END IF;
  IF EXISTS (SELECT 1 FROM commission_candidate c JOIN case_competence k ON k.case_id = c.case_id
      WHERE c.commission_id = NEW.commission_id AND k.validated IS NOT FALSE AND NOT EXISTS (SELECT 1 FROM judgement j
        WHERE j.sitting_id = NEW.sitting_id AND j.competence_id = k.id)) THEN
    RAISE EXCEPTION 'a competence has no judgement'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_judgements', TABLE = 'minutes';
  END IF;
  RETURN NEW;
END
$$;

-- Informazione e accoglienza: what the person asked for, how they proved who they are, that they were told how their data are used.
CREATE TABLE case_reception (
  case_id         uuid        PRIMARY KEY REFERENCES ivc_case (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  met_on          date        NOT NULL,
  channel         text        NOT NULL CHECK (channel IN ('sportello', 'telefono', 'videochiamata', 'domicilio')),
  identified_with text        NOT NULL CHECK (identified_with IN ('spid', 'cie', 'documento', 'permesso-soggiorno', 'attestazione-provvisoria')),
  -- A person without SPID or CIE, helped at the counter: the officer answers for it (domain.md §5.2).
  assisted        boolean     NOT NULL DEFAULT false,
  interpreter     boolean     NOT NULL DEFAULT false,
  need            text        NOT NULL CHECK (length(need) BETWEEN 3 AND 4000),
  informed_at     timestamptz,
  note            text,
  recorded_by     uuid        NOT NULL REFERENCES account (id),
  recorded_at     timestamptz NOT NULL
);

CREATE TABLE case_experience (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  position        integer     NOT NULL,
  context         text        NOT NULL CHECK (context IN ('lavoro', 'tirocinio', 'servizio-civile', 'volontariato', 'formazione', 'vita')),
  title           text        NOT NULL CHECK (length(title) BETWEEN 2 AND 300),
  employer        text,
  from_day        date,
  until_day       date,
  hours           integer     CHECK (hours BETWEEN 1 AND 100000),
  told            text        NOT NULL DEFAULT '',
  -- Activities in the words of the Atlante, each code with its release (domain.md §4.2).
  activities      jsonb       NOT NULL DEFAULT '[]',
  CONSTRAINT case_experience_days CHECK (from_day IS NULL OR until_day IS NULL OR from_day <= until_day),
  CONSTRAINT case_experience_key UNIQUE (case_id, id),
  CONSTRAINT case_experience_position UNIQUE (case_id, position) DEFERRABLE INITIALLY DEFERRED
);

-- For each competence the most significant experiences, and how well they show it, in words.
CREATE TABLE case_support (
  case_id         uuid NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  competence_id   uuid NOT NULL,
  experience_id   uuid NOT NULL,
  strength        text NOT NULL CHECK (strength IN ('piena', 'parziale', 'da-provare')),
  note            text NOT NULL DEFAULT '',
  PRIMARY KEY (competence_id, experience_id),
  CONSTRAINT case_support_competence FOREIGN KEY (case_id, competence_id) REFERENCES case_competence (case_id, id) ON DELETE CASCADE,
  CONSTRAINT case_support_experience FOREIGN KEY (case_id, experience_id) REFERENCES case_experience (case_id, id) ON DELETE CASCADE
);

-- A piece of evidence; its bytes are sealed with a key of the case, which lies here wrapped by the key of the house.
CREATE TABLE case_evidence (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  experience_id   uuid,
  -- Class of the rule pack: what it is, and how long it is kept.
  class           text        NOT NULL,
  title           text        NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
  media_type      text        NOT NULL,
  size            integer     NOT NULL CHECK (size > 0),
  sha256          bytea       NOT NULL CHECK (length(sha256) = 32),
  from_person     boolean     NOT NULL DEFAULT false,
  kept_until      date,
  added_by        uuid        REFERENCES account (id),
  added_at        timestamptz NOT NULL,
  erased_at       timestamptz,
  CONSTRAINT case_evidence_experience FOREIGN KEY (case_id, experience_id) REFERENCES case_experience (case_id, id)
);
CREATE INDEX case_evidence_case ON case_evidence (case_id, added_at);

CREATE TABLE case_evidence_file (
  evidence_id     uuid  PRIMARY KEY REFERENCES case_evidence (id),
  organisation_id uuid  NOT NULL REFERENCES organisation (id),
  sealed          bytea NOT NULL
);

CREATE TABLE case_key (
  case_id         uuid  PRIMARY KEY REFERENCES ivc_case (id),
  organisation_id uuid  NOT NULL REFERENCES organisation (id),
  wrapped         bytea NOT NULL
);

-- Hours spent for a person, by service: what a body accounts for (domain.md §3).
CREATE TABLE case_hours (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  service         text        NOT NULL,
  day             date        NOT NULL,
  minutes         integer     NOT NULL CHECK (minutes BETWEEN 5 AND 1440),
  note            text        NOT NULL DEFAULT '',
  worked_by       uuid        NOT NULL REFERENCES account (id),
  recorded_at     timestamptz NOT NULL
);
CREATE INDEX case_hours_case ON case_hours (case_id, day);

-- ---------------------------------------------------------------------------------------------------------- domanda, accertamento

CREATE TABLE case_application (
  case_id            uuid        PRIMARY KEY REFERENCES ivc_case (id),
  organisation_id    uuid        NOT NULL REFERENCES organisation (id),
  filed_at           timestamptz NOT NULL,
  -- The release of the repertory that holds from now on (domain.md §2.3).
  repertory_release  text        NOT NULL,
  decided_at         timestamptz,
  decided_by         uuid        REFERENCES account (id),
  admitted           boolean,
  reason             text,
  CONSTRAINT case_application_decided CHECK (num_nonnulls(decided_at, decided_by, admitted, reason) IN (0, 4))
);

CREATE TABLE case_plan (
  case_id         uuid        PRIMARY KEY REFERENCES ivc_case (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  interview_at    timestamptz NOT NULL,
  place           text        NOT NULL,
  methods         text[]      NOT NULL CHECK (cardinality(methods) > 0),
  note            text        NOT NULL DEFAULT '',
  planned_by      uuid        NOT NULL REFERENCES account (id),
  planned_at      timestamptz NOT NULL
);

-- What the assessors found, competence by competence, before any commission.
CREATE TABLE case_validation (
  competence_id   uuid        PRIMARY KEY,
  case_id         uuid        NOT NULL,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  validated       boolean     NOT NULL,
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 4000),
  judged_by       uuid        NOT NULL REFERENCES account (id),
  judged_at       timestamptz NOT NULL,
  CONSTRAINT case_validation_competence FOREIGN KEY (case_id, competence_id) REFERENCES case_competence (case_id, id)
);

-- Reasons of acts that must give one: rejection, refusal, giving up, revocation.
CREATE TABLE case_reason (
  transition_id   bigint PRIMARY KEY REFERENCES case_transition (id),
  organisation_id uuid   NOT NULL REFERENCES organisation (id),
  case_id         uuid   NOT NULL REFERENCES ivc_case (id),
  class           text   NOT NULL,
  reason          text   NOT NULL CHECK (length(reason) BETWEEN 3 AND 4000)
);
CREATE TRIGGER case_reason_append_only BEFORE UPDATE OR DELETE ON case_reason FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- A document of the case as what it says, sealed; the paper is drawn from it.
ALTER TABLE case_document ADD COLUMN content jsonb;
ALTER TABLE case_document ADD COLUMN sealed text;
ALTER TABLE case_document ADD COLUMN attestation_id uuid REFERENCES attestation (id);
