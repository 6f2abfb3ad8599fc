-- The list of a register with a thousand volunteers and years of hours cannot add up every line each time. When the hours of the rules were
-- last reached changes with a line only, never with the day that it is: it is kept beside each volunteer, with the rules by which it was
-- counted. Whatever changes a line takes it away, so that what is kept is right or is not there; who finds nothing counts for themselves.

CREATE TABLE volunteer_reach (
  volunteer_id    uuid    PRIMARY KEY REFERENCES volunteer (id) ON DELETE CASCADE,
  organisation_id uuid    NOT NULL REFERENCES organisation (id),
  -- The rules: so many minutes in so many months.
  months          integer NOT NULL CHECK (months > 0),
  minutes         integer NOT NULL CHECK (minutes > 0),
  last_day        date,
  reached_day     date,
  reached_minutes integer CHECK (reached_minutes >= minutes),
  CONSTRAINT volunteer_reach_both CHECK ((reached_day IS NULL) = (reached_minutes IS NULL)),
  CONSTRAINT volunteer_reach_house FOREIGN KEY (volunteer_id, organisation_id) REFERENCES volunteer (id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX volunteer_reach_organisation ON volunteer_reach (organisation_id);

CREATE FUNCTION attesta_forget_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM volunteer_reach r WHERE r.volunteer_id IN (SELECT c.volunteer_id FROM changed c);
  RETURN NULL;
END
$$;
CREATE TRIGGER volunteer_hours_added AFTER INSERT ON volunteer_hours REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION attesta_forget_reach();
CREATE TRIGGER volunteer_hours_gone AFTER DELETE ON volunteer_hours REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION attesta_forget_reach();

CREATE POLICY desk ON volunteer_reach TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()));
CREATE POLICY own_insert ON volunteer_reach AS RESTRICTIVE FOR INSERT TO attesta_desk WITH CHECK (organisation_id = (SELECT attesta_desk_of()));
CREATE POLICY own_delete ON volunteer_reach AS RESTRICTIVE FOR DELETE TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()));
ALTER TABLE volunteer_reach ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON volunteer_reach FROM attesta_desk;
GRANT SELECT, INSERT, DELETE ON volunteer_reach TO attesta_desk;

-- Hours of the months that end today, without looking at any line beside them.
CREATE INDEX volunteer_hours_lately ON volunteer_hours (organisation_id, from_day) INCLUDE (until_day, volunteer_id, minutes);
