-- A role is granted by four eyes: one administrator proposes it, with its reason and its days, another confirms it; nobody confirms
-- their own proposal, nor what they would gain by. What was proposed and refused stays readable.
CREATE TABLE membership_grant (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  account_id      uuid        NOT NULL REFERENCES account (id),
  role            text        NOT NULL CHECK (role IN ('officer', 'chamber', 'member', 'region')),
  tasks           text[]      NOT NULL DEFAULT '{}',
  valid_from      timestamptz NOT NULL,
  valid_until     timestamptz NOT NULL,
  reason          text        NOT NULL CHECK (length(reason) BETWEEN 3 AND 2000),
  proposed_by     uuid        NOT NULL REFERENCES account (id),
  proposed_at     timestamptz NOT NULL,
  decided_by      uuid        REFERENCES account (id),
  decided_at      timestamptz,
  decision        text        CHECK (decision IN ('confirmed', 'refused')),
  decision_reason text,
  CONSTRAINT membership_grant_interval CHECK (valid_from < valid_until AND valid_until < 'infinity'),
  CONSTRAINT membership_grant_decided CHECK (num_nonnulls(decided_by, decided_at, decision) IN (0, 3)),
  CONSTRAINT membership_grant_refused CHECK (decision IS DISTINCT FROM 'refused' OR length(decision_reason) BETWEEN 3 AND 2000),
  CONSTRAINT membership_grant_four_eyes CHECK (decided_by <> proposed_by AND proposed_by <> account_id
    AND (decision = 'refused' OR decided_by <> account_id))
);
CREATE UNIQUE INDEX membership_grant_open ON membership_grant (organisation_id, account_id, role) WHERE decision IS NULL;
CREATE INDEX membership_grant_organisation ON membership_grant (organisation_id, proposed_at DESC);

-- Seen at the desk of the organisation, and at that of the Region that answers for it.
CREATE POLICY desk ON membership_grant TO attesta_desk USING (
  organisation_id = (SELECT attesta_desk_of())
  OR EXISTS (SELECT 1 FROM organisation o WHERE o.id = membership_grant.organisation_id AND o.registered_by = (SELECT attesta_desk_of()))
  OR EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = membership_grant.organisation_id
    AND r.recogniser_id = (SELECT attesta_desk_of())));
ALTER TABLE membership_grant ENABLE ROW LEVEL SECURITY;
CREATE INDEX membership_organisation ON membership (organisation_id, valid_until);

-- Who may propose and confirm is a task like the others; until somebody else has it, the Region's people do.
UPDATE membership SET tasks = array_append(tasks, 'administration') WHERE role = 'region';
