-- The second wall, from the side of writing (security.md §2 row 46). 0260 says whose rows a desk sees; a case is seen by the Chamber that
-- was asked about it, a commission by the bodies whose candidates it hears. Whoever sees a row could change it, and a row beside it could be
-- put there under one's own name. From here on a desk writes its own rows, in its own house, and of others' only what its acts are.

-- --------------------------------------------------------------------------------- a row is of the house of what it belongs to

ALTER TABLE person ADD CONSTRAINT person_house UNIQUE (id, organisation_id);
ALTER TABLE ivc_case ADD CONSTRAINT ivc_case_house UNIQUE (id, organisation_id);
ALTER TABLE case_evidence ADD CONSTRAINT case_evidence_house UNIQUE (id, organisation_id);
ALTER TABLE citizen_upload ADD CONSTRAINT citizen_upload_house UNIQUE (id, organisation_id);
ALTER TABLE commission ADD CONSTRAINT commission_house UNIQUE (id, organisation_id);
ALTER TABLE sitting ADD CONSTRAINT sitting_house UNIQUE (id, organisation_id);
ALTER TABLE expert ADD CONSTRAINT expert_house UNIQUE (id, organisation_id);
ALTER TABLE attestation ADD CONSTRAINT attestation_house UNIQUE (id, organisation_id);
ALTER TABLE export_run ADD CONSTRAINT export_run_house UNIQUE (id, organisation_id);
ALTER TABLE volunteer ADD CONSTRAINT volunteer_house UNIQUE (id, organisation_id);
ALTER TABLE volunteer_import ADD CONSTRAINT volunteer_import_house UNIQUE (id, organisation_id);

DO $$
DECLARE
  link text[];
BEGIN
  FOREACH link SLICE 1 IN ARRAY ARRAY[
    ['ivc_case', 'person_id', 'person'], ['person_former_code', 'person_id', 'person'],
    ['case_application', 'case_id', 'ivc_case'], ['case_competence', 'case_id', 'ivc_case'], ['case_document', 'case_id', 'ivc_case'],
    ['case_erasure', 'case_id', 'ivc_case'], ['case_evidence', 'case_id', 'ivc_case'], ['case_experience', 'case_id', 'ivc_case'],
    ['case_hours', 'case_id', 'ivc_case'], ['case_key', 'case_id', 'ivc_case'], ['case_plan', 'case_id', 'ivc_case'],
    ['case_reason', 'case_id', 'ivc_case'], ['case_reception', 'case_id', 'ivc_case'], ['case_support', 'case_id', 'ivc_case'],
    ['case_transition', 'case_id', 'ivc_case'], ['case_validation', 'case_id', 'ivc_case'], ['citizen_access', 'case_id', 'ivc_case'],
    ['citizen_request', 'case_id', 'ivc_case'], ['citizen_upload', 'case_id', 'ivc_case'], ['commission_request', 'case_id', 'ivc_case'],
    ['decision_outcome', 'case_id', 'ivc_case'], ['register_number', 'case_id', 'ivc_case'], ['audit_file', 'case_id', 'ivc_case'],
    ['case_evidence_file', 'evidence_id', 'case_evidence'], ['citizen_upload_file', 'upload_id', 'citizen_upload'],
    ['commission_candidate', 'commission_id', 'commission'], ['commission_member', 'commission_id', 'commission'],
    ['commission_reason', 'commission_id', 'commission'], ['commission_revocation', 'commission_id', 'commission'],
    ['sitting_declaration', 'sitting_id', 'sitting'], ['sitting_conflict', 'sitting_id', 'sitting'], ['sitting_conflict', 'expert_id', 'expert'], ['sitting_presence', 'sitting_id', 'sitting'], ['judgement', 'sitting_id', 'sitting'],
    ['minutes_text', 'sitting_id', 'sitting'], ['minutes_rewrite', 'sitting_id', 'sitting'],
    ['commission_member', 'expert_id', 'expert'], ['expert_tie', 'expert_id', 'expert'], ['expert_absence', 'expert_id', 'expert'],
    ['credential_offer', 'attestation_id', 'attestation'], ['rendering', 'attestation_id', 'attestation'],
    ['badge_copy', 'attestation_id', 'attestation'], ['export_case', 'run_id', 'export_run'], ['export_file', 'run_id', 'export_run'],
    ['export_return', 'run_id', 'export_run'], ['correction', 'case_id', 'ivc_case'], ['correction', 'attestation_id', 'attestation'],
    ['correction_order', 'attestation_id', 'attestation'], ['volunteer', 'person_id', 'person'], ['volunteer_hours', 'volunteer_id', 'volunteer'],
    ['volunteer_statement', 'volunteer_id', 'volunteer'], ['volunteer_import_line', 'import_id', 'volunteer_import']] LOOP
    EXECUTE format('ALTER TABLE %1$I ADD CONSTRAINT %1$s_%3$s_house FOREIGN KEY (%2$I, organisation_id) REFERENCES %3$I (id, organisation_id)',
      link[1], link[2], link[3]);
  END LOOP;
