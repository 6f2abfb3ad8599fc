-- What members are owed follows from what happened (a sitting whose minutes are closed, who was present, how many were heard) and from
-- the rule pack. What is written down here is what was paid: a line more, never a line changed; a mistake is taken back by its opposite.

CREATE TABLE fee_payment (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  sitting_id      uuid        NOT NULL REFERENCES minutes (sitting_id),
  expert_id       uuid        NOT NULL REFERENCES expert (id),
  -- Of the payment itself, or of the one that this line takes back.
  cents           integer     NOT NULL CHECK (cents <> 0),
  paid_on         date        NOT NULL,
  -- Number of the payment order, as the Chamber's accounts have it.
  reference       text        NOT NULL CHECK (length(reference) BETWEEN 3 AND 80),
  reverses        uuid        REFERENCES fee_payment (id),
  recorded_at     timestamptz NOT NULL,
  recorded_by     uuid        NOT NULL REFERENCES account (id),
  CONSTRAINT fee_payment_sign CHECK ((cents < 0) = (reverses IS NOT NULL)),
  CONSTRAINT fee_payment_present FOREIGN KEY (sitting_id, expert_id) REFERENCES sitting_presence (sitting_id, expert_id)
);
CREATE UNIQUE INDEX fee_payment_reversed_once ON fee_payment (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX fee_payment_of ON fee_payment (sitting_id, expert_id);
CREATE TRIGGER fee_payment_append_only BEFORE UPDATE OR DELETE ON fee_payment FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
CREATE POLICY desk ON fee_payment TO attesta_desk USING (organisation_id = (SELECT attesta_desk_of()));
ALTER TABLE fee_payment ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON fee_payment TO attesta_desk;
