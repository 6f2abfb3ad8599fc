-- A Region puts in the Atlante in the same way as its repertory: by release, seen as a difference, accepted by another person from a day
-- on. What a release holds is counted once, so that a list of releases reads no contents.
ALTER TABLE repertory_release ADD COLUMN kind text NOT NULL DEFAULT 'qrsp' CHECK (kind IN ('qrsp', 'atlante'));
ALTER TABLE repertory_release ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE repertory_release ADD COLUMN counts jsonb NOT NULL DEFAULT '{}';
UPDATE repertory_release SET counts = jsonb_build_object(
  'profiles', jsonb_array_length(content->'profiles'), 'competences', jsonb_array_length(content->'competences'));
ALTER TABLE repertory_release ALTER COLUMN counts DROP DEFAULT;
DROP INDEX repertory_release_in_force;
CREATE INDEX repertory_release_in_force ON repertory_release (organisation_id, kind, decision, valid_from DESC);
-- Activities that were written down before say where they stand in the Atlante too, as far as anybody knows.
UPDATE case_experience SET activities = (
  SELECT jsonb_agg('{"area": {"code": "", "name": ""}, "sector": "", "process": "", "sequence": "", "competences": [], "demo": false}'::jsonb || a ORDER BY n)
  FROM jsonb_array_elements(activities) WITH ORDINALITY AS x (a, n)) WHERE activities <> '[]';
