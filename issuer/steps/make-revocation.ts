import { randomUUID } from 'node:crypto'
import { composeRevocation, sealAuthority } from '../../credential/chain/index.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { advance } from '../procedure/advance.ts'
import { fileDocument } from './file-document.ts'
import { lockCase } from './lock-case.ts'
import { NOBODY_LEFT } from './nobody-left.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface RevocationInput {
  readonly commissionId: string
  /** Number of the act that revokes. */
  readonly actNumber: string
  readonly reason: string
}

/** An appointment whose cases have gone back; what makes the revocation whole is `sealRevocation`. */
export interface Released {
  readonly commissionId: string
  readonly revokes: { readonly number: string; readonly date: string }
  readonly requestIds: readonly string[]
  readonly cases: readonly { readonly id: string; readonly organisationId: string }[]
}

interface Making {
  readonly actor: Actor
  readonly at: Date
  readonly tx: Transaction
}

/**
 * Takes the cases of an appointment back to those that wait, with reasons: before anybody has sat, or once nobody is left to be heard.
 *
 * @throws AttestaError `appointment.unknown`, `appointment.revoked`, `appointment.sat`, `case.reason-missing`
 */
export async function releaseCases({ commissionId, reason }: RevocationInput, { actor, at, tx }: Making): Promise<Released> {
  requireThat(actor.role === 'chamber', 'appoint.not-allowed', { role: actor.role })
  const found = await tx.row<{ act_number: string; appointed_at: Date; revoked: boolean; sat: boolean }>(
    `SELECT c.act_number, c.appointed_at, EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.id) AS revoked,
       EXISTS (SELECT 1 FROM sitting s WHERE s.commission_id = c.id AND s.state <> 'convened'
         AND NOT (s.state = 'open' AND ${NOBODY_LEFT})) AS sat
     FROM commission c WHERE c.id = $1 AND c.organisation_id = $2`,
    [commissionId, actor.organisation.id],
  )
  requireThat(found !== undefined, 'appointment.unknown')
  requireThat(!found.revoked, 'appointment.revoked')
  requireThat(!found.sat, 'appointment.sat')
  const candidates = await tx.rows<{ case_id: string }>(
    'SELECT case_id FROM commission_candidate WHERE commission_id = $1 ORDER BY case_id',
    [commissionId],
  )
  const cases: Released['cases'][number][] = []
  for (const { case_id } of candidates) {
    const record = await lockCase(case_id, tx)
    // Whoever has given up meanwhile stays where they are.
    if (record.state !== 'convocato') continue
    await advance({ record, act: 'revoke-appointment', actor, at, reason: { class: 'revoca-nomina', text: reason } }, tx)
    cases.push({ id: record.id, organisationId: record.organisationId })
  }
  const requests = await tx.rows<{ id: string; case_id: string }>(
    'UPDATE commission_request SET commission_id = NULL WHERE commission_id = $1 RETURNING id, case_id',
    [commissionId],
  )
  return {
    commissionId,
    revokes: { number: found.act_number, date: dayInRome(found.appointed_at) },
    requestIds: requests.filter(({ case_id }) => cases.some(({ id }) => id === case_id)).map(({ id }) => id),
    cases,
  }
}

export interface SealRevocationInput extends RevocationInput {
  readonly released: Released
  /** The appointment that the same act makes in its place. */
  readonly replacedBy?: { readonly commissionId: string; readonly actNumber: string }
}

/** Writes and seals the act that revokes; the old act stays as it was, and says from now on how it ended. */
export async function sealRevocation(
  input: SealRevocationInput,
  { actor, at, tx, signerFor }: Making & Pick<World, 'signerFor'>,
): Promise<void> {
  const { commissionId, actNumber, reason, released, replacedBy } = input
  const signer = await signerFor(actor.organisation.slug)
  const today = dayInRome(at)
  const sealed = await sealAuthority({
    payload: composeRevocation({
      id: `urn:uuid:${randomUUID()}`,
      chamber: actor.organisation.did,
      commission: `urn:uuid:${commissionId}`,
      act: { number: actNumber, date: today },
      revokes: released.revokes,
      ...(replacedBy && { replacedBy: { number: replacedBy.actNumber, date: today } }),
      revokedAt: at,
    }),
    signer,
    kid: `${actor.organisation.did}#${signer.kid}`,
  })
  await tx.rows(
    `INSERT INTO commission_revocation (commission_id, organisation_id, act_number, reason, revoked_at, revoked_by, replaced_by, sealed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [commissionId, actor.organisation.id, actNumber, reason.trim(), at, actor.accountId, replacedBy?.commissionId ?? null, sealed],
  )
  for (const { id, organisationId } of released.cases) {
    const title = `Atto di revoca ${actNumber}`
    await fileDocument({ organisationId, caseId: id, class: 'revoca', title, sealedBy: actor.organisation.name, commissionId, at }, tx)
    // Who replaces the commission calls anew, and that letter says what changed.
    if (replacedBy === undefined) tx.outbox({ organisationId, topic: 'exam.called-off', payload: { caseId: id, commissionId } })
  }
  tx.audit({
    organisationId: actor.organisation.id,
    action: 'commission.revoked',
    actor: actor.accountId,
    subject: commissionId,
    facts: { actNumber, cases: released.cases.length, replaced: replacedBy !== undefined },
  })
  tx.outbox({ organisationId: actor.organisation.id, topic: 'commission.revoked', payload: { commissionId } })
  const members = await tx.rows<{ expert_id: string }>('SELECT expert_id FROM commission_member WHERE commission_id = $1', [commissionId])
  for (const { expert_id: expertId } of members)
    tx.outbox({ organisationId: actor.organisation.id, topic: 'member.revoked', payload: { commissionId, expertId } })
}
