-- What a person sent goes once the body has decided about it, and where it was taken in it is evidence by then (`decide-upload.ts`). A desk that
-- only removes it is refused at the end of the transaction; what the service erases goes through the owner.

CREATE FUNCTION attesta_upload_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'attesta_desk' AND NOT EXISTS (SELECT 1 FROM citizen_upload u WHERE u.id = OLD.upload_id AND (u.state = 'refused'
      OR u.state = 'accepted' AND EXISTS (SELECT 1 FROM case_evidence_file f WHERE f.evidence_id = u.id AND f.sealed = OLD.sealed))) THEN
    RAISE EXCEPTION 'what a person sent is decided about' USING ERRCODE = 'insufficient_privilege', TABLE = 'citizen_upload_file';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER citizen_upload_file_decided AFTER DELETE ON citizen_upload_file DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION attesta_upload_decided();

-- Records are recognised as one when a code changes (`change-tax-code.ts`), and none begins as somebody else's.
CREATE POLICY own_act ON person AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (same_as IS NULL);
