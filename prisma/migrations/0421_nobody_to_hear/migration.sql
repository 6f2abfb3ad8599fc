-- A sitting that opened and in which nobody is left to be heard can be called off as one that was never held: no decision can come of it.
-- A candidate whom the desk cannot see counts as one who is there.
CREATE OR REPLACE FUNCTION attesta_revocation_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The row lock makes whoever opens the sitting, or writes its minutes, at this moment wait, and then find the revocation.
  PERFORM 1 FROM sitting s WHERE s.commission_id = NEW.commission_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM sitting s WHERE s.commission_id = NEW.commission_id AND s.state <> 'convened'
      AND (s.state <> 'open' OR EXISTS (
        SELECT 1 FROM commission_candidate d LEFT JOIN ivc_case k ON k.id = d.case_id
        WHERE d.commission_id = s.commission_id AND k.state IS DISTINCT FROM 'rinuncia'
          AND NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = s.id AND l.case_id = d.case_id)))) THEN
    RAISE EXCEPTION 'a commission that has sat is not revoked'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'commission_revocation_in_time', TABLE = 'commission_revocation';
  END IF;
  RETURN NEW;
END
$$;
