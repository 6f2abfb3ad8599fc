-- What a person asks of the body about their own case: to see the papers (L. 241/1990 art. 22, Reg. (EU) 2016/679 art. 15), to have a
-- decision looked at again, to correct what is wrong (art. 16). Answered once, with reasons where it is refused.

CREATE TABLE citizen_request (
  id              uuid        PRIMARY KEY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  case_id         uuid        NOT NULL REFERENCES ivc_case (id),
  kind            text        NOT NULL CHECK (kind IN ('accesso', 'riesame', 'correzione')),
  asked           text        NOT NULL CHECK (length(asked) BETWEEN 3 AND 4000),
  asked_at        timestamptz NOT NULL,
  due_on          date        NOT NULL,
  state           text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'refused')),
  answer          text        CHECK (length(answer) BETWEEN 3 AND 4000),
  answered_at     timestamptz,
  answered_by     uuid        REFERENCES account (id),
  CONSTRAINT citizen_request_answered CHECK (num_nonnulls(answer, answered_at, answered_by) = CASE state WHEN 'open' THEN 0 ELSE 3 END)
);
CREATE INDEX citizen_request_case ON citizen_request (case_id, asked_at);
CREATE INDEX citizen_request_open ON citizen_request (organisation_id, due_on) WHERE state = 'open';
-- One of each kind at a time: whoever presses twice has asked once.
CREATE UNIQUE INDEX citizen_request_one ON citizen_request (case_id, kind) WHERE state = 'open';

ALTER TABLE citizen_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk ON citizen_request TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()));
