/**
 * When anything was last done in a case `k`, as SQL: from there the years of the rules are counted. A move, but also what comes after the
 * last one: an act that is suspended or annulled, hours that are accounted for (Reg. (EU) 2021/1060 art. 82), a request or a rettifica that is answered.
 */
export const LAST_STEP = `(SELECT max(step.at) FROM (
    SELECT t.at FROM case_transition t WHERE t.case_id = k.id
    UNION ALL SELECT c.created_at FROM status_change c JOIN attestation a ON a.id = c.attestation_id WHERE a.case_id = k.id
    UNION ALL SELECT h.recorded_at FROM case_hours h WHERE h.case_id = k.id
    UNION ALL SELECT x.answered_at FROM correction x WHERE x.case_id = k.id
    UNION ALL SELECT r.answered_at FROM citizen_request r WHERE r.case_id = k.id) AS step)`

const WORD = `coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido')`

/**
 * What keeps the dossier of a case `k` although its time is over, as SQL: a request of the person that nobody has answered (who asks for
 * their papers is not to find them gone), an act that is suspended, and one that is being corrected, since both are decided on the papers:
 * a rettifica is open until the Chamber has answered and, where it sealed or the Region ordered, until another act stands for this one.
 */
export const STILL_NEEDED = `(EXISTS (SELECT 1 FROM citizen_request r WHERE r.case_id = k.id AND r.state = 'open')
    OR EXISTS (SELECT 1 FROM correction x WHERE x.case_id = k.id AND x.answer IS NULL)
    OR EXISTS (SELECT 1 FROM attestation a WHERE a.case_id = k.id AND (${WORD} = 'sospeso' OR ${WORD} = 'valido'
      AND (EXISTS (SELECT 1 FROM correction x WHERE x.attestation_id = a.id AND x.answer = 'sealed')
        OR EXISTS (SELECT 1 FROM correction_order o WHERE o.attestation_id = a.id)))))`
