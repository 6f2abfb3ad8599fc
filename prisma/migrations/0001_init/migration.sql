-- The issuer's books. Invariants of the law are constraints here, not only code: the steps refuse first and with a sentence,
-- the database refuses last and for everybody (security.md §2 rows 25-28, 57, 58).
-- Every table carries its organisation. 'infinity' stands for "no end", so that intervals can be compared and referenced.

-- ---------------------------------------------------------------------------------------------------------------- helpers

-- Codice fiscale without omocodia and check letter: two spellings of one person compare equal. Provisional 11 digits stay.
CREATE FUNCTION attesta_tax_code_key(code text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN length(code) <> 16 THEN upper(code) ELSE
    substr(upper(code), 1, 6)
    || translate(substr(upper(code), 7, 2), 'LMNPQRSTUV', '0123456789') || substr(upper(code), 9, 1)
    || translate(substr(upper(code), 10, 2), 'LMNPQRSTUV', '0123456789') || substr(upper(code), 12, 1)
    || translate(substr(upper(code), 13, 3), 'LMNPQRSTUV', '0123456789')
  END
$$;

CREATE FUNCTION attesta_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed nor deleted', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only', TABLE = TG_TABLE_NAME;
END
$$;

-- ------------------------------------------------------------------------------------------- organisations and recognition

CREATE TABLE organisation (
  id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  slug        text        NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  did         text        NOT NULL UNIQUE,
  kind        text        NOT NULL CHECK (kind IN ('region', 'chamber', 'body', 'cpi')),
  name        text        NOT NULL,
  -- Normative reference of its authorisation, as D.Lgs. 13/2013 art. 6 c. 1 wants it on the attestation.
  legal_basis text        NOT NULL,
  country     text        NOT NULL DEFAULT 'IT',
  region      text        NOT NULL DEFAULT 'ITC4',
  province    text,
  email       text,
  demo        boolean     NOT NULL DEFAULT false,
  created_at  timestamptz NOT NULL DEFAULT now()
);

-- What the Region lets an organisation do, as an act sealed by the Region (RecognizedEntityCredential).
CREATE TABLE recognition (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  recogniser_id   uuid        NOT NULL REFERENCES organisation (id),
  action          text        NOT NULL CHECK (action IN ('issue', 'appoint')),
  act_number      text        NOT NULL,
  act_date        date        NOT NULL,
  valid_from      timestamptz NOT NULL,
  valid_until     timestamptz NOT NULL DEFAULT 'infinity',
  sealed          text        NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT recognition_interval CHECK (valid_from < valid_until),
  CONSTRAINT recognition_key UNIQUE (id, organisation_id, action, valid_from, valid_until)
);
CREATE INDEX recognition_organisation ON recognition (organisation_id, action, valid_from);
CREATE TRIGGER recognition_append_only BEFORE UPDATE OR DELETE ON recognition FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- One row per kind of attestation (action issue) or province (action appoint); the interval is copied so that others can reference it.
CREATE TABLE recognition_scope (
  recognition_id  uuid        NOT NULL,
  organisation_id uuid        NOT NULL,
  action          text        NOT NULL,
  scope           text        NOT NULL,
  valid_from      timestamptz NOT NULL,
  valid_until     timestamptz NOT NULL,
  PRIMARY KEY (recognition_id, scope),
  CONSTRAINT recognition_scope_of FOREIGN KEY (recognition_id, organisation_id, action, valid_from, valid_until)
    REFERENCES recognition (id, organisation_id, action, valid_from, valid_until),
  CONSTRAINT recognition_scope_key UNIQUE (recognition_id, organisation_id, action, scope, valid_from, valid_until)
);
CREATE TRIGGER recognition_scope_append_only BEFORE UPDATE OR DELETE ON recognition_scope FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- A recognition that ends early: a new act, the old one stays as it was sealed.
CREATE TABLE recognition_withdrawal (
  recognition_id  uuid        PRIMARY KEY REFERENCES recognition (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  ended_at        timestamptz NOT NULL,
  act_number      text        NOT NULL,
  act_date        date        NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER recognition_withdrawal_append_only BEFORE UPDATE OR DELETE ON recognition_withdrawal
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- A withdrawal and a release on the same day must see one another: both lock the recognition row.
CREATE FUNCTION attesta_lock_recognition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM recognition WHERE id = NEW.recognition_id FOR NO KEY UPDATE;
  RETURN NEW;
END
$$;
CREATE TRIGGER recognition_withdrawal_lock BEFORE INSERT ON recognition_withdrawal FOR EACH ROW EXECUTE FUNCTION attesta_lock_recognition();

-- ------------------------------------------------------------------------------------------------ people who work, sessions

-- Whoever logs in through OpenID Connect. What they may do stands in `membership`.
CREATE TABLE account (
  id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  issuer     text        NOT NULL,
  subject    text        NOT NULL,
  name       text        NOT NULL,
  email      text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT account_subject UNIQUE (issuer, subject)
);

CREATE TABLE membership (
  account_id      uuid        NOT NULL REFERENCES account (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  role            text        NOT NULL CHECK (role IN ('officer', 'chamber', 'member', 'region')),
  valid_from      timestamptz NOT NULL DEFAULT now(),
  valid_until     timestamptz NOT NULL DEFAULT 'infinity',
  PRIMARY KEY (account_id, organisation_id, role)
);

CREATE TABLE session (
  -- SHA-256 of the cookie's value: a read of this table opens no session.
  id_hash         bytea       PRIMARY KEY,
  account_id      uuid        NOT NULL REFERENCES account (id),
  role            text,
  organisation_id uuid        REFERENCES organisation (id),
  csrf            text        NOT NULL,
  id_token        text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  seen_at         timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz NOT NULL
);
CREATE INDEX session_expires_at ON session (expires_at);

-- A login under way (authorization code + PKCE): one use.
CREATE TABLE login_attempt (
  state_hash    bytea       PRIMARY KEY,
  -- SHA-256 of a cookie: the answer must come back to the browser that asked (security.md §2 row 47).
  browser_hash  bytea       NOT NULL,
  nonce         text        NOT NULL,
  code_verifier text        NOT NULL,
  return_to     text        NOT NULL,
  expires_at    timestamptz NOT NULL
);

-- -------------------------------------------------------------------------------------------------- persons, cases, dossier

CREATE TABLE person (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  given_name      text        NOT NULL,
  family_name     text        NOT NULL,
  birth_date      date        NOT NULL,
  -- 16 characters (homocodic forms included) or the provisional 11 digits (domain.md §5.1).
  tax_code        text        NOT NULL CHECK (tax_code ~ '^([A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|[0-9]{11})$'),
  tax_code_key    text        NOT NULL GENERATED ALWAYS AS (attesta_tax_code_key(tax_code)) STORED,
  email           text,
  demo            boolean     NOT NULL DEFAULT false,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT person_tax_code UNIQUE (organisation_id, tax_code_key)
);

CREATE TABLE ivc_case (
  id                 uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id    uuid        NOT NULL REFERENCES organisation (id),
  number             text        NOT NULL,
  person_id          uuid        NOT NULL REFERENCES person (id),
  kind               text        NOT NULL CHECK (kind IN ('trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza')),
  -- What is certified: a code of the repertory, or the competence's own key. One attestation per (case, profile).
  profile            text        NOT NULL,
  title              jsonb       NOT NULL,
  qualification      jsonb,
  learning           jsonb       NOT NULL,
  assessment         jsonb       NOT NULL,
  workload_hours     integer     CHECK (workload_hours > 0),
  participation_mode text        CHECK (participation_mode IN ('presential', 'online', 'blended', 'work-based')),
  quality_assurance  text,
  sector             text        NOT NULL,
  province           text        NOT NULL,
  state              text        NOT NULL CHECK (state IN ('accoglienza', 'individuazione', 'trasparenza_rilasciata', 'domanda_presentata',
                       'respinta', 'dossier_pronto', 'commissione_richiesta', 'commissione_nominata', 'esame_aperto', 'verbale_firmato',
                       'rilasciato', 'non_certificata', 'rinuncia')),
  rule_pack_id       text        NOT NULL,
  rule_pack_version  text        NOT NULL,
  demo               boolean     NOT NULL DEFAULT false,
  created_at         timestamptz NOT NULL DEFAULT now(),
  updated_at         timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ivc_case_number UNIQUE (organisation_id, number),
  CONSTRAINT ivc_case_key UNIQUE (id, organisation_id, person_id, kind, profile)
);
CREATE INDEX ivc_case_state ON ivc_case (organisation_id, state, updated_at);

CREATE TABLE case_competence (
  id              uuid    PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid    NOT NULL REFERENCES organisation (id),
  case_id         uuid    NOT NULL REFERENCES ivc_case (id),
  position        integer NOT NULL,
  -- A `Competence` of credential/attestation, frozen at the domanda.
  competence      jsonb   NOT NULL,
  CONSTRAINT case_competence_position UNIQUE (case_id, position),
  CONSTRAINT case_competence_key UNIQUE (case_id, id)
);

CREATE TABLE case_document (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  -- Document class of the rule pack: what is needed for the commission, how long it is kept.
  class           text        NOT NULL,
  title           text        NOT NULL,
  sealed_by       text,
  dated           date        NOT NULL,
  kept_until      date,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX case_document_case ON case_document (case_id, dated);

-- Each state that a case reached, and when: the phases on the case page.
CREATE TABLE case_transition (
  id              bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  state           text        NOT NULL,
  at              timestamptz NOT NULL,
  by              uuid        REFERENCES account (id)
);
CREATE INDEX case_transition_case ON case_transition (case_id, id);
CREATE TRIGGER case_transition_append_only BEFORE UPDATE OR DELETE ON case_transition FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- ------------------------------------------------------------------------------------------------------------- commissions

-- The Chamber's roster.
CREATE TABLE expert (
  id              uuid    PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid    NOT NULL REFERENCES organisation (id),
  account_id      uuid    REFERENCES account (id),
  name            text    NOT NULL,
  tax_code        text    NOT NULL,
  tax_code_key    text    NOT NULL GENERATED ALWAYS AS (attesta_tax_code_key(tax_code)) STORED,
  sectors         text[]  NOT NULL,
  roles           text[]  NOT NULL CHECK (roles <@ ARRAY['presidente', 'esperto']),
  -- The body it works for, if any: not all members may come from the body that presents the candidate.
  employer_id     uuid    REFERENCES organisation (id),
  demo            boolean NOT NULL DEFAULT false,
  CONSTRAINT expert_tax_code UNIQUE (organisation_id, tax_code_key)
);

-- Known ties that make an expert incompatible with a person (tutor, trainer, employer, kin), by normalised tax code.
CREATE TABLE expert_tie (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  expert_id       uuid NOT NULL REFERENCES expert (id),
  tax_code_key    text NOT NULL,
  relation        text NOT NULL CHECK (relation IN ('tutor', 'docente', 'datore', 'parente')),
  ended_on        date NOT NULL,
  CONSTRAINT expert_tie_key UNIQUE (expert_id, tax_code_key, relation, ended_on)
);

CREATE TABLE commission_request (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  chamber_id      uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL UNIQUE REFERENCES ivc_case (id),
  note            text,
  requested_at    timestamptz NOT NULL,
  requested_by    uuid        NOT NULL REFERENCES account (id),
  commission_id   uuid
);
CREATE INDEX commission_request_chamber ON commission_request (chamber_id, requested_at);

CREATE TABLE commission (
  id                    uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  -- The Chamber that appoints.
  organisation_id       uuid        NOT NULL REFERENCES organisation (id),
  name                  text        NOT NULL,
  act_number            text        NOT NULL,
  appointed_at          timestamptz NOT NULL,
  appointed_by          uuid        NOT NULL REFERENCES account (id),
  province              text        NOT NULL,
  quorum_required       integer     NOT NULL CHECK (quorum_required >= 2),
  place                 text        NOT NULL,
  sealed                text        NOT NULL,
  -- The Chamber was recognised to appoint for this province when it appointed.
  recognition_id        uuid        NOT NULL,
  recognition_action    text        NOT NULL DEFAULT 'appoint' CHECK (recognition_action = 'appoint'),
  recognised_from       timestamptz NOT NULL,
  recognised_until      timestamptz NOT NULL,
  rule_pack_id          text        NOT NULL,
  rule_pack_version     text        NOT NULL,
  CONSTRAINT commission_act_number UNIQUE (organisation_id, act_number),
  CONSTRAINT commission_chamber_recognised FOREIGN KEY
    (recognition_id, organisation_id, recognition_action, province, recognised_from, recognised_until)
    REFERENCES recognition_scope (recognition_id, organisation_id, action, scope, valid_from, valid_until),
  CONSTRAINT commission_recognised_that_day CHECK (recognised_from <= appointed_at AND appointed_at < recognised_until),
  CONSTRAINT commission_key UNIQUE (id, organisation_id, appointed_at, quorum_required)
);
CREATE TRIGGER commission_append_only BEFORE UPDATE OR DELETE ON commission FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
ALTER TABLE commission_request ADD CONSTRAINT commission_request_commission FOREIGN KEY (commission_id) REFERENCES commission (id);

CREATE TABLE commission_member (
  commission_id   uuid NOT NULL REFERENCES commission (id),
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  expert_id       uuid NOT NULL REFERENCES expert (id),
  role            text NOT NULL CHECK (role IN ('presidente', 'esperto')),
  PRIMARY KEY (commission_id, expert_id)
);
CREATE UNIQUE INDEX commission_one_president ON commission_member (commission_id) WHERE role = 'presidente';
CREATE TRIGGER commission_member_append_only BEFORE UPDATE OR DELETE ON commission_member FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

CREATE TABLE commission_candidate (
  commission_id   uuid NOT NULL REFERENCES commission (id),
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  case_id         uuid NOT NULL UNIQUE REFERENCES ivc_case (id),
  body_id         uuid NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (commission_id, case_id)
);
CREATE TRIGGER commission_candidate_append_only BEFORE UPDATE OR DELETE ON commission_candidate
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- Looked at when the transaction ends: president, content expert, enough members for the quorum, nobody judging themselves.
CREATE FUNCTION attesta_commission_composition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  commission uuid := NEW.id;
BEGIN
  IF (SELECT count(*) FROM commission_member m WHERE m.commission_id = commission AND m.role = 'presidente') <> 1
     OR NOT EXISTS (SELECT 1 FROM commission_member m WHERE m.commission_id = commission AND m.role = 'esperto')
     OR (SELECT count(*) FROM commission_member m WHERE m.commission_id = commission) < NEW.quorum_required THEN
    RAISE EXCEPTION 'a commission needs one president, a content expert and enough members for its quorum'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'commission_composition', TABLE = 'commission';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER commission_composition AFTER INSERT ON commission DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION attesta_commission_composition();

CREATE FUNCTION attesta_commission_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM commission_member m
      JOIN expert e ON e.id = m.expert_id
      JOIN commission_candidate c ON c.commission_id = m.commission_id
      JOIN ivc_case k ON k.id = c.case_id
      JOIN person p ON p.id = k.person_id
    WHERE m.commission_id = NEW.commission_id AND e.tax_code_key = p.tax_code_key) THEN
    RAISE EXCEPTION 'a member cannot judge themselves'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'commission_conflict', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER commission_member_conflict AFTER INSERT ON commission_member DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION attesta_commission_conflict();
CREATE CONSTRAINT TRIGGER commission_candidate_conflict AFTER INSERT ON commission_candidate DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION attesta_commission_conflict();

-- ------------------------------------------------------------------------------------------------- sittings, minutes, decision

CREATE TABLE sitting (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL,
  commission_id   uuid        NOT NULL,
  appointed_at    timestamptz NOT NULL,
  quorum_required integer     NOT NULL,
  state           text        NOT NULL DEFAULT 'convened' CHECK (state IN ('convened', 'open', 'closed')),
  planned_at      timestamptz NOT NULL,
  place           text        NOT NULL,
  opened_at       timestamptz,
  opened_by       uuid        REFERENCES account (id),
  CONSTRAINT sitting_of_commission FOREIGN KEY (commission_id, organisation_id, appointed_at, quorum_required)
    REFERENCES commission (id, organisation_id, appointed_at, quorum_required),
  -- The commission is appointed before it sits (design.md §3).
  CONSTRAINT sitting_after_appointment CHECK (opened_at IS NULL OR appointed_at < opened_at),
  CONSTRAINT sitting_opened CHECK ((state = 'convened') = (opened_at IS NULL)),
  CONSTRAINT sitting_key UNIQUE (id, commission_id, organisation_id, appointed_at, opened_at, quorum_required)
);
CREATE INDEX sitting_commission ON sitting (commission_id);

CREATE TABLE sitting_declaration (
  sitting_id      uuid        NOT NULL REFERENCES sitting (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  expert_id       uuid        NOT NULL REFERENCES expert (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  declared_at     timestamptz NOT NULL,
  PRIMARY KEY (sitting_id, expert_id, case_id)
);
CREATE TRIGGER sitting_declaration_append_only BEFORE UPDATE OR DELETE ON sitting_declaration
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

CREATE TABLE sitting_presence (
  sitting_id      uuid        NOT NULL REFERENCES sitting (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  expert_id       uuid        NOT NULL REFERENCES expert (id),
  recorded_at     timestamptz NOT NULL,
  PRIMARY KEY (sitting_id, expert_id)
);

-- One judgement per competence, collective and reasoned; may be rewritten until the minutes close.
CREATE TABLE judgement (
  sitting_id      uuid        NOT NULL REFERENCES sitting (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  competence_id   uuid        NOT NULL,
  outcome         text        NOT NULL CHECK (outcome IN ('certificata', 'non certificata')),
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 4000),
  judged_by       uuid        NOT NULL REFERENCES account (id),
  judged_at       timestamptz NOT NULL,
  PRIMARY KEY (sitting_id, competence_id),
  CONSTRAINT judgement_competence FOREIGN KEY (case_id, competence_id) REFERENCES case_competence (case_id, id)
);

CREATE TABLE minutes (
  sitting_id      uuid        PRIMARY KEY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  commission_id   uuid        NOT NULL,
  number          text        NOT NULL,
  appointed_at    timestamptz NOT NULL,
  sat_at          timestamptz NOT NULL,
  closed_at       timestamptz NOT NULL,
  closed_by       uuid        NOT NULL REFERENCES account (id),
  quorum_required integer     NOT NULL,
  quorum_present  integer     NOT NULL,
  lines           jsonb       NOT NULL,
  CONSTRAINT minutes_number UNIQUE (organisation_id, number),
  CONSTRAINT minutes_of_sitting FOREIGN KEY (sitting_id, commission_id, organisation_id, appointed_at, sat_at, quorum_required)
    REFERENCES sitting (id, commission_id, organisation_id, appointed_at, opened_at, quorum_required),
  CONSTRAINT minutes_appointed_before_sitting CHECK (appointed_at < sat_at),
  CONSTRAINT minutes_closed_after_sitting CHECK (sat_at <= closed_at),
  CONSTRAINT minutes_quorum CHECK (quorum_present >= quorum_required),
  CONSTRAINT minutes_key UNIQUE (sitting_id, organisation_id, closed_at, closed_by)
);
CREATE TRIGGER minutes_append_only BEFORE UPDATE OR DELETE ON minutes FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- The minutes may not say more than what was recorded: who was present, that each declared no conflict, that each competence was judged.
CREATE FUNCTION attesta_minutes_complete() RETURNS trigger LANGUAGE plpgsql AS $$
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
      WHERE c.commission_id = NEW.commission_id AND NOT EXISTS (SELECT 1 FROM judgement j
        WHERE j.sitting_id = NEW.sitting_id AND j.competence_id = k.id)) THEN
    RAISE EXCEPTION 'a competence has no judgement'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_judgements', TABLE = 'minutes';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER minutes_complete BEFORE INSERT ON minutes FOR EACH ROW EXECUTE FUNCTION attesta_minutes_complete();

CREATE FUNCTION attesta_minutes_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sitting uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.sitting_id ELSE NEW.sitting_id END;
BEGIN
  IF EXISTS (SELECT 1 FROM minutes m WHERE m.sitting_id = sitting) THEN
    RAISE EXCEPTION 'the minutes are closed'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'minutes_closed', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER judgement_minutes_closed BEFORE INSERT OR UPDATE OR DELETE ON judgement FOR EACH ROW EXECUTE FUNCTION attesta_minutes_closed();
CREATE TRIGGER sitting_presence_minutes_closed BEFORE INSERT OR UPDATE OR DELETE ON sitting_presence
  FOR EACH ROW EXECUTE FUNCTION attesta_minutes_closed();

-- ExamDecisionCredential, one per body whose candidates were judged; sealed by the Chamber.
CREATE TABLE decision (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL,
  body_id         uuid        NOT NULL REFERENCES organisation (id),
  sitting_id      uuid        NOT NULL,
  closed_at       timestamptz NOT NULL,
  closed_by       uuid        NOT NULL,
  sealed          text        NOT NULL,
  CONSTRAINT decision_one_per_body UNIQUE (sitting_id, body_id),
  CONSTRAINT decision_of_minutes FOREIGN KEY (sitting_id, organisation_id, closed_at, closed_by)
    REFERENCES minutes (sitting_id, organisation_id, closed_at, closed_by),
  CONSTRAINT decision_key UNIQUE (id, body_id, closed_at, closed_by)
);
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- What was judged about one candidate, fixed when the minutes close, with the salts that the attestation will carry (design.md §3).
CREATE TABLE decision_outcome (
  case_id         uuid    PRIMARY KEY REFERENCES ivc_case (id),
  organisation_id uuid    NOT NULL REFERENCES organisation (id),
  decision_id     uuid    NOT NULL REFERENCES decision (id),
  certified       boolean NOT NULL,
  outcome         jsonb,
  salts           jsonb,
  digest          text,
  CONSTRAINT decision_outcome_content CHECK (certified = (outcome IS NOT NULL) AND certified = (salts IS NOT NULL) AND certified = (digest IS NOT NULL)),
  CONSTRAINT decision_outcome_key UNIQUE (case_id, decision_id, organisation_id, certified)
);
CREATE TRIGGER decision_outcome_append_only BEFORE UPDATE OR DELETE ON decision_outcome FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- ----------------------------------------------------------------------------------------------------------- status, attestation

CREATE TABLE status_list (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  number          integer     NOT NULL CHECK (number > 0),
  size            integer     NOT NULL DEFAULT 131072 CHECK (size >= 131072),
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT status_list_number UNIQUE (organisation_id, number),
  CONSTRAINT status_list_key UNIQUE (id, organisation_id, size)
);
CREATE TRIGGER status_list_append_only BEFORE UPDATE OR DELETE ON status_list FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- A position once given is never given again, even if what it was reserved for never came to be.
CREATE TABLE status_index (
  list_id         uuid        NOT NULL,
  idx             integer     NOT NULL,
  organisation_id uuid        NOT NULL,
  size            integer     NOT NULL,
  attestation_id  uuid        NOT NULL UNIQUE,
  reserved_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (list_id, idx),
  CONSTRAINT status_index_in_list CHECK (idx >= 0 AND idx < size),
  CONSTRAINT status_index_list FOREIGN KEY (list_id, organisation_id, size) REFERENCES status_list (id, organisation_id, size),
  CONSTRAINT status_index_key UNIQUE (list_id, idx, attestation_id, organisation_id)
);
CREATE TRIGGER status_index_append_only BEFORE UPDATE OR DELETE ON status_index FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- Gapless numbers of the rule pack's series, held by the titular organisation: no two bodies can mint the same one (domain.md §2.6).
CREATE TABLE register_counter (
  organisation_id uuid    NOT NULL REFERENCES organisation (id),
  series          text    NOT NULL,
  year            integer NOT NULL,
  last            integer NOT NULL CHECK (last >= 0),
  PRIMARY KEY (organisation_id, series, year)
);

CREATE TABLE attestation (
  id                 uuid        PRIMARY KEY,
  organisation_id    uuid        NOT NULL REFERENCES organisation (id),
  kind               text        NOT NULL,
  number             text        NOT NULL UNIQUE,
  -- base64url SHA-256 of the canonical record.
  digest             text        NOT NULL UNIQUE CHECK (length(digest) = 43),
  record             jsonb       NOT NULL,
  -- The body's seal over the digest: compact JWS `attesta-seal+jwt`.
  sealed             text        NOT NULL,
  person_id          uuid        NOT NULL REFERENCES person (id),
  case_id            uuid        NOT NULL,
  profile            text        NOT NULL,
  released_at        timestamptz NOT NULL,
  released_by        uuid        NOT NULL REFERENCES account (id),
  list_id            uuid        NOT NULL,
  idx                integer     NOT NULL,
  -- Copied from the decision so that the conditions of release can be constraints.
  decision_id        uuid,
  certified          boolean,
  closed_at          timestamptz,
  closed_by          uuid,
  recognition_id     uuid        NOT NULL,
  recognition_action text        NOT NULL DEFAULT 'issue' CHECK (recognition_action = 'issue'),
  recognised_from    timestamptz NOT NULL,
  recognised_until   timestamptz NOT NULL,
  CONSTRAINT attestation_case FOREIGN KEY (case_id, organisation_id, person_id, kind, profile)
    REFERENCES ivc_case (id, organisation_id, person_id, kind, profile),
  CONSTRAINT attestation_once UNIQUE (case_id, profile),
  CONSTRAINT attestation_status FOREIGN KEY (list_id, idx, id, organisation_id)
    REFERENCES status_index (list_id, idx, attestation_id, organisation_id),
  -- A certificato stands on a decision (D.Lgs. 13/2013 art. 6; DM 30 giugno 2015 art. 5).
  CONSTRAINT attestation_needs_decision CHECK (kind <> 'certificato'
    OR (decision_id IS NOT NULL AND certified IS NOT NULL AND closed_at IS NOT NULL AND closed_by IS NOT NULL)),
  CONSTRAINT attestation_decision FOREIGN KEY (decision_id, organisation_id, closed_at, closed_by)
    REFERENCES decision (id, body_id, closed_at, closed_by),
  CONSTRAINT attestation_outcome FOREIGN KEY (case_id, decision_id, organisation_id, certified)
    REFERENCES decision_outcome (case_id, decision_id, organisation_id, certified),
  CONSTRAINT attestation_certified CHECK (certified IS NOT FALSE),
  CONSTRAINT attestation_after_decision CHECK (closed_at IS NULL OR closed_at <= released_at),
  CONSTRAINT attestation_four_eyes CHECK (closed_by IS NULL OR closed_by <> released_by),
  CONSTRAINT attestation_body_recognised FOREIGN KEY
    (recognition_id, organisation_id, recognition_action, kind, recognised_from, recognised_until)
    REFERENCES recognition_scope (recognition_id, organisation_id, action, scope, valid_from, valid_until),
  CONSTRAINT attestation_recognised_that_day CHECK (recognised_from <= released_at AND released_at < recognised_until),
  CONSTRAINT attestation_key UNIQUE (id, organisation_id, list_id, idx)
);
CREATE INDEX attestation_released ON attestation (organisation_id, released_at);
CREATE TRIGGER attestation_append_only BEFORE UPDATE OR DELETE ON attestation FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

CREATE FUNCTION attesta_not_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM recognition WHERE id = NEW.recognition_id FOR SHARE;
  IF EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = NEW.recognition_id AND w.ended_at <= NEW.released_at) THEN
    RAISE EXCEPTION 'the recognition was withdrawn'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'attestation_recognised_that_day', TABLE = 'attestation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER attestation_not_withdrawn BEFORE INSERT ON attestation FOR EACH ROW EXECUTE FUNCTION attesta_not_withdrawn();

-- One row per change, never edited; the lists are built from these rows (security.md finding 7).
CREATE TABLE status_change (
  attestation_id  uuid        NOT NULL,
  -- 1, 2, 3 … per attestation: two changes at once cannot both win.
  seq             integer     NOT NULL CHECK (seq > 0),
  organisation_id uuid        NOT NULL,
  list_id         uuid        NOT NULL,
  idx             integer     NOT NULL,
  word            text        NOT NULL CHECK (word IN ('valido', 'sospeso', 'annullato', 'sostituito')),
  since           timestamptz NOT NULL,
  reason_class    text        NOT NULL,
  reason          text        NOT NULL,
  successor       text,
  decided_by      uuid        NOT NULL REFERENCES account (id),
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (attestation_id, seq),
  CONSTRAINT status_change_of FOREIGN KEY (attestation_id, organisation_id, list_id, idx) REFERENCES attestation (id, organisation_id, list_id, idx),
  CONSTRAINT status_change_successor CHECK ((word = 'sostituito') = (successor IS NOT NULL))
);
CREATE INDEX status_change_list ON status_change (list_id, idx, seq);
CREATE TRIGGER status_change_append_only BEFORE UPDATE OR DELETE ON status_change FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

CREATE FUNCTION attesta_status_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before_word text := 'valido';
  before_seq  integer := 0;
BEGIN
  SELECT word, seq INTO before_word, before_seq FROM status_change WHERE attestation_id = NEW.attestation_id ORDER BY seq DESC LIMIT 1;
  IF NOT FOUND THEN before_word := 'valido'; before_seq := 0; END IF;
  IF NEW.seq <> before_seq + 1
     OR NOT (before_word = 'valido' AND NEW.word <> 'valido' OR before_word = 'sospeso' AND NEW.word <> 'sospeso') THEN
    RAISE EXCEPTION 'from % an attestation cannot become %', before_word, NEW.word
      USING ERRCODE = 'check_violation', CONSTRAINT = 'status_change_order', TABLE = 'status_change';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER status_change_order BEFORE INSERT ON status_change FOR EACH ROW EXECUTE FUNCTION attesta_status_order();

-- -------------------------------------------------------------------------------------------------- offers, OpenID4VCI, OAuth

CREATE TABLE credential_offer (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  attestation_id  uuid        NOT NULL REFERENCES attestation (id),
  -- SHA-256 of the pre-authorized code and salted hash of the transaction code: nothing here can be redeemed.
  code_hash       bytea       NOT NULL UNIQUE,
  tx_code_hash    bytea       NOT NULL,
  tx_code_salt    bytea       NOT NULL,
  -- Guesses of the transaction code, counted before comparing (security.md §2 row 38).
  attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 10),
  created_at      timestamptz NOT NULL DEFAULT now(),
  created_by      uuid        REFERENCES account (id),
  expires_at      timestamptz NOT NULL,
  used_at         timestamptz,
  blocked_at      timestamptz,
  -- Replaced by a newer offer of the same attestation.
  withdrawn_at    timestamptz,
  CONSTRAINT credential_offer_one_end CHECK (num_nonnulls(used_at, blocked_at, withdrawn_at) <= 1)
);
CREATE INDEX credential_offer_attestation ON credential_offer (attestation_id, created_at);
CREATE UNIQUE INDEX credential_offer_one_open ON credential_offer (attestation_id)
  WHERE used_at IS NULL AND blocked_at IS NULL AND withdrawn_at IS NULL;

-- Each rendering that left the house: which form, under which key, bound to which holder key.
CREATE TABLE rendering (
  id                uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id   uuid        NOT NULL REFERENCES organisation (id),
  attestation_id    uuid        NOT NULL REFERENCES attestation (id),
  offer_id          uuid        REFERENCES credential_offer (id),
  form              text        NOT NULL,
  kid               text        NOT NULL,
  holder_thumbprint text,
  issued_at         timestamptz NOT NULL,
  expires_at        timestamptz
);
CREATE INDEX rendering_attestation ON rendering (attestation_id, issued_at);

CREATE TABLE oauth_payload (
  model       text        NOT NULL,
  id          text        NOT NULL,
  payload     jsonb       NOT NULL,
  grant_id    text,
  uid         text,
  user_code   text,
  consumed_at timestamptz,
  expires_at  timestamptz,
  PRIMARY KEY (model, id)
);
CREATE INDEX oauth_payload_grant ON oauth_payload (grant_id) WHERE grant_id IS NOT NULL;
CREATE UNIQUE INDEX oauth_payload_uid ON oauth_payload (model, uid) WHERE uid IS NOT NULL;
CREATE UNIQUE INDEX oauth_payload_user_code ON oauth_payload (model, user_code) WHERE user_code IS NOT NULL;
CREATE INDEX oauth_payload_expires_at ON oauth_payload (expires_at);

CREATE TABLE vci_nonce (
  nonce_hash bytea       PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX vci_nonce_expires_at ON vci_nonce (expires_at);

-- DPoP `jti`, key proofs, client assertions: seen once, refused afterwards.
CREATE TABLE proof_replay (
  kind       text        NOT NULL,
  hash       bytea       NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (kind, hash)
);
CREATE INDEX proof_replay_expires_at ON proof_replay (expires_at);

-- ------------------------------------------------------------------------------------------- idempotency, outbox, audit

CREATE TABLE idempotency (
  organisation_id uuid        NOT NULL,
  key             text        NOT NULL CHECK (length(key) BETWEEN 8 AND 200),
  -- SHA-256 of action and input: the same key for something else is refused.
  request_hash    bytea       NOT NULL,
  response        jsonb,
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, key)
);
CREATE INDEX idempotency_created_at ON idempotency (created_at);

-- Messages to send once the transaction is durable; payloads hold ids, never names.
CREATE TABLE outbox (
  id              bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  topic           text        NOT NULL,
  payload         jsonb       NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  available_at    timestamptz NOT NULL DEFAULT now(),
  attempts        integer     NOT NULL DEFAULT 0,
  done_at         timestamptz,
  failed_at       timestamptz
);
CREATE INDEX outbox_waiting ON outbox (available_at) WHERE done_at IS NULL AND failed_at IS NULL;

-- One hash chain per organisation: hash = SHA-256(previous hash ‖ canonical JSON of the row).
CREATE TABLE audit (
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  seq             bigint      NOT NULL CHECK (seq > 0),
  at              timestamptz NOT NULL,
  action          text        NOT NULL,
  actor           text        NOT NULL,
  subject         text        NOT NULL,
  facts           jsonb       NOT NULL,
  previous_hash   bytea       NOT NULL,
  hash            bytea       NOT NULL,
  PRIMARY KEY (organisation_id, seq)
);
CREATE INDEX audit_subject ON audit (subject, at);
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
