-- The minutes are written, then each member present signs that text, then the president closes. A text that must change is withdrawn: the
-- next one is signed anew, and what was signed before stays what it was. Minutes of before have no text of their own here, and stay valid.

ALTER TABLE sitting DROP CONSTRAINT sitting_state_check;
ALTER TABLE sitting ADD CONSTRAINT sitting_state_check CHECK (state IN ('convened', 'open', 'signing', 'closed'));

CREATE TABLE minutes_text (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  sitting_id      uuid        NOT NULL REFERENCES sitting (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  round           integer     NOT NULL CHECK (round > 0),
  lines           jsonb       NOT NULL,
  -- SHA-256 of the text as a file: what each signature names.
  digest          text        NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  written_at      timestamptz NOT NULL,
  written_by      uuid        NOT NULL REFERENCES account (id),
  CONSTRAINT minutes_text_round UNIQUE (sitting_id, round),
  CONSTRAINT minutes_text_key UNIQUE (id, sitting_id, organisation_id, digest)
);
CREATE TRIGGER minutes_text_append_only BEFORE UPDATE OR DELETE ON minutes_text FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- A member's own answer to one text: signed, perhaps with a remark, or refused with a reason.
CREATE TABLE minutes_signature (
  text_id         uuid        NOT NULL,
  sitting_id      uuid        NOT NULL,
  organisation_id uuid        NOT NULL,
  digest          text        NOT NULL,
  expert_id       uuid        NOT NULL REFERENCES expert (id),
  account_id      uuid        NOT NULL REFERENCES account (id),
  answer          text        NOT NULL CHECK (answer IN ('signed', 'refused')),
  note            text        CHECK (length(note) BETWEEN 1 AND 4000),
  answered_at     timestamptz NOT NULL,
  PRIMARY KEY (text_id, expert_id),
  CONSTRAINT minutes_signature_text FOREIGN KEY (text_id, sitting_id, organisation_id, digest)
    REFERENCES minutes_text (id, sitting_id, organisation_id, digest),
  CONSTRAINT minutes_signature_reason CHECK (answer = 'signed' OR note IS NOT NULL)
);
CREATE INDEX minutes_signature_sitting ON minutes_signature (sitting_id);
CREATE TRIGGER minutes_signature_append_only BEFORE UPDATE OR DELETE ON minutes_signature FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

CREATE TABLE minutes_rewrite (
  text_id         uuid        PRIMARY KEY REFERENCES minutes_text (id),
  sitting_id      uuid        NOT NULL REFERENCES sitting (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 4000),
  withdrawn_at    timestamptz NOT NULL,
  withdrawn_by    uuid        NOT NULL REFERENCES account (id)
);
CREATE INDEX minutes_rewrite_sitting ON minutes_rewrite (sitting_id);
CREATE TRIGGER minutes_rewrite_append_only BEFORE UPDATE OR DELETE ON minutes_rewrite FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- Only who is recorded as present signs, with their own account, and only a text that stands.
CREATE FUNCTION attesta_signature_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM sitting_presence p JOIN expert e ON e.id = p.expert_id
      WHERE p.sitting_id = NEW.sitting_id AND p.expert_id = NEW.expert_id AND e.account_id = NEW.account_id)
     OR EXISTS (SELECT 1 FROM minutes_rewrite r WHERE r.text_id = NEW.text_id)
     OR EXISTS (SELECT 1 FROM minutes m WHERE m.sitting_id = NEW.sitting_id) THEN
    RAISE EXCEPTION 'a text is signed by who was there, with their own account, while it stands'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_signature_own', TABLE = 'minutes_signature';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER minutes_signature_own BEFORE INSERT ON minutes_signature FOR EACH ROW EXECUTE FUNCTION attesta_signature_own();

-- What the minutes say from today on is a text that everybody present answered, and as many signed as the quorum asks for.
ALTER TABLE minutes ADD COLUMN text_id uuid REFERENCES minutes_text (id);
CREATE FUNCTION attesta_minutes_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM minutes_text t WHERE t.id = NEW.text_id AND t.sitting_id = NEW.sitting_id AND t.lines = NEW.lines
        AND NOT EXISTS (SELECT 1 FROM minutes_rewrite r WHERE r.text_id = t.id))
     OR EXISTS (SELECT 1 FROM sitting_presence p WHERE p.sitting_id = NEW.sitting_id AND NOT EXISTS (SELECT 1 FROM minutes_signature g
        WHERE g.text_id = NEW.text_id AND g.expert_id = p.expert_id))
     OR NOT EXISTS (SELECT 1 FROM minutes_signature g WHERE g.text_id = NEW.text_id AND g.answer = 'signed' AND g.account_id = NEW.closed_by)
     OR (SELECT count(*) FROM minutes_signature g WHERE g.text_id = NEW.text_id AND g.answer = 'signed') < NEW.quorum_required THEN
    RAISE EXCEPTION 'the text of the minutes is not signed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_signed', TABLE = 'minutes';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER minutes_signed AFTER INSERT ON minutes FOR EACH ROW EXECUTE FUNCTION attesta_minutes_signed();

-- While a text is signed, what it says does not move under it.
CREATE OR REPLACE FUNCTION attesta_minutes_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sitting uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.sitting_id ELSE NEW.sitting_id END;
BEGIN
  IF EXISTS (SELECT 1 FROM minutes m WHERE m.sitting_id = sitting)
     OR EXISTS (SELECT 1 FROM minutes_text t WHERE t.sitting_id = sitting AND NOT EXISTS (SELECT 1 FROM minutes_rewrite r WHERE r.text_id = t.id)) THEN
    RAISE EXCEPTION 'the minutes are closed'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'minutes_closed', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- A text that must change takes its cases back into the exam.
CREATE OR REPLACE FUNCTION attesta_case_move(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
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
    ('esame_svolto', 'esame_aperto'),
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

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['minutes_text', 'minutes_signature', 'minutes_rewrite'] LOOP
    EXECUTE format('CREATE POLICY desk ON %1$I TO attesta_desk USING (EXISTS (SELECT 1 FROM sitting s WHERE s.id = %1$I.sitting_id))', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END
$$;
