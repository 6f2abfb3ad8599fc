-- The records of one volunteer (0395) are found by index, each by itself: asked for with an OR they were looked for among all people of the
-- body, once for each line of a file. What is kept of the hours was held against every volunteer of the register; hours that changed name
-- their records once now.

CREATE OR REPLACE FUNCTION attesta_same_volunteer(of_volunteer uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 1 AS $$
  WITH root AS MATERIALIZED (
    SELECT coalesce(p.same_as, p.id) AS id, v.organisation_id FROM volunteer v JOIN person p ON p.id = v.person_id WHERE v.id = of_volunteer)
  SELECT s.id FROM (
    SELECT w.id, 0 AS nth FROM root r JOIN volunteer w ON w.person_id = r.id AND w.organisation_id = r.organisation_id
    UNION ALL
    SELECT w.id, 1 FROM root r JOIN person t ON t.same_as = r.id JOIN volunteer w ON w.person_id = t.id AND w.organisation_id = r.organisation_id
  ) s ORDER BY s.nth, s.id
$$;

CREATE OR REPLACE FUNCTION attesta_forget_reach() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  records uuid[] := ARRAY(SELECT s.id FROM (SELECT DISTINCT c.volunteer_id FROM changed c) d
    CROSS JOIN LATERAL attesta_same_volunteer(d.volunteer_id) AS s (id));
BEGIN
  -- Of a volunteer who is gone with their hours no record is found, and what is kept of them goes by their own id.
  DELETE FROM volunteer_reach r WHERE r.volunteer_id = ANY (records) OR r.volunteer_id IN (SELECT c.volunteer_id FROM changed c);
  RETURN NULL;
END
$$;
