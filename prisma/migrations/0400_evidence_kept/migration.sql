-- What a person brought is read by whoever examines, and stays until the retention of the dossier is over: its bytes go as the row does, while
-- the dossier is being written (`DURING_DOSSIER`), and afterwards by the service alone, which goes through the owner (issuer/retention).

CREATE FUNCTION attesta_evidence_written_in() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_evidence uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.evidence_id ELSE NEW.evidence_id END;
BEGIN
  IF current_user = 'attesta_desk' AND NOT EXISTS (SELECT 1 FROM case_evidence e JOIN ivc_case k ON k.id = e.case_id
      WHERE e.id = of_evidence AND e.erased_at IS NULL AND k.state IN ('accoglienza', 'individuazione', 'trasparenza_rilasciata')) THEN
    RAISE EXCEPTION 'this is not written where the case stands' USING ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER case_evidence_file_in BEFORE INSERT OR DELETE ON case_evidence_file
  FOR EACH ROW EXECUTE FUNCTION attesta_evidence_written_in();
