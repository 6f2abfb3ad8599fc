import { isActMade } from '../../credential/chain/index.ts'
import type { Actor } from '../auth/actor.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import { shownOrganisation } from './shown.ts'
import type { World } from './world.ts'

export interface WithdrawRecognitionInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly organisationId: string
  readonly recognitionId: string
  readonly act: { readonly number: string; readonly date: string }
  /** From when it is in force no more. */
  readonly endsAt: Date
  readonly reason: string
}

/**
 * Sittings and decisions that stand on it: of commissions that it appointed, or whose own recognition had ended by then and which it renewed
 * (`read-decision.ts`).
 */
const EXAMINED = `(SELECT count(*)::int FROM commission c JOIN sitting s ON s.commission_id = c.id
    CROSS JOIN LATERAL (SELECT s.opened_at AS at UNION ALL SELECT d.closed_at FROM decision d WHERE d.sitting_id = s.id) done
  WHERE c.organisation_id = r.organisation_id AND done.at >= $4 AND done.at < r.valid_until AND (c.recognition_id = r.id
    OR (EXISTS (SELECT 1 FROM recognition_scope x WHERE x.recognition_id = r.id AND x.action = 'appoint' AND x.scope = c.province)
      AND NOT EXISTS (SELECT 1 FROM recognition f WHERE f.id = c.recognition_id AND done.at < f.valid_until
        AND NOT EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = f.id AND w.ended_at <= done.at)))))`

/**
 * The Region ends a recognition before its day (L. 241/1990 art. 21-quinquies: from now on, not from the beginning). What it sealed stays
 * as it was; the register of withdrawals names the instant, and a verifier judges what was done before as it was judged then. So the end
 * lies after every act that stands on it: whoever wants to undo those, annuls them.
 *
 * @throws AttestaError `recognise.not-allowed`, `organisation.unknown`, `withdraw.already`, `withdraw.interval`, `withdraw.acts-after`,
 *   `recognise.act-later`
 */
export async function withdrawRecognition(
  input: WithdrawRecognitionInput,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<{ id: string }> {
  const { actor, organisationId, recognitionId, act, endsAt, seen } = input
  const reason = input.reason.trim()
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'withdraw-recognition',
    input: { recognitionId, act, endsAt, reason },
  }
  return db.transaction(request, async (tx) => {
    requireThat(actor.role === 'region', 'recognise.not-allowed', { role: actor.role })
    const found = await tx.row<{ valid_from: Date; inside: boolean; ended: boolean; after: number }>(
      `SELECT r.valid_from, r.valid_from < $4 AND $4 < r.valid_until AS inside,
         EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = r.id) AS ended,
         (SELECT count(*)::int FROM attestation a WHERE a.recognition_id = r.id AND a.released_at >= $4)
           + (SELECT count(*)::int FROM commission c WHERE c.recognition_id = r.id AND c.appointed_at >= $4)
           + ${EXAMINED} AS after
       FROM recognition r WHERE r.id = $1 AND r.organisation_id = $2 AND r.recogniser_id = $3 FOR NO KEY UPDATE`,
      [recognitionId, organisationId, actor.organisation.id, endsAt],
    )
    requireThat(found !== undefined, 'organisation.unknown')
    await requireUnchanged({ ...shownOrganisation({ organisationId, regionId: actor.organisation.id }), version: seen }, tx)
    requireThat(!found.ended, 'withdraw.already')
    requireThat(found.inside, 'withdraw.interval')
    requireThat(isActMade({ date: act.date, began: endsAt, signedAt: now() }), 'recognise.act-later')
    requireThat(found.after === 0, 'withdraw.acts-after', { count: found.after })
    await tx.rows(
      `INSERT INTO recognition_withdrawal (recognition_id, organisation_id, ended_at, act_number, act_date, created_at, reason, decided_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [recognitionId, organisationId, endsAt, act.number, act.date, now(), reason, actor.accountId],
    )
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'organisation.recognition-withdrawn',
      actor: actor.accountId,
      subject: organisationId,
      facts: { recognitionId, actNumber: act.number },
    })
    return { id: recognitionId }
  })
}
