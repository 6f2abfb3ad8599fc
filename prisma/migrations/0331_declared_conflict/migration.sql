-- A member says before the dossier opens that they have a conflict with a candidate, of which kind and why: from then on they neither read
-- nor judge. The kind is also written down as a tie of the expert, so that whoever appoints next finds it.

CREATE TABLE sitting_conflict (
  sitting_id      uuid        NOT NULL REFERENCES sitting (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  expert_id       uuid        NOT NULL REFERENCES expert (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  relation        text        NOT NULL CHECK (relation IN ('tutor', 'docente', 'datore', 'parente', 'dichiarato')),
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 4000),
  declared_at     timestamptz NOT NULL,
  PRIMARY KEY (sitting_id, expert_id, case_id)
);
CREATE TRIGGER sitting_conflict_append_only BEFORE UPDATE OR DELETE ON sitting_conflict
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
-- Why, is between the member and who appoints: the body that presents the person does not read it.
CREATE POLICY desk ON sitting_conflict TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()));
ALTER TABLE sitting_conflict ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON sitting_conflict TO attesta_desk;

-- Who gave a judgement together. One in which somebody took part who may not judge this person is given anew; of before nobody is known,
-- and it counts for everybody who was there.
ALTER TABLE judgement ADD COLUMN panel uuid[];

CREATE OR REPLACE FUNCTION attesta_minutes_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM sitting_presence p JOIN commission_member m ON m.expert_id = p.expert_id AND m.commission_id = NEW.commission_id
      WHERE p.sitting_id = NEW.sitting_id) <> NEW.quorum_present THEN
    RAISE EXCEPTION 'the members present are not those recorded'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_presence', TABLE = 'minutes';
  END IF;
  IF EXISTS (SELECT 1 FROM sitting_presence p JOIN commission_candidate c ON c.commission_id = NEW.commission_id
      WHERE p.sitting_id = NEW.sitting_id
        AND NOT EXISTS (SELECT 1 FROM sitting_declaration d
          WHERE d.sitting_id = p.sitting_id AND d.expert_id = p.expert_id AND d.case_id = c.case_id)
        AND NOT EXISTS (SELECT 1 FROM sitting_conflict x
          WHERE x.sitting_id = p.sitting_id AND x.expert_id = p.expert_id AND x.case_id = c.case_id)) THEN
    RAISE EXCEPTION 'a member present has not declared whether they have a conflict'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_declarations', TABLE = 'minutes';
  END IF;
  IF EXISTS (SELECT 1 FROM judgement j JOIN sitting_conflict x ON x.sitting_id = j.sitting_id AND x.case_id = j.case_id
      WHERE j.sitting_id = NEW.sitting_id AND x.expert_id = ANY (j.panel)) THEN
    RAISE EXCEPTION 'who has a conflict does not judge'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_conflict', TABLE = 'minutes';
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
