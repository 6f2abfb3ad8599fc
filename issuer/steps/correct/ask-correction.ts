import type { Actor } from '../../auth/actor.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import { shownAct } from '../shown.ts'
import type { World } from '../world.ts'
import { type CorrectedByChamber, correctableOf } from './corrected.ts'
import { lockAct } from './lock-act.ts'
import { requireAccredited } from './require-accredited.ts'
import { type CorrectionInput, requireCorrection } from './require-correction.ts'

export interface AskCorrectionInput extends CorrectionInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly attestationId: string
  readonly corrected: CorrectedByChamber
}

/**
 * The body asks the Chamber whose commission decided to put right what was written wrong on a certificate. Until the Chamber has sealed it
 * and the body has released the new act, the old one stays as it is.
 *
 * @throws AttestaError `correction.by-body` for what a body releases by itself, `correction.open`, and what `requireAccredited` and `requireCorrection` throw
 */
export async function askCorrection(
  { actor, idempotencyKey: key, attestationId, corrected, seen, ...input }: AskCorrectionInput,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<{ id: string }> {
  const organisationId = actor.organisation.id
  const request = { organisationId, key, action: 'ask-correction', input: { attestationId, corrected, ...input } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const act = await lockAct({ attestationId, actor }, tx)
    await requireUnchanged({ ...shownAct({ attestationId, caseId: act.caseId, bodyId: act.organisationId }), version: seen }, tx)
    requireThat(act.kind === 'certificato', 'correction.by-body')
    await requireAccredited({ act, at }, tx)
    const { byCard } = await requireCorrection({ act, corrected, input, at }, tx)
    const open = await tx.row(`SELECT 1 FROM correction WHERE attestation_id = $1 AND answer IS DISTINCT FROM 'refused'`, [act.id])
    requireThat(open === undefined, 'correction.open')
    const { person, title } = correctableOf(act.record)
    const kept = await tx.row<{ id: string }>(
      `INSERT INTO correction (organisation_id, chamber_id, case_id, attestation_id, was, corrected, reason_class, reason, asked_at, asked_by)
       SELECT $1, d.organisation_id, $2, $3, $4, $5, $6, $7, $8, $9 FROM decision d WHERE d.id = $10 RETURNING id`,
      [
        organisationId,
        act.caseId,
        act.id,
        JSON.stringify({ number: act.number, issuedAt: act.record.issuedAt, person, title }),
        JSON.stringify(corrected),
        input.reasonClass,
        input.reason.trim(),
        at,
        actor.accountId,
        act.decisionId,
      ],
    )
    requireThat(kept !== undefined, 'release.no-decision')
    const facts = { correctionId: kept.id, ...(byCard && { cardSeen: true }) }
    tx.audit({ organisationId, action: 'correction.asked', actor: actor.accountId, subject: act.caseId, facts })
    tx.outbox({ organisationId, topic: 'correction.asked', payload: { correctionId: kept.id } })
    return { id: kept.id }
  })
}
