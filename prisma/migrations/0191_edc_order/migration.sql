-- A body takes a mandate back: from then on it orders nothing to be sealed by it. What was ordered before stays good.
CREATE TABLE edc_mandate_withdrawal (
  mandate_id      uuid        PRIMARY KEY REFERENCES edc_mandate (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  withdrawn_by    uuid        NOT NULL REFERENCES account (id),
  withdrawn_at    timestamptz NOT NULL
);
CREATE TRIGGER edc_mandate_withdrawal_append_only BEFORE UPDATE OR DELETE ON edc_mandate_withdrawal
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- Each document that a body is about to order to be sealed for it, by the digest that it signs.
CREATE TABLE edc_order (
  id              uuid        PRIMARY KEY,
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  mandate_id      uuid        NOT NULL REFERENCES edc_mandate (id),
  attestation_id  uuid        NOT NULL REFERENCES attestation (id),
  document        text        NOT NULL,
  kid             text        NOT NULL,
  ordered_at      timestamptz NOT NULL
);
CREATE INDEX edc_order_mandate ON edc_order (mandate_id, ordered_at);
CREATE INDEX edc_order_attestation ON edc_order (attestation_id);
CREATE TRIGGER edc_order_append_only BEFORE UPDATE OR DELETE ON edc_order
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();

-- Both lock the mandate, so that of an order and a withdrawal that meet one sees the other.
CREATE FUNCTION attesta_edc_order_standing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mandate edc_mandate;
BEGIN
  SELECT * INTO mandate FROM edc_mandate m WHERE m.id = NEW.mandate_id FOR SHARE;
  IF mandate.organisation_id <> NEW.organisation_id OR NEW.ordered_at < mandate.valid_from OR NEW.ordered_at >= mandate.valid_until
     OR NOT EXISTS (SELECT 1 FROM edc_mandate_acceptance a WHERE a.mandate_id = NEW.mandate_id)
     OR EXISTS (SELECT 1 FROM edc_mandate_withdrawal w WHERE w.mandate_id = NEW.mandate_id) THEN
    RAISE EXCEPTION 'the mandate is not in force'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'edc_order_standing', TABLE = 'edc_order';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER edc_order_standing BEFORE INSERT ON edc_order FOR EACH ROW EXECUTE FUNCTION attesta_edc_order_standing();

CREATE FUNCTION attesta_edc_mandate_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM edc_mandate m WHERE m.id = NEW.mandate_id FOR UPDATE;
  RETURN NEW;
END
$$;
CREATE TRIGGER edc_mandate_withdrawal_held BEFORE INSERT ON edc_mandate_withdrawal
  FOR EACH ROW EXECUTE FUNCTION attesta_edc_mandate_held();
