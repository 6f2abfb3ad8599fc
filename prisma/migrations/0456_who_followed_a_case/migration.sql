-- Whoever followed a case for the body that presents it does not judge it (D.Lgs. 13/2013 art. 7 c. 1 lett. f): found by the login, not only
-- by what a Chamber wrote down of its experts. Also in the books of the body that handed the case over, which the Chamber does not read: it is
-- told which of its own experts, of the cases that were put before it, and nothing else. `acts` are those of a body (procedure.ts): who opened
-- an exam of the same case earlier has not followed it.
CREATE FUNCTION attesta_followed_by(cases uuid[], chamber uuid, acts text[]) RETURNS TABLE (case_id uuid, expert_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE book AS (
    SELECT k.id, k.id AS in_case, k.handed_from FROM ivc_case k
    WHERE k.id = ANY (cases) AND (current_setting('role') <> 'attesta_desk' OR chamber = attesta_desk_of() AND EXISTS (
      SELECT 1 FROM commission_request r WHERE r.case_id = k.id AND r.chamber_id = chamber))
    UNION SELECT b.id, k.id, k.handed_from FROM book b JOIN ivc_case k ON k.id = b.handed_from
  ), acted AS (
    SELECT b.id, t.by AS account FROM book b JOIN case_transition t ON t.case_id = b.in_case WHERE t.act = ANY (acts)
    UNION SELECT b.id, v.judged_by FROM book b JOIN case_validation v ON v.case_id = b.in_case
    UNION SELECT b.id, p.planned_by FROM book b JOIN case_plan p ON p.case_id = b.in_case
    UNION SELECT b.id, h.worked_by FROM book b JOIN case_hours h ON h.case_id = b.in_case
  )
  SELECT a.id, e.id FROM acted a JOIN expert e ON e.account_id = a.account AND e.organisation_id = chamber
$$;
REVOKE ALL ON FUNCTION attesta_followed_by(uuid[], uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attesta_followed_by(uuid[], uuid, text[]) TO attesta_desk;
CREATE INDEX case_validation_case ON case_validation (case_id);
