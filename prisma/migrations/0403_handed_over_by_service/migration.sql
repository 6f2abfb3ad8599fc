-- A case is handed over in the books of two bodies, by the service, beyond every desk (`hand-over.ts`): no desk says that it was, neither of a
-- case that it has nor of one that it begins. What was handed over is taken on where the procedure lets it be handed on.

REVOKE UPDATE (handed_to) ON ivc_case FROM attesta_desk;
CREATE POLICY own_act ON ivc_case AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (
  state = 'accoglienza' AND num_nonnulls(handed_from, handed_from_body, handed_reason, handed_to, taken_on_at, taken_on_by) = 0);
CREATE FUNCTION attesta_taken_on_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'attesta_desk' AND (OLD.handed_from IS NULL OR NEW.taken_on_at IS NULL OR NEW.taken_on_by IS NULL
      OR NOT attesta_case_move(OLD.state, 'passata')) THEN
    RAISE EXCEPTION 'this is not written where the case stands' USING ERRCODE = 'insufficient_privilege', TABLE = 'ivc_case';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER ivc_case_taken_on BEFORE UPDATE OF taken_on_at, taken_on_by ON ivc_case FOR EACH ROW EXECUTE FUNCTION attesta_taken_on_in();