END
$$;
ALTER TABLE commission_candidate ADD CONSTRAINT commission_candidate_body_house FOREIGN KEY (case_id, body_id) REFERENCES ivc_case (id, organisation_id);

-- ------------------------------------------------------------------------------------------------------ each desk writes its own

DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT DISTINCT p.tablename FROM pg_policies p JOIN information_schema.columns c
      ON c.table_schema = 'public' AND c.table_name = p.tablename AND c.column_name = 'organisation_id'
    WHERE p.schemaname = 'public' AND p.policyname = 'desk'
      AND p.tablename NOT IN ('ivc_case', 'case_transition', 'case_reason', 'case_document', 'commission_request', 'decision_outcome',
        'membership_grant', 'audit_file', 'correction', 'correction_order') LOOP
    EXECUTE format('CREATE POLICY own_insert ON %I AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (organisation_id = (SELECT attesta_desk_of()))', name);
    EXECUTE format('CREATE POLICY own_update ON %I AS RESTRICTIVE FOR UPDATE TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of())) WITH CHECK (organisation_id = (SELECT attesta_desk_of()))', name);
  END LOOP;
  FOR name IN SELECT DISTINCT p.tablename FROM pg_policies p JOIN information_schema.columns c
      ON c.table_schema = 'public' AND c.table_name = p.tablename AND c.column_name = 'organisation_id'
    WHERE p.schemaname = 'public' AND p.policyname = 'desk' LOOP
    EXECUTE format('CREATE POLICY own_delete ON %I AS RESTRICTIVE FOR DELETE TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()))', name);
  END LOOP;
END
$$;

-- What the office that appoints does to a case of a body that asked it: its acts, their reasons, their documents, and what was decided.
CREATE FUNCTION attesta_asked(of_case uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM commission_request r WHERE r.case_id = of_case AND r.chamber_id = attesta_desk_of())
$$;
-- States to which nobody but the office that appoints, and its commission, takes a case (`appointing` and `commission` of PROCEDURE; a test
-- compares the two). A request that comes back after a revocation is theirs as well.
CREATE FUNCTION attesta_theirs(state text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT state IN ('commissione_nominata', 'convocato', 'esame_aperto', 'esame_svolto', 'verbale_firmato', 'non_certificata')
$$;

CREATE POLICY own_insert ON ivc_case AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (organisation_id = (SELECT attesta_desk_of()));
CREATE POLICY own_update ON ivc_case AS RESTRICTIVE FOR UPDATE TO attesta_desk
  USING (organisation_id = (SELECT attesta_desk_of()) OR attesta_asked(id)) WITH CHECK (organisation_id = (SELECT attesta_desk_of()) OR attesta_asked(id));
CREATE POLICY own_insert ON case_transition AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  organisation_id = (SELECT attesta_desk_of()) AND NOT attesta_theirs(state)
  OR (attesta_theirs(state) OR state = 'commissione_richiesta') AND attesta_asked(case_id));
