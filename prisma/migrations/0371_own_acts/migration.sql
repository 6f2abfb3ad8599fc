-- The second wall, act by act (docs/walls.md). 0360 says in whose house a desk writes; from here on also what: the columns that its acts
-- change, the rows that they begin, and while the case is where those acts belong. What no act of a desk changes, no desk changes.

-- ----------------------------------------------------------------------------------------------------------- verbs and columns

-- Written once, or by the service, the person or the Region's pages alone, which go through the owner.
REVOKE UPDATE, DELETE ON attestation, audit, badge_picture, case_document, case_hours, case_key, case_reason, case_transition, commission,
  commission_candidate, commission_member, commission_reason, commission_revocation, credential_offer, decision, decision_outcome,
  edc_mandate, edc_mandate_acceptance, edc_mandate_refusal, edc_mandate_withdrawal, edc_order, fee_payment, learner_record,
  learner_record_copy, minutes, minutes_rewrite, minutes_signature, minutes_text, person_former_code, recognition, rendering,
  sitting_conflict, sitting_declaration, sitting_left_out, status_change, status_index, status_list FROM attesta_desk;
REVOKE INSERT, UPDATE, DELETE ON audit_file, case_erasure, correction_order, export_case, export_file, export_return, export_run
  FROM attesta_desk;
REVOKE INSERT, UPDATE, DELETE ON citizen_request, citizen_upload, citizen_upload_file FROM attesta_desk;
REVOKE UPDATE ON case_evidence, case_evidence_file, case_support, expert_absence, sitting_presence FROM attesta_desk;
REVOKE UPDATE, DELETE ON badge_copy, case_application, case_plan, case_reception, case_validation, citizen_access, commission_request,
  correction, edc_setting, expert, expert_tie, idempotency, ivc_case, judgement, membership, membership_grant, outbox, person,
  register_counter, register_number, repertory_release, sitting, volunteer_import_line FROM attesta_desk;
REVOKE UPDATE ON case_competence, case_experience FROM attesta_desk;
GRANT DELETE ON citizen_upload_file TO attesta_desk;

-- A row lock needs the right to change something, and these rows are append-only.
GRANT UPDATE (id) ON attestation, edc_mandate, recognition TO attesta_desk;

GRANT UPDATE (kid, content, made_at) ON badge_copy TO attesta_desk;
GRANT UPDATE (decided_at, decided_by, admitted, reason) ON case_application TO attesta_desk;
GRANT UPDATE (position, competence, validated) ON case_competence TO attesta_desk;
GRANT UPDATE (context, title, employer, from_day, until_day, hours, told, activities) ON case_experience TO attesta_desk;
GRANT UPDATE (interview_at, place, methods, note, planned_by, planned_at, former_at) ON case_plan TO attesta_desk;
GRANT UPDATE (informed_at) ON case_reception TO attesta_desk;
GRANT UPDATE (validated, reason, judged_by, judged_at) ON case_validation TO attesta_desk;
GRANT UPDATE (revoked_at, revoked_by) ON citizen_access TO attesta_desk;
GRANT UPDATE (state, answer, answered_at, answered_by) ON citizen_request TO attesta_desk;
GRANT UPDATE (state, decided_at, decided_by, reason) ON citizen_upload TO attesta_desk;
GRANT UPDATE (commission_id) ON commission_request TO attesta_desk;
GRANT UPDATE (answer, answered_at, answered_by, answer_reason, act_number, act_date, decision_id) ON correction TO attesta_desk;
GRANT UPDATE (withdrawn_at) ON credential_offer TO attesta_desk;
GRANT UPDATE (profile, accreditation, changed_at) ON edc_setting TO attesta_desk;
GRANT UPDATE (name, sectors, sections, roles, employer_id, account_id, version, retired_on, retired_act) ON expert TO attesta_desk;
GRANT UPDATE (withdrawn_at, withdrawn_by) ON expert_tie TO attesta_desk;
GRANT UPDATE (response) ON idempotency TO attesta_desk;
GRANT UPDATE (profile, title, qualification, sector, learning, workload_hours, assessment, state, updated_at, changed_by, version,
  handed_to, taken_on_at, taken_on_by) ON ivc_case TO attesta_desk;
