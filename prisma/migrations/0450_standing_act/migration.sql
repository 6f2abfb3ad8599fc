-- What a case rests on: its last act of a kind that none replaced, also one that another body sealed before it handed the case over. A desk
-- asks about a case of its own or one that was put before it, and learns what the status list says to anybody; what was sealed only the
-- body that has the case reads.
CREATE FUNCTION attesta_act_beneath(of_case uuid, of_kind text)
RETURNS TABLE (attestation_id uuid, case_id uuid, number text, word text, record jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE way (id, before, own) AS (
    SELECT k.id, k.handed_from, attesta_desk_of() IS NULL OR k.organisation_id = attesta_desk_of() FROM ivc_case k
    WHERE k.id = of_case AND (attesta_desk_of() IS NULL OR k.organisation_id = attesta_desk_of()
      OR EXISTS (SELECT 1 FROM commission_request r WHERE r.case_id = k.id AND r.chamber_id = attesta_desk_of()))
    UNION ALL SELECT k.id, k.handed_from, w.own FROM way w JOIN ivc_case k ON k.id = w.before
  )
  SELECT a.id, a.case_id, a.number,
    coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido'),
    CASE WHEN w.own THEN a.record END
  FROM way w JOIN attestation a ON a.case_id = w.id
  WHERE a.kind = of_kind AND NOT EXISTS (SELECT 1 FROM attestation n WHERE n.replaces = a.id)
  ORDER BY a.released_at DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION attesta_act_beneath(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attesta_act_beneath(uuid, text) TO attesta_desk;

-- The kind of act on which a case goes to the exam: the document of validation, or, by way of exception, the one of trasparenza.
CREATE FUNCTION attesta_rests_on(of_case uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM case_transition t WHERE t.case_id = of_case AND t.act = 'request-commission-by-exception')
    THEN 'trasparenza' ELSE 'validazione' END
$$;

-- No case goes to the exam, through it or to its certificate on an act that is suspended or annulled, by whatever door; who annuls it at this
-- moment is waited for.
CREATE FUNCTION attesta_rests_on_standing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  kind text;
  beneath uuid;
BEGIN
  kind := CASE NEW.act WHEN 'request-commission-by-exception' THEN 'trasparenza' WHEN 'request-commission' THEN 'validazione'
    ELSE attesta_rests_on(NEW.case_id) END;
  SELECT b.attestation_id INTO beneath FROM attesta_act_beneath(NEW.case_id, kind) b;
  PERFORM 1 FROM attestation a WHERE a.id = beneath FOR SHARE;
  IF EXISTS (SELECT 1 FROM attesta_act_beneath(NEW.case_id, kind) b WHERE b.word <> 'valido') THEN
    RAISE EXCEPTION 'the act on which the case rests does not stand' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_rests_on_standing', TABLE = 'case_transition';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER case_rests_on_standing BEFORE INSERT ON case_transition FOR EACH ROW
  WHEN (NEW.act IN ('request-commission', 'request-commission-by-exception', 'appoint', 'sign-minutes', 'register', 'release'))
  EXECUTE FUNCTION attesta_rests_on_standing();

-- Whoever's act fell while they wait is left out of the sitting, which goes on for the others.
ALTER TABLE sitting_left_out DROP CONSTRAINT sitting_left_out_why_check;
ALTER TABLE sitting_left_out ADD CONSTRAINT sitting_left_out_why_check CHECK (why IN ('assente', 'rinuncia', 'conflitto', 'atto'));
