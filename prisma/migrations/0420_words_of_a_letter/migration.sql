-- What a letter to a member of a commission said, and to which address it went, as it left: what is looked up later may say something else.
-- Letters to candidates keep ids alone, and no desk writes this: whoever sends does.
ALTER TABLE outbox ADD COLUMN said jsonb CHECK (said IS NULL OR topic IN ('member.appointed', 'member.revoked', 'dossier.ready', 'signature.wanted'));
CREATE INDEX outbox_to_members ON outbox (organisation_id, (payload->>'expertId'))
  WHERE topic IN ('member.appointed', 'member.revoked', 'dossier.ready', 'signature.wanted');
