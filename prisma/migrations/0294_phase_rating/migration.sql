-- Two questions after each phase. What was answered is kept without whose it is, by the month: the body cannot tell, and the Region sees
-- sums from five answers up. That a person has answered is kept apart, so that each answers once. No desk reads either table.

CREATE TABLE phase_rating (
  id              uuid    PRIMARY KEY,
  organisation_id uuid    NOT NULL REFERENCES organisation (id),
  phase           text    NOT NULL CHECK (phase IN ('accoglienza', 'individuazione', 'validazione', 'esame')),
  month           date    NOT NULL CHECK (extract(day FROM month) = 1),
  explained       integer NOT NULL CHECK (explained BETWEEN 1 AND 5),
  helped          integer NOT NULL CHECK (helped BETWEEN 1 AND 5),
  word            text    CHECK (length(word) BETWEEN 1 AND 500)
);
CREATE INDEX phase_rating_body ON phase_rating (organisation_id, month);

CREATE TABLE phase_rated (
  case_id uuid NOT NULL REFERENCES ivc_case (id),
  phase   text NOT NULL,
  PRIMARY KEY (case_id, phase)
);

ALTER TABLE phase_rating ENABLE ROW LEVEL SECURITY;
ALTER TABLE phase_rated ENABLE ROW LEVEL SECURITY;
