-- A sitting is convened by the appointment that it belongs to, opened once, signed on a text that stands, and closed by its minutes. By
-- whatever door a Chamber writes it.

CREATE FUNCTION attesta_sitting_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'attesta_desk' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = 'convened' AND NEW.opened_by IS NULL
       AND EXISTS (SELECT 1 FROM commission_member m WHERE m.commission_id = NEW.commission_id)
       AND EXISTS (SELECT 1 FROM commission_candidate d WHERE d.commission_id = NEW.commission_id)
       AND NOT EXISTS (SELECT 1 FROM sitting s WHERE s.commission_id = NEW.commission_id) THEN
      RETURN NEW;
    END IF;
  ELSIF NEW.state = OLD.state OR OLD.state = 'convened' THEN
    IF (NEW.opened_at, NEW.opened_by) IS NOT DISTINCT FROM (OLD.opened_at, OLD.opened_by) AND NEW.state = OLD.state
       OR NEW.state = 'open' AND OLD.state = 'convened' AND NEW.opened_by IS NOT NULL THEN
      RETURN NEW;
    END IF;
  ELSIF (NEW.opened_at, NEW.opened_by) IS NOT DISTINCT FROM (OLD.opened_at, OLD.opened_by) THEN
    IF OLD.state = 'signing' AND NEW.state = 'closed' AND EXISTS (SELECT 1 FROM minutes m WHERE m.sitting_id = NEW.id) THEN RETURN NEW; END IF;
    IF (OLD.state, NEW.state) IN (('open', 'signing'), ('signing', 'open')) AND NOT EXISTS (SELECT 1 FROM minutes m WHERE m.sitting_id = NEW.id)
       AND (NEW.state = 'signing') = EXISTS (SELECT 1 FROM minutes_text t WHERE t.sitting_id = NEW.id
         AND NOT EXISTS (SELECT 1 FROM minutes_rewrite r WHERE r.text_id = t.id)) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a sitting goes from its appointment to its minutes' USING ERRCODE = 'insufficient_privilege', TABLE = 'sitting';
END
$$;
CREATE TRIGGER sitting_in_order BEFORE INSERT OR UPDATE ON sitting FOR EACH ROW EXECUTE FUNCTION attesta_sitting_in_order();

-- Whoever is to be heard was asked about, and the answer is this commission: looked at when the appointment is written whole.
CREATE FUNCTION attesta_sitting_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'attesta_desk' AND EXISTS (SELECT 1 FROM commission_candidate d WHERE d.commission_id = NEW.commission_id
      AND NOT EXISTS (SELECT 1 FROM commission_request r WHERE r.case_id = d.case_id AND r.commission_id = d.commission_id)) THEN
    RAISE EXCEPTION 'a sitting that nobody was asked for' USING ERRCODE = 'insufficient_privilege', TABLE = 'sitting';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER sitting_answers AFTER INSERT ON sitting DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION attesta_sitting_answers();
