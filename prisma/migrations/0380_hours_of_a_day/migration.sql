-- What hours of volunteering can be, whoever writes them and by whichever door: done already, by somebody who was born, and no more than a
-- day has. Lines of several days are laid out as kindly as they can be: they fit where no days, taken together, hold more than 24 hours
-- each of what lies wholly within them.

ALTER TABLE volunteer_hours ADD CONSTRAINT volunteer_hours_done CHECK (until_day <= (recorded_at AT TIME ZONE 'Europe/Rome')::date);

CREATE FUNCTION attesta_hours_fit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- One change of somebody's hours at a time: two that fit each by itself need not fit together.
  PERFORM 1 FROM volunteer v WHERE v.id IN (SELECT m.volunteer_id FROM made m) ORDER BY v.id FOR UPDATE;
  IF EXISTS (
    SELECT 1 FROM made m JOIN volunteer v ON v.id = m.volunteer_id JOIN person p ON p.id = v.person_id
    WHERE m.reverses IS NULL AND m.from_day < p.birth_date) THEN
    RAISE EXCEPTION 'hours before somebody was born'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_hours_born', TABLE = 'volunteer_hours';
  END IF;
  IF EXISTS (
    WITH live AS (
      -- What was taken back has its opposite on the same days.
      SELECT h.volunteer_id, h.from_day, h.until_day, sum(h.minutes) AS minutes FROM volunteer_hours h
      WHERE h.volunteer_id IN (SELECT m.volunteer_id FROM made m WHERE m.reverses IS NULL)
      GROUP BY h.volunteer_id, h.from_day, h.until_day HAVING sum(h.minutes) > 0),
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
    SELECT 1 FROM full_days d JOIN made m ON m.volunteer_id = d.volunteer_id AND m.from_day >= d.from_day AND m.until_day <= d.until_day) THEN
    RAISE EXCEPTION 'more than 24 hours on one day'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_hours_fit', TABLE = 'volunteer_hours';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER volunteer_hours_fit AFTER INSERT ON volunteer_hours REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION attesta_hours_fit();
