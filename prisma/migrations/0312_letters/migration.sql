-- A letter that its server refused for good is tried no more: when, and with which code (RFC 5321 §4.2, RFC 3463). The server's own
-- sentence is not kept: it may repeat the address.
ALTER TABLE outbox ADD COLUMN bounced_at timestamptz;
ALTER TABLE outbox ADD COLUMN bounce_code text CHECK (bounce_code ~ '^5[0-9]{2}( 5\.[0-9]{1,3}\.[0-9]{1,3})?$');
ALTER TABLE outbox ADD CONSTRAINT outbox_bounced CHECK ((bounced_at IS NULL) = (bounce_code IS NULL));
CREATE INDEX outbox_organisation ON outbox (organisation_id, id);
