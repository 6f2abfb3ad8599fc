-- Two records that were recognised as one person (0361) may both be in the register of volunteers, each with hours. Hours stay where they were
-- written; the register and its rules take the records together: one line in the list, one day of 24 hours, one sum.

-- All the records of one volunteer, the one that the register goes by first: the person's own, else the oldest by id.
CREATE FUNCTION attesta_same_volunteer(of_volunteer uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT w.id FROM volunteer v JOIN person p ON p.id = v.person_id
    JOIN person t ON t.id = coalesce(p.same_as, p.id) OR t.same_as = coalesce(p.same_as, p.id)
    JOIN volunteer w ON w.person_id = t.id AND w.organisation_id = v.organisation_id
  WHERE v.id = of_volunteer ORDER BY t.same_as NULLS FIRST, w.id
$$;

-- What is kept of the hours (0381) is kept of all the records together.
CREATE OR REPLACE FUNCTION attesta_forget_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM volunteer_reach r USING (SELECT DISTINCT c.volunteer_id FROM changed c) c
  WHERE r.volunteer_id = c.volunteer_id OR r.volunteer_id IN (SELECT attesta_same_volunteer(c.volunteer_id));
  RETURN NULL;
END
$$;
CREATE FUNCTION attesta_forget_reach_of_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM volunteer_reach r USING volunteer v
  WHERE v.id = r.volunteer_id AND v.person_id IN (NEW.id, NEW.same_as, OLD.same_as);
  RETURN NULL;
END
$$;
CREATE TRIGGER person_recognised AFTER UPDATE OF same_as ON person FOR EACH ROW WHEN (NEW.same_as IS DISTINCT FROM OLD.same_as)
  EXECUTE FUNCTION attesta_forget_reach_of_one();

-- As 0380, over all the records of one person. Hours that stood on both before they were recognised stay as they were written: only a new
-- line is held against them.
CREATE OR REPLACE FUNCTION attesta_hours_fit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- One change of somebody's hours at a time: two that fit each by itself need not fit together.
  PERFORM 1 FROM volunteer v WHERE v.id IN (SELECT s.id FROM (SELECT DISTINCT m.volunteer_id FROM made m) d
    CROSS JOIN LATERAL attesta_same_volunteer(d.volunteer_id) AS s (id)) ORDER BY v.id FOR UPDATE;
  IF EXISTS (
    SELECT 1 FROM made m JOIN volunteer v ON v.id = m.volunteer_id JOIN person p ON p.id = v.person_id
    WHERE m.reverses IS NULL AND m.from_day < p.birth_date) THEN
    RAISE EXCEPTION 'hours before somebody was born'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_hours_born', TABLE = 'volunteer_hours';
  END IF;
  IF EXISTS (
    WITH records AS MATERIALIZED (
      SELECT d.volunteer_id AS made_of, s.id, first_value(s.id) OVER (PARTITION BY d.volunteer_id ORDER BY s.nth) AS one
      FROM (SELECT DISTINCT m.volunteer_id FROM made m WHERE m.reverses IS NULL) d
        CROSS JOIN LATERAL attesta_same_volunteer(d.volunteer_id) WITH ORDINALITY AS s (id, nth)),
    live AS (
      -- What was taken back has its opposite on the same days.
      SELECT r.one AS volunteer_id, h.from_day, h.until_day, sum(h.minutes) AS minutes
      FROM volunteer_hours h JOIN (SELECT DISTINCT id, one FROM records) r ON r.id = h.volunteer_id
      GROUP BY r.one, h.from_day, h.until_day HAVING sum(h.minutes) > 0),
    edges AS (
      SELECT l.*, l.from_day > max(l.until_day) OVER (PARTITION BY l.volunteer_id ORDER BY l.from_day, l.until_day
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS apart FROM live l),
    groups AS (
      SELECT g.volunteer_id, array_agg(g.from_day) AS froms, array_agg(g.until_day) AS untils, array_agg(g.minutes) AS each
      FROM (SELECT e.*, count(*) FILTER (WHERE e.apart) OVER (PARTITION BY e.volunteer_id ORDER BY e.from_day, e.until_day) AS nth FROM edges e) g
      GROUP BY g.volunteer_id, g.nth),
    full_days AS MATERIALIZED (
      SELECT g.volunteer_id, s.from_day, s.until_day FROM groups g CROSS JOIN LATERAL (
        SELECT a.from_day, l.until_day, sum(l.minutes) OVER (PARTITION BY a.from_day ORDER BY l.until_day) AS minutes
        FROM (SELECT DISTINCT f.from_day FROM unnest(g.froms) AS f (from_day)) a
          JOIN unnest(g.froms, g.untils, g.each) AS l (from_day, until_day, minutes) ON l.from_day >= a.from_day) s
      WHERE s.minutes > 1440 * (s.until_day - s.from_day + 1))
    SELECT 1 FROM full_days d JOIN records r ON r.one = d.volunteer_id
      JOIN made m ON m.volunteer_id = r.made_of AND m.reverses IS NULL AND m.from_day >= d.from_day AND m.until_day <= d.until_day) THEN
    RAISE EXCEPTION 'more than 24 hours on one day'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_hours_fit', TABLE = 'volunteer_hours';
  END IF;
  RETURN NULL;
END
$$;
