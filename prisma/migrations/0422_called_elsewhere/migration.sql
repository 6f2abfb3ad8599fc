-- At which of the given instants somebody is already called to an exam, with whichever of their cases and by whichever office. It looks
-- beyond the desk that asks, and answers only that: not where, with whom, nor when the other sitting begins. A desk learns of candidates
-- that were put before it alone (`attesta_codes_of_cases`, 0330), as often as there is an hour to plan for: the instants are few.
CREATE FUNCTION attesta_called_elsewhere(
  cases uuid[], instants timestamptz[], lasting integer, person_minutes integer, most_minutes integer, travel_minutes integer,
  besides_office uuid, besides_commission uuid
) RETURNS TABLE (case_id uuid, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH code AS (
    SELECT c.case_id, c.tax_code_key, a.birth_date FROM attesta_codes_of_cases(cases) c
      JOIN ivc_case k ON k.id = c.case_id JOIN person a ON a.id = k.person_id
  ), bearer AS (
    SELECT c.case_id, p.id FROM code c JOIN person p ON p.tax_code_key = c.tax_code_key AND p.birth_date = c.birth_date
    UNION SELECT c.case_id, p.id FROM code c JOIN person_former_code f ON f.tax_code_key = c.tax_code_key
      JOIN person p ON p.id = f.person_id AND p.birth_date = c.birth_date
  ), called AS (
    SELECT DISTINCT b.case_id, s.id, s.planned_at,
      least(most_minutes, person_minutes * (SELECT count(*)::int FROM commission_candidate n WHERE n.commission_id = s.commission_id)) AS minutes
    FROM bearer b JOIN ivc_case k ON k.person_id = b.id AND k.state <> 'rinuncia' JOIN commission_candidate d ON d.case_id = k.id
      JOIN sitting s ON s.commission_id = d.commission_id
    WHERE s.state IN ('convened', 'open') AND s.organisation_id IS DISTINCT FROM besides_office
      AND s.commission_id IS DISTINCT FROM besides_commission
      AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id)
      AND NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = s.id AND l.case_id = d.case_id)
  )
  SELECT DISTINCT c.case_id, i.at FROM called c CROSS JOIN unnest(instants) AS i (at)
  WHERE CASE WHEN c.planned_at <= i.at THEN i.at - c.planned_at < make_interval(mins => c.minutes + travel_minutes)
             ELSE c.planned_at - i.at < make_interval(mins => lasting + travel_minutes) END
$$;
REVOKE ALL ON FUNCTION attesta_called_elsewhere(uuid[], timestamptz[], integer, integer, integer, integer, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attesta_called_elsewhere(uuid[], timestamptz[], integer, integer, integer, integer, uuid, uuid) TO attesta_desk;
