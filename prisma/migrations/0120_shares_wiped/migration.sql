-- A link that ended in whatever way keeps its row, so that it can say why, and nothing of what it led to.
ALTER TABLE share
  DROP CONSTRAINT share_wiped_when_revoked,
  ADD CONSTRAINT share_wiped_when_revoked CHECK (revoked_at IS NULL OR ciphertext IS NULL);
UPDATE share SET ciphertext = NULL WHERE views >= max_views OR expires_at <= now();
ALTER TABLE share ADD CONSTRAINT share_wiped_when_used_up CHECK (views < max_views OR ciphertext IS NULL);
CREATE INDEX share_to_wipe ON share (expires_at) WHERE ciphertext IS NOT NULL;
