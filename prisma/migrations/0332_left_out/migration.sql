-- A sitting goes on without a candidate who gave up, does not come, or cannot be judged by this commission: they are left out of it with
-- the reason, and whoever has not given up waits for another commission.

CREATE TABLE sitting_left_out (
  sitting_id      uuid        NOT NULL REFERENCES sitting (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  why             text        NOT NULL CHECK (why IN ('assente', 'rinuncia', 'conflitto')),
  recorded_at     timestamptz NOT NULL,
  recorded_by     uuid        NOT NULL REFERENCES account (id),
  PRIMARY KEY (sitting_id, case_id)
);
CREATE INDEX sitting_left_out_case ON sitting_left_out (case_id);
CREATE TRIGGER sitting_left_out_append_only BEFORE UPDATE OR DELETE ON sitting_left_out
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
-- What the text of the minutes says does not move under it.
CREATE TRIGGER sitting_left_out_minutes_closed BEFORE INSERT ON sitting_left_out FOR EACH ROW EXECUTE FUNCTION attesta_minutes_closed();
CREATE POLICY desk ON sitting_left_out TO attesta_desk USING (EXISTS (SELECT 1 FROM sitting s WHERE s.id = sitting_left_out.sitting_id));
ALTER TABLE sitting_left_out ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON sitting_left_out TO attesta_desk;

-- A candidate is of one commission that stands for them; of those that left them out they were.
CREATE OR REPLACE FUNCTION attesta_candidate_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.case_id::text, 271));
  IF (SELECT count(*) FROM commission_candidate c WHERE c.case_id = NEW.case_id
      AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.commission_id)
      AND NOT EXISTS (SELECT 1 FROM sitting_left_out l JOIN sitting s ON s.id = l.sitting_id
        WHERE l.case_id = c.case_id AND s.commission_id = c.commission_id)) > 1 THEN
    RAISE EXCEPTION 'a candidate is of one commission'
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'commission_candidate_once', TABLE = 'commission_candidate';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION attesta_minutes_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM sitting_presence p JOIN commission_member m ON m.expert_id = p.expert_id AND m.commission_id = NEW.commission_id
      WHERE p.sitting_id = NEW.sitting_id) <> NEW.quorum_present THEN
    RAISE EXCEPTION 'the members present are not those recorded'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_presence', TABLE = 'minutes';
  END IF;
  IF EXISTS (SELECT 1 FROM sitting_presence p JOIN commission_candidate c ON c.commission_id = NEW.commission_id
      WHERE NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = NEW.sitting_id AND l.case_id = c.case_id)
        AND p.sitting_id = NEW.sitting_id
        AND NOT EXISTS (SELECT 1 FROM sitting_declaration d
          WHERE d.sitting_id = p.sitting_id AND d.expert_id = p.expert_id AND d.case_id = c.case_id)
        AND NOT EXISTS (SELECT 1 FROM sitting_conflict x
          WHERE x.sitting_id = p.sitting_id AND x.expert_id = p.expert_id AND x.case_id = c.case_id)) THEN
    RAISE EXCEPTION 'a member present has not declared whether they have a conflict'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_declarations', TABLE = 'minutes';
  END IF;
  IF EXISTS (SELECT 1 FROM judgement j JOIN sitting_conflict x ON x.sitting_id = j.sitting_id AND x.case_id = j.case_id
      WHERE NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = NEW.sitting_id AND l.case_id = j.case_id)
        AND j.sitting_id = NEW.sitting_id AND x.expert_id = ANY (j.panel)) THEN
    RAISE EXCEPTION 'who has a conflict does not judge'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_conflict', TABLE = 'minutes';
  END IF;
  IF EXISTS (SELECT 1 FROM commission_candidate c JOIN case_competence k ON k.case_id = c.case_id
      WHERE c.commission_id = NEW.commission_id
        AND NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = NEW.sitting_id AND l.case_id = c.case_id) AND k.validated IS NOT FALSE AND NOT EXISTS (SELECT 1 FROM judgement j
        WHERE j.sitting_id = NEW.sitting_id AND j.competence_id = k.id)) THEN
    RAISE EXCEPTION 'a competence has no judgement'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_judgements', TABLE = 'minutes';
  END IF;
  RETURN NEW;
END
$$;

-- From the exam back to those who wait.
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
    ('esame_aperto', 'commissione_richiesta'),
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