CREATE POLICY own_insert ON case_reason AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  organisation_id = (SELECT attesta_desk_of()) OR attesta_asked(case_id));
CREATE POLICY own_insert ON case_document AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  organisation_id = (SELECT attesta_desk_of())
  OR class NOT IN ('scheda-accoglienza', 'cv-europass', 'dossier', 'domanda', 'esito-domanda', 'piano-accertamento', 'trasparenza', 'validazione',
    'attestato') AND attesta_asked(case_id));
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['case_transition', 'case_reason', 'case_document', 'decision_outcome'] LOOP
    EXECUTE format('CREATE POLICY own_update ON %I AS RESTRICTIVE FOR UPDATE TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()))', name);
  END LOOP;
END
$$;
CREATE POLICY own_insert ON decision_outcome AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  EXISTS (SELECT 1 FROM decision d WHERE d.id = decision_outcome.decision_id AND d.organisation_id = (SELECT attesta_desk_of())));
CREATE POLICY own_insert ON commission_request AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (organisation_id = (SELECT attesta_desk_of()));
CREATE POLICY own_update ON commission_request AS RESTRICTIVE FOR UPDATE TO attesta_desk USING (chamber_id = (SELECT attesta_desk_of()));

-- What was written wrong in an act: the body asks, the Chamber answers; what the Region orders, it orders in its own name.
CREATE POLICY own_insert ON correction AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (organisation_id = (SELECT attesta_desk_of()));
CREATE POLICY own_update ON correction AS RESTRICTIVE FOR UPDATE TO attesta_desk USING (chamber_id = (SELECT attesta_desk_of()));
CREATE POLICY own_insert ON correction_order AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (ordered_for = (SELECT attesta_desk_of()));
CREATE POLICY own_update ON correction_order AS RESTRICTIVE FOR UPDATE TO attesta_desk USING (ordered_for = (SELECT attesta_desk_of()));

-- Of a case of somebody else a desk moves the state, and nothing besides.
CREATE FUNCTION attesta_case_of_others() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved constant text[] := ARRAY['state', 'updated_at', 'changed_by', 'version'];
BEGIN
  IF current_user = 'attesta_desk' AND OLD.organisation_id IS DISTINCT FROM attesta_desk_of() AND to_jsonb(NEW) - moved <> to_jsonb(OLD) - moved THEN
    RAISE EXCEPTION 'what a body has written down is its own' USING ERRCODE = 'insufficient_privilege', TABLE = 'ivc_case';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER ivc_case_of_others BEFORE UPDATE ON ivc_case FOR EACH ROW EXECUTE FUNCTION attesta_case_of_others();

-- Who asked whom about which case does not change; which commission answers, does.
CREATE FUNCTION attesta_request_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'commission_id' <> to_jsonb(OLD) - 'commission_id' THEN
    RAISE EXCEPTION 'a request stays as it was asked' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'commission_request_fixed', TABLE = 'commission_request';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER commission_request_fixed BEFORE UPDATE ON commission_request FOR EACH ROW EXECUTE FUNCTION attesta_request_fixed();

-- A commission may hear people of several bodies: what it judged of somebody is read by their body, and by no other.
CREATE POLICY own_people ON judgement AS RESTRICTIVE FOR SELECT TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = judgement.case_id));
CREATE POLICY own_people ON sitting_declaration AS RESTRICTIVE FOR SELECT TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = sitting_declaration.case_id));

-- Looks at commissions of every Chamber, which the desk that appoints does not see.
ALTER FUNCTION attesta_candidate_once() SECURITY DEFINER;
-- Whoever runs as the owner finds tables by a path that no desk can put anything into.
DO $$
DECLARE
  door regprocedure;
BEGIN
  FOR door IN SELECT oid FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', door);
  END LOOP;
END
$$;

-- ------------------------------------------------------------------------------------------------------- who works where

