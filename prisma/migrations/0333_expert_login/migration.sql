-- One login is one person of a roster: whoever signs as a member signs as themselves.
CREATE UNIQUE INDEX expert_login ON expert (organisation_id, account_id);