GRANT UPDATE (outcome, reason, judged_by, judged_at, panel) ON judgement TO attesta_desk;
GRANT UPDATE (tasks, valid_from, valid_until) ON membership TO attesta_desk;
GRANT UPDATE (decided_by, decided_at, decision, decision_reason) ON membership_grant, repertory_release TO attesta_desk;
GRANT UPDATE (done_at, failed_at, bounced_at, bounce_code, attempts, available_at) ON outbox TO attesta_desk;
GRANT UPDATE (given_name, family_name, birth_date, tax_code, same_as, email, phone, sex, citizenship, language) ON person TO attesta_desk;
GRANT UPDATE (last) ON register_counter TO attesta_desk;
GRANT UPDATE (number, given_at, given_by) ON register_number TO attesta_desk;
GRANT UPDATE (state, opened_at, opened_by) ON sitting TO attesta_desk;
GRANT UPDATE (cells, state) ON volunteer_import_line TO attesta_desk;

-- ----------------------------------------------------------------------------------------------------------- numbers of others

-- A body takes the next number of a series of its own, or of the titolare that recognises it; nobody sets a series.
CREATE POLICY desk ON register_counter TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of())
  OR EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = (SELECT attesta_desk_of()) AND r.recogniser_id = register_counter.organisation_id));
ALTER TABLE register_counter ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION attesta_counter_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'attesta_desk' AND NEW.last <> (CASE TG_OP WHEN 'INSERT' THEN 1 ELSE OLD.last + 1 END) THEN
    RAISE EXCEPTION 'a series goes on by one' USING ERRCODE = 'insufficient_privilege', TABLE = 'register_counter';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER register_counter_steps BEFORE INSERT OR UPDATE ON register_counter FOR EACH ROW EXECUTE FUNCTION attesta_counter_steps();

-- Places in status lists are one's own, or of a body about whose people a commission of this Chamber decides: then the decision names the
-- place, at the end of the same transaction.
CREATE FUNCTION attesta_decides_for(body uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM commission_candidate d WHERE d.organisation_id = attesta_desk_of() AND d.body_id = body)
$$;
CREATE POLICY desk ON status_list TO attesta_desk USING (true)
  WITH CHECK (organisation_id = (SELECT attesta_desk_of()) OR attesta_decides_for(organisation_id));
CREATE POLICY desk ON status_index TO attesta_desk USING (true)
  WITH CHECK (organisation_id = (SELECT attesta_desk_of()) OR attesta_decides_for(organisation_id));
ALTER TABLE status_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE status_index ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION attesta_place_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'attesta_desk' AND NEW.organisation_id IS DISTINCT FROM attesta_desk_of() AND NOT EXISTS (
      SELECT 1 FROM decision_outcome o JOIN decision d ON d.id = o.decision_id
      WHERE o.attestation_id = NEW.attestation_id AND o.organisation_id = NEW.organisation_id AND d.organisation_id = attesta_desk_of()) THEN
    RAISE EXCEPTION 'a place in the list of others is reserved by a decision' USING ERRCODE = 'insufficient_privilege', TABLE = 'status_index';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER status_index_decided AFTER INSERT ON status_index DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION attesta_place_decided();

