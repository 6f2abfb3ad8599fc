-- The reading room: whoever sits in a commission reads the evidence of its candidates, so the Chamber's desk sees the sealed bytes of those,
-- and of no others. Who of them, and until when, the reads ask (issuer/reads/reading-room.ts).
CREATE POLICY reading_room ON case_evidence_file FOR SELECT TO attesta_desk USING (EXISTS (
  SELECT 1 FROM case_evidence e JOIN commission_candidate d ON d.case_id = e.case_id
  WHERE e.id = case_evidence_file.evidence_id AND d.organisation_id = (SELECT attesta_desk_of())));
