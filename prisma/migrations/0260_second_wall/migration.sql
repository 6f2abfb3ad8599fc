-- The second wall between organisations (security.md §2 row 46). The first is in the code: every read and every step takes an actor and
-- asks only for what is theirs. What the console asks goes through the role `attesta_desk`, whose seat is one organisation
-- (`attesta.organisation`); a query that forgot to ask for whose it is sees nothing of others. Jobs, wallets and public pages, which
-- belong to no desk, go through the owner.

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'attesta_desk') THEN
    CREATE ROLE attesta_desk NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of the same server made it at this moment
END
$$;
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'attesta_desk', 'MEMBER') THEN
    EXECUTE format('GRANT attesta_desk TO %I', current_user);
  END IF;
END
$$;
GRANT USAGE ON SCHEMA public TO attesta_desk;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO attesta_desk;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO attesta_desk;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO attesta_desk;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO attesta_desk;
REVOKE ALL ON session, login_attempt, _prisma_migrations FROM attesta_desk;

-- Whose desk it is; nobody's sees nothing.
CREATE FUNCTION attesta_desk_of() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('attesta.organisation', true), '')::uuid
$$;

CREATE INDEX ivc_case_person_cases ON ivc_case (person_id);
CREATE INDEX commission_candidate_body ON commission_candidate (body_id);
CREATE INDEX commission_member_expert ON commission_member (expert_id);

-- A case belongs to the desk of its body, and is seen by the Chamber that was asked about it.
CREATE POLICY desk ON ivc_case TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of())
  OR id IN (SELECT r.case_id FROM commission_request r WHERE r.chamber_id = (SELECT attesta_desk_of())));
CREATE POLICY desk ON commission_request TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR chamber_id = (SELECT attesta_desk_of()));
CREATE POLICY desk ON person TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR EXISTS (SELECT 1 FROM ivc_case k WHERE k.person_id = person.id));
CREATE POLICY desk ON case_reason TO attesta_desk USING (EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = case_reason.case_id));

-- What the rows of a case say is seen with the case.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['case_competence', 'case_document', 'case_transition', 'case_reception', 'case_experience', 'case_support',
    'case_evidence', 'case_key', 'case_hours', 'case_application', 'case_plan', 'case_validation'] LOOP
    EXECUTE format('CREATE POLICY desk ON %1$I TO attesta_desk USING (EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = %1$I.case_id))', name);
  END LOOP;
  -- What an organisation keeps for itself.
  FOREACH name IN ARRAY ARRAY['person_former_code', 'case_evidence_file', 'attestation', 'status_change', 'credential_offer', 'rendering', 'badge_copy',
    'learner_record', 'learner_record_copy', 'audit', 'idempotency', 'expert_tie'] LOOP
    EXECUTE format('CREATE POLICY desk ON %1$I TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()))', name);
  END LOOP;
END
$$;

-- A commission is the Chamber's, and seen by the bodies whose candidates it examines; so is all that it does.
CREATE POLICY desk ON commission_candidate TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR body_id = (SELECT attesta_desk_of()));
CREATE POLICY desk ON commission TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of())
  OR EXISTS (SELECT 1 FROM commission_candidate d WHERE d.commission_id = commission.id AND d.body_id = (SELECT attesta_desk_of())));
CREATE POLICY desk ON commission_member TO attesta_desk USING (EXISTS (SELECT 1 FROM commission c WHERE c.id = commission_member.commission_id));
CREATE POLICY desk ON expert TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR EXISTS (SELECT 1 FROM commission_member m WHERE m.expert_id = expert.id));
CREATE POLICY desk ON sitting TO attesta_desk USING (EXISTS (SELECT 1 FROM commission c WHERE c.id = sitting.commission_id));
CREATE POLICY desk ON sitting_declaration TO attesta_desk USING (EXISTS (SELECT 1 FROM sitting s WHERE s.id = sitting_declaration.sitting_id));
CREATE POLICY desk ON sitting_presence TO attesta_desk USING (EXISTS (SELECT 1 FROM sitting s WHERE s.id = sitting_presence.sitting_id));
CREATE POLICY desk ON judgement TO attesta_desk USING (EXISTS (SELECT 1 FROM sitting s WHERE s.id = judgement.sitting_id));
CREATE POLICY desk ON minutes TO attesta_desk USING (EXISTS (SELECT 1 FROM sitting s WHERE s.id = minutes.sitting_id));
CREATE POLICY desk ON decision TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR body_id = (SELECT attesta_desk_of()));
CREATE POLICY desk ON decision_outcome TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of()) OR EXISTS (SELECT 1 FROM decision d WHERE d.id = decision_outcome.decision_id));

DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'public' AND policyname = 'desk' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END
$$;
