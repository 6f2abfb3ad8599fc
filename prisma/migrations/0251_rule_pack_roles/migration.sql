-- Who sits in a commission, the rule pack of the region says (issuer/rule-pack): its roles are names here. That one presides, that there
-- are enough for the quorum and that nobody judges themselves holds for every region.
ALTER TABLE expert DROP CONSTRAINT expert_roles_check;
ALTER TABLE expert ADD CONSTRAINT expert_roles_check
  CHECK (array_position(roles, NULL) IS NULL AND (roles = '{}' OR array_to_string(roles, ' ') ~ '^[a-z][a-z-]{1,39}( [a-z][a-z-]{1,39})*$'));
ALTER TABLE commission_member DROP CONSTRAINT commission_member_role_check;
ALTER TABLE commission_member ADD CONSTRAINT commission_member_role_check CHECK (role ~ '^[a-z][a-z-]{1,39}$');

CREATE OR REPLACE FUNCTION attesta_commission_composition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  commission uuid := NEW.id;
BEGIN
  IF (SELECT count(*) FROM commission_member m WHERE m.commission_id = commission AND m.role = 'presidente') <> 1
     OR NOT EXISTS (SELECT 1 FROM commission_member m WHERE m.commission_id = commission AND m.role <> 'presidente')
     OR (SELECT count(*) FROM commission_member m WHERE m.commission_id = commission) < NEW.quorum_required THEN
    RAISE EXCEPTION 'a commission needs one president, somebody beside them and enough members for its quorum'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'commission_composition', TABLE = 'commission';
  END IF;
  RETURN NULL;
END
$$;

-- An office of a Region that appoints where no Chamber does; the Region recognises it for its provinces like a Chamber.
ALTER TABLE organisation DROP CONSTRAINT organisation_kind_check;
ALTER TABLE organisation ADD CONSTRAINT organisation_kind_check CHECK (kind IN ('region', 'chamber', 'department', 'body', 'cpi'));
