-- Who was asked to seal for a body says no, or gives up what it had taken on: from then on nothing is ordered of it. What it sealed stays good.
CREATE TABLE edc_mandate_refusal (
  mandate_id      uuid        PRIMARY KEY REFERENCES edc_mandate (id),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  refused_by      uuid        NOT NULL REFERENCES account (id),
  refused_at      timestamptz NOT NULL
);
CREATE TRIGGER edc_mandate_refusal_append_only BEFORE UPDATE OR DELETE ON edc_mandate_refusal
  FOR EACH ROW EXECUTE FUNCTION attesta_append_only();
-- As a withdrawal does: of an order and a refusal that meet one sees the other.
CREATE TRIGGER edc_mandate_refusal_held BEFORE INSERT ON edc_mandate_refusal
  FOR EACH ROW EXECUTE FUNCTION attesta_edc_mandate_held();

CREATE OR REPLACE FUNCTION attesta_edc_order_standing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mandate edc_mandate;
BEGIN
  SELECT * INTO mandate FROM edc_mandate m WHERE m.id = NEW.mandate_id FOR SHARE;
  IF mandate.organisation_id <> NEW.organisation_id OR NEW.ordered_at < mandate.valid_from OR NEW.ordered_at >= mandate.valid_until
     OR NOT EXISTS (SELECT 1 FROM edc_mandate_acceptance a WHERE a.mandate_id = NEW.mandate_id)
     OR EXISTS (SELECT 1 FROM edc_mandate_withdrawal w WHERE w.mandate_id = NEW.mandate_id)
     OR EXISTS (SELECT 1 FROM edc_mandate_refusal r WHERE r.mandate_id = NEW.mandate_id) THEN
    RAISE EXCEPTION 'the mandate is not in force'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'edc_order_standing', TABLE = 'edc_order';
  END IF;
  RETURN NEW;
END
$$;
