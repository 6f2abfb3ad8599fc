-- A candidate is left out of a sitting by an act on their case, which then waits for another commission. A row without that act would hide
-- the sitting (0421) and leave the case in an exam that nobody holds. Looked at when everything is written, since the two are written one
-- after the other; one act for each row. Whoever gave up before it opened has left by their own act.
CREATE FUNCTION attesta_left_out_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'attesta_desk' OR (NEW.why = 'rinuncia'
      AND EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = NEW.case_id AND k.state = 'rinuncia')) THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM case_transition t
        WHERE t.case_id = NEW.case_id AND t.act = 'leave-out' AND t.at = NEW.recorded_at AND t.by = NEW.recorded_by)
      OR EXISTS (SELECT 1 FROM ivc_case k WHERE k.id = NEW.case_id AND k.state = 'esame_aperto')
      OR EXISTS (SELECT 1 FROM sitting_left_out l
        WHERE l.case_id = NEW.case_id AND l.recorded_at = NEW.recorded_at AND l.sitting_id <> NEW.sitting_id)
      OR NOT EXISTS (SELECT 1 FROM sitting s JOIN commission_candidate d ON d.commission_id = s.commission_id
        WHERE s.id = NEW.sitting_id AND d.case_id = NEW.case_id) THEN
    RAISE EXCEPTION 'left out of a sitting, and the case still in its exam'
      USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'sitting_left_out_moved', TABLE = 'sitting_left_out';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER sitting_left_out_moved AFTER INSERT ON sitting_left_out DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION attesta_left_out_moved();