-- -------------------------------------------------------------------------------------------- between two organisations: read by all

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['badge_picture', 'edc_mandate', 'edc_mandate_acceptance', 'edc_mandate_refusal', 'edc_mandate_withdrawal',
    'edc_order', 'edc_setting'] LOOP
    EXECUTE format('CREATE POLICY desk ON %I TO attesta_desk USING (true) WITH CHECK (organisation_id = (SELECT attesta_desk_of()))', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END
$$;
CREATE POLICY own_update ON edc_setting AS RESTRICTIVE FOR UPDATE TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()));
-- Whose mandate it is: the body gives it and takes it back, who holds it accepts or gives it up.
CREATE FUNCTION attesta_mandate_party() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'attesta_desk' AND NOT EXISTS (SELECT 1 FROM edc_mandate m WHERE m.id = NEW.mandate_id
      AND NEW.organisation_id = CASE WHEN TG_TABLE_NAME IN ('edc_mandate_acceptance', 'edc_mandate_refusal') THEN m.mandatary_id
        ELSE m.organisation_id END) THEN
    RAISE EXCEPTION 'a mandate of others' USING ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['edc_mandate_acceptance', 'edc_mandate_refusal', 'edc_mandate_withdrawal', 'edc_order'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_party BEFORE INSERT ON %1$I FOR EACH ROW EXECUTE FUNCTION attesta_mandate_party()', name);
  END LOOP;
END
$$;

-- ------------------------------------------------------------------------------------------------------- a case, act by act

-- What was applied for stays as it was; the rest of a case is its acts' (`advance`). For the body's own desk, too.
CREATE FUNCTION attesta_case_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'attesta_desk' THEN RETURN NEW; END IF;
  IF (NEW.profile, NEW.title, NEW.qualification, NEW.sector) IS DISTINCT FROM (OLD.profile, OLD.title, OLD.qualification, OLD.sector)
       AND OLD.state NOT IN ('individuazione', 'trasparenza_rilasciata')
     OR (NEW.learning, NEW.workload_hours) IS DISTINCT FROM (OLD.learning, OLD.workload_hours)
       AND OLD.state <> 'trasparenza_rilasciata'
     OR NEW.assessment IS DISTINCT FROM OLD.assessment AND OLD.state NOT IN ('ammessa', 'accertamento')
     OR NEW.version < OLD.version
     OR OLD.handed_to IS NOT NULL AND NEW.handed_to IS DISTINCT FROM OLD.handed_to
     OR OLD.taken_on_at IS NOT NULL AND (NEW.taken_on_at, NEW.taken_on_by) IS DISTINCT FROM (OLD.taken_on_at, OLD.taken_on_by) THEN
    RAISE EXCEPTION 'what was applied for stays as it was' USING ERRCODE = 'insufficient_privilege', TABLE = 'ivc_case';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER ivc_case_frozen BEFORE UPDATE ON ivc_case FOR EACH ROW EXECUTE FUNCTION attesta_case_frozen();

-- What a body writes down about a case, it writes while the case is where that belongs.
CREATE FUNCTION attesta_written_in() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_case uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.case_id ELSE NEW.case_id END;
BEGIN
  IF current_user = 'attesta_desk' AND NOT EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = of_case AND k.state = ANY (TG_ARGV)) THEN
    RAISE EXCEPTION 'this is not written where the case stands' USING ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER case_reception_in BEFORE INSERT OR UPDATE ON case_reception
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('accoglienza', 'individuazione');
CREATE TRIGGER case_experience_in BEFORE INSERT OR UPDATE OR DELETE ON case_experience
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('accoglienza', 'individuazione', 'trasparenza_rilasciata');
CREATE TRIGGER case_support_in BEFORE INSERT OR DELETE ON case_support
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('accoglienza', 'individuazione', 'trasparenza_rilasciata');
CREATE TRIGGER case_evidence_in BEFORE INSERT OR DELETE ON case_evidence
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('accoglienza', 'individuazione', 'trasparenza_rilasciata');
CREATE TRIGGER case_competence_in BEFORE INSERT OR DELETE OR UPDATE OF position, competence ON case_competence
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('accoglienza', 'individuazione', 'trasparenza_rilasciata');
CREATE TRIGGER case_competence_validated_in BEFORE UPDATE OF validated ON case_competence
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('accertamento');
CREATE TRIGGER case_application_in BEFORE INSERT ON case_application
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('trasparenza_rilasciata');
CREATE TRIGGER case_application_decided_in BEFORE UPDATE ON case_application
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('domanda_presentata', 'ammessa', 'respinta');
CREATE TRIGGER case_plan_in BEFORE INSERT OR UPDATE ON case_plan
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('ammessa', 'accertamento');
CREATE TRIGGER case_validation_in BEFORE INSERT OR UPDATE ON case_validation
  FOR EACH ROW EXECUTE FUNCTION attesta_written_in('accertamento');
-- An application is decided once.
CREATE FUNCTION attesta_application_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'attesta_desk' AND OLD.decided_at IS NOT NULL THEN
    RAISE EXCEPTION 'an application is decided once' USING ERRCODE = 'insufficient_privilege', TABLE = 'case_application';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER case_application_once BEFORE UPDATE ON case_application FOR EACH ROW EXECUTE FUNCTION attesta_application_decided();

