import { randomUUID } from 'node:crypto'
import { dayInRome } from '../../credential/time.ts'
import type { Database } from '../db/database.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { requireNotErased } from '../steps/require-not-erased.ts'
import { requireThat } from '../steps/require-that.ts'

export const REQUEST_KINDS = ['accesso', 'riesame', 'correzione'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** Where the rules of the region name no term: thirty days (L. 241/1990 art. 2 c. 2; Reg. (EU) 2016/679 art. 12 c. 3 gives a month). */
const DAYS = 30

/**
 * What a person asks of the body that runs their case; one of each kind at a time.
 *
 * @throws AttestaError `citizen.request-kind`, `citizen.request-text`, `citizen.request-open`, `case.erased`
 */
export async function askBody(
  { caseId, kind, text }: { caseId: string; kind: string; text: string },
  { db, now }: { db: Database; now: () => Date },
): Promise<void> {
  const asked = text.trim()
  requireThat(
    REQUEST_KINDS.some((known) => known === kind),
    'citizen.request-kind',
  )
  requireThat(asked.length >= 3 && asked.length <= 4000, 'citizen.request-text')
  const [record] = await db.rows<{ organisation_id: string; id: string; version: string }>(
    'SELECT organisation_id, rule_pack_id AS id, rule_pack_version AS version FROM ivc_case WHERE id = $1',
    [caseId],
  )
  requireThat(record !== undefined, 'citizen.unknown')
  const organisationId = record.organisation_id
  const days = rulePackOf(record).terms.find(({ id }) => id === 'accesso')?.days ?? DAYS
  await db.transaction({ organisationId, key: `ask-${randomUUID()}`, action: 'citizen.request', input: { caseId, kind } }, async (tx) => {
    // Against the removal of the dossier (issuer/retention): whichever comes first, the other sees it.
    await tx.rows('SELECT 1 FROM ivc_case WHERE id = $1 FOR UPDATE', [caseId])
    await requireNotErased(caseId, tx)
    const at = now()
    const id = randomUUID()
    const made = await tx.rows(
      `INSERT INTO citizen_request (id, organisation_id, case_id, kind, asked, asked_at, due_on) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (case_id, kind) WHERE state = 'open' DO NOTHING RETURNING id`,
      [id, organisationId, caseId, kind, asked, at, dayInRome(new Date(at.getTime() + days * 86_400_000))],
    )
    requireThat(made.length === 1, 'citizen.request-open')
    tx.audit({ organisationId, action: 'citizen.request', actor: 'citizen', subject: caseId, facts: { requestId: id, kind } })
    tx.outbox({ organisationId, topic: 'citizen.asked', payload: { requestId: id } })
    return null
  })
}
