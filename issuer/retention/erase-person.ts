import { randomInt } from 'node:crypto'
import type { Transaction } from '../db/database.ts'

const GONE = 'cancellato'

/**
 * Takes away who somebody was, once nothing that stays needs it: no act, no application, no commission, no hours as a volunteer, no former
 * code, and no case whose dossier is still kept. The row stays, since cases point to it. Called when a case or a volunteer is erased, after that.
 *
 * @returns whether it was taken away
 */
export async function erasePerson(personId: string, tx: Transaction): Promise<boolean> {
  const erased = await tx.rows(
    `WITH record AS (SELECT r.id FROM person p JOIN person r ON coalesce(r.same_as, r.id) = coalesce(p.same_as, p.id) WHERE p.id = $1)
     UPDATE person SET given_name = $2, family_name = $2, birth_date = '1900-01-01', tax_code = $3, sex = NULL, citizenship = NULL, language = NULL
     WHERE id IN (SELECT id FROM record)
       AND NOT EXISTS (SELECT 1 FROM attestation a WHERE a.person_id IN (SELECT id FROM record))
       AND NOT EXISTS (SELECT 1 FROM volunteer v WHERE v.person_id IN (SELECT id FROM record))
       AND NOT EXISTS (SELECT 1 FROM person_former_code f WHERE f.person_id IN (SELECT id FROM record))
       AND NOT EXISTS (SELECT 1 FROM ivc_case k WHERE k.person_id IN (SELECT id FROM record)
         AND (NOT EXISTS (SELECT 1 FROM case_erasure e WHERE e.case_id = k.id)
           OR EXISTS (SELECT 1 FROM case_application a WHERE a.case_id = k.id)
           OR EXISTS (SELECT 1 FROM commission_request q WHERE q.case_id = k.id)
           OR EXISTS (SELECT 1 FROM commission_candidate d WHERE d.case_id = k.id)))
     RETURNING id`,
    [personId, GONE, nobodysCode()],
  )
  return erased.length > 0
}

/** Eleven digits whose last is not the check digit: nobody has such a code, and nobody can be found by it. */
function nobodysCode(): string {
  const ten = String(randomInt(10_000_000_000)).padStart(10, '0')
  const sum = [...ten].reduce((total, digit, index) => {
    const doubled = Number(digit) * 2
    return total + (index % 2 === 0 ? Number(digit) : doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${ten}${(11 - (sum % 10)) % 10}`
}