-- Each act's reason, by whose act it is.
CREATE POLICY own_act ON case_reason AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  EXISTS (SELECT 1 FROM case_transition t WHERE t.id = case_reason.transition_id AND t.case_id = case_reason.case_id
    AND (organisation_id = (SELECT attesta_desk_of()) AND NOT attesta_theirs(t.state)
      OR (attesta_theirs(t.state) OR t.state = 'commissione_richiesta') AND attesta_asked(case_reason.case_id))));

-- Papers of the office that appoints, and of its commission, are filed by it; and nobody seals in the name of others.
CREATE POLICY own_act ON case_document AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  (class NOT IN ('nomina', 'revoca', 'convocazione', 'dichiarazioni', 'verbale') OR attesta_asked(case_id))
  AND (sealed_by IS NULL OR sealed_by = (SELECT o.name FROM organisation o WHERE o.id = (SELECT attesta_desk_of())))
  AND (attestation_id IS NULL OR organisation_id = (SELECT attesta_desk_of()) OR class = 'rettifica'));

-- A request begins without an answer, and while the case waits for one; the Chamber answers with a commission of its own that hears it.
-- plpgsql, since policies of a case and of its request that look at one another would have no end.
CREATE FUNCTION attesta_waits(of_case uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = of_case AND k.state = 'commissione_richiesta');
END
$$;
CREATE POLICY own_act ON commission_request AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  commission_id IS NULL AND attesta_waits(case_id));
CREATE POLICY own_answer ON commission_request AS RESTRICTIVE FOR UPDATE TO attesta_desk WITH CHECK (
  commission_id IS NULL OR EXISTS (SELECT 1 FROM commission_candidate d WHERE d.commission_id = commission_request.commission_id
    AND d.case_id = commission_request.case_id AND d.organisation_id = (SELECT attesta_desk_of())));

-- What is asked begins without an answer; a release of the repertory without a decision, and in the Region alone.
CREATE POLICY own_act ON correction AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  num_nonnulls(answer, answered_at, answered_by, answer_reason, act_number, act_date, decision_id) = 0);
CREATE POLICY own_act ON repertory_release AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  decision IS NULL AND EXISTS (SELECT 1 FROM organisation o WHERE o.id = (SELECT attesta_desk_of()) AND o.kind = 'region'));
-- Offers are made open, and taken by whoever they are for.
CREATE POLICY own_act ON credential_offer AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (num_nonnulls(used_at, blocked_at, withdrawn_at) = 0);

-- What the Region suspended, the Region lifts; and nobody decides in the name of others.
CREATE FUNCTION attesta_status_decided_for() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before status_change;
BEGIN
  IF current_user <> 'attesta_desk' THEN RETURN NEW; END IF;
  SELECT * INTO before FROM status_change c WHERE c.attestation_id = NEW.attestation_id ORDER BY c.seq DESC LIMIT 1;
  IF NEW.decided_for IS DISTINCT FROM attesta_desk_of() AND NEW.decided_for IS NOT NULL
     OR NEW.word = 'valido' AND before.decided_for IS DISTINCT FROM attesta_desk_of() AND before.decided_for IS NOT NULL THEN
    RAISE EXCEPTION 'what the Region suspended, the Region lifts' USING ERRCODE = 'insufficient_privilege', TABLE = 'status_change';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER status_change_decided_for BEFORE INSERT ON status_change FOR EACH ROW EXECUTE FUNCTION attesta_status_decided_for();

-- A letter is put into the box of whomever one's own acts are about.
DROP POLICY desk ON outbox;
CREATE POLICY desk ON outbox TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of())) WITH CHECK (
  attesta_looked_after(organisation_id)
  OR EXISTS (SELECT 1 FROM commission_request r WHERE r.organisation_id = outbox.organisation_id AND r.chamber_id = (SELECT attesta_desk_of())));

-- ------------------------------------------------------------------------------- a shared sitting, as the people of each body are told

-- Who was not heard is known to their body alone, as what was judged is (`own_people`, 0360).
CREATE POLICY own_people ON sitting_left_out AS RESTRICTIVE FOR SELECT TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = sitting_left_out.case_id));
