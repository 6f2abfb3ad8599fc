import { randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { advance } from '../procedure/advance.ts'
import { type CaseFile, lockCase } from './lock-case.ts'
import { missingForCommission } from './missing-for-commission.ts'
import { requireThat } from './require-that.ts'
import { requireStanding } from './standing-act.ts'
import { stateWord } from './state-word.ts'
import type { World } from './world.ts'

export interface RequestCommissionInput {
  /** Version of the case that the officer saw. */
  readonly version?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly caseId: string
  readonly chamberId: string
  readonly note?: string
}

/**
 * The body asks whoever appoints in the case's province (rule pack `appointedBy`, `chambers`) for a commission.
 * Refused while the dossier lacks something, and for an office that is not the one of the province.
 */
export async function requestCommission(input: RequestCommissionInput, { db, now }: World): Promise<{ id: string }> {
  const { actor, caseId, chamberId, note, version } = input
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'request-commission',
    input: { caseId, chamberId, note },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    const record = await lockCase(caseId, tx, { organisationId: actor.organisation.id, version })

    requireThat(actor.role === 'officer', 'request.not-allowed', { role: actor.role })
    requireThat(record.state === 'validazione_rilasciata', 'request.wrong-state', { state: stateWord(record.state) })
    const missing = await missingForCommission(record, tx)
    requireThat(missing.length === 0, 'request.dossier-incomplete', { missing: missing.map((document) => document.it).join(', ') })
    await requireStanding({ records: [record], code: 'case.act-fallen' }, tx)
    await advance({ record, act: 'request-commission', actor, at }, tx)
    return askForCommission({ file: record, chamberId, note, actor, at }, tx)
  })
}

export interface AskedCommission {
  readonly file: Pick<CaseFile, 'id' | 'organisationId' | 'rulePack' | 'province'>
  readonly chamberId: string
  readonly note: string | undefined
  readonly actor: Actor
  readonly at: Date
}

/**
 * Puts the request before whoever appoints in the case's province.
 *
 * @throws AttestaError `request.chamber-unknown`, `request.chamber-not-competent`
 */
export async function askForCommission({ file, chamberId, note, actor, at }: AskedCommission, tx: Transaction): Promise<{ id: string }> {
  await requireCompetentChamber(file, chamberId, tx)
  const id = randomUUID()
  await tx.rows(
    `INSERT INTO commission_request (id, organisation_id, chamber_id, case_id, note, requested_at, requested_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, file.organisationId, chamberId, file.id, note ?? null, at, actor.accountId],
  )
  tx.audit({
    organisationId: file.organisationId,
    action: 'commission.requested',
    actor: actor.accountId,
    subject: file.id,
    facts: { requestId: id, chamberId },
  })
  tx.outbox({ organisationId: file.organisationId, topic: 'commission.requested', payload: { requestId: id } })
  return { id }
}

async function requireCompetentChamber({ rulePack, province }: AskedCommission['file'], chamberId: string, tx: Transaction): Promise<void> {
  const chamber = await tx.row<{ slug: string; name: string }>('SELECT slug, name FROM organisation WHERE id = $1 AND kind = $2', [
    chamberId,
    rulePack.appointedBy.organisationKind,
  ])
  requireThat(chamber !== undefined, 'request.chamber-unknown')
  requireThat(rulePack.chambers[province] === chamber.slug, 'request.chamber-not-competent', { chamber: chamber.name, province })
}