-- The Region looks after the people of those whom it recognises or keeps in its list.
CREATE FUNCTION attesta_looked_after(organisation uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT organisation = attesta_desk_of()
    OR EXISTS (SELECT 1 FROM organisation o WHERE o.id = organisation AND o.registered_by = attesta_desk_of())
    OR EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = organisation AND r.recogniser_id = attesta_desk_of())
$$;
CREATE POLICY desk ON membership TO attesta_desk USING (attesta_looked_after(organisation_id));
ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
CREATE POLICY undecided ON membership_grant AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (decision IS NULL);

-- What was proposed stays as it was, and is decided once.
CREATE FUNCTION attesta_grant_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided constant text[] := ARRAY['decision', 'decided_by', 'decided_at', 'decision_reason'];
BEGIN
  IF OLD.decision IS NOT NULL OR to_jsonb(NEW) - decided <> to_jsonb(OLD) - decided THEN
    RAISE EXCEPTION 'a grant is decided once, as it was proposed'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'membership_grant_fixed', TABLE = 'membership_grant';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER membership_grant_fixed BEFORE UPDATE ON membership_grant FOR EACH ROW EXECUTE FUNCTION attesta_grant_decided();

-- A desk gives nobody a role that two people have not agreed on; it may end one, which opens nothing.
CREATE FUNCTION attesta_membership_granted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'attesta_desk' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND NEW.valid_until <= OLD.valid_until AND to_jsonb(NEW) - 'valid_until' = to_jsonb(OLD) - 'valid_until' THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM membership_grant g WHERE g.account_id = NEW.account_id AND g.organisation_id = NEW.organisation_id
      AND g.role = NEW.role AND g.tasks = NEW.tasks AND g.valid_until = NEW.valid_until AND g.decision = 'confirmed') THEN
    RAISE EXCEPTION 'a role needs four eyes'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_granted', TABLE = 'membership';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER membership_granted BEFORE INSERT OR UPDATE ON membership FOR EACH ROW EXECUTE FUNCTION attesta_membership_granted();

-- ------------------------------------------------------------------------------------------------ what no desk has to do with

-- A letter is put into the box of whomever it is for; read and sent again is one's own.
CREATE POLICY desk ON outbox TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of())) WITH CHECK (true);
CREATE POLICY own_update ON outbox AS RESTRICTIVE FOR UPDATE TO attesta_desk WITH CHECK (organisation_id = (SELECT attesta_desk_of()));
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;

-- Secrets of wallets, platforms and the verifier, what a person keeps for themselves, what is published: through the owner.
REVOKE ALL ON vci_nonce, proof_replay, presentation_session, share, badge_holder, badge_with_email, held_badge, vc_api_change,
  vc_api_entry, phase_rating, phase_rated FROM attesta_desk;
REVOKE INSERT, UPDATE, DELETE ON account, organisation, recognition_scope, recognition_withdrawal, recognition_endorsement,
  status_publication FROM attesta_desk;
-- What badges are refreshed with is the one secret that a desk needs, and what it publishes with an attestato is its own.
CREATE POLICY desk ON oauth_payload TO attesta_desk USING (model = 'SharedSecret' AND id = 'badge-refresh');
ALTER TABLE oauth_payload ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON authority_credential TO attesta_desk USING (true) WITH CHECK (organisation_id = (SELECT attesta_desk_of()));
ALTER TABLE authority_credential ENABLE ROW LEVEL SECURITY;
REVOKE UPDATE, DELETE ON oauth_payload, authority_credential FROM attesta_desk;
-- A row lock needs the right to change, and a recognition is append-only.
REVOKE INSERT, DELETE ON recognition FROM attesta_desk;
REVOKE DELETE ON membership, membership_grant, outbox, audit, ivc_case, person, attestation, commission, sitting, decision, minutes,
  status_change, status_index, status_list, register_counter, register_number, repertory_release FROM attesta_desk;
REVOKE TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA public FROM attesta_desk;

