import type { Actor } from '../auth/actor.ts'
import { advance } from '../procedure/advance.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { lockFile } from './lock-case.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export type StatusWord = 'valido' | 'sospeso' | 'annullato' | 'sostituito'

export interface ChangeStatusInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly attestationId: string
  /** The attestation's number typed again (ux.md: no undo, so a second look). */
  readonly confirmNumber: string
  readonly reasonClass: string
  readonly reason: string
}

interface Row {
  number: string
  kind: string
  case_id: string
  list_id: string
  idx: number
  rule_pack: { id: string; version: string }
  word: StatusWord | null
  seq: number | null
}

/**
 * Adds one row that says what the attestation is from now on; nothing is ever edited in place (security.md §0 finding 7).
 * Attempts and outcomes are told apart by `expected`: what it must be before.
 */
export async function changeStatus(
  input: ChangeStatusInput & { readonly word: 'valido' | 'sospeso' | 'annullato'; readonly expected: readonly StatusWord[] },
  { db, now }: World,
): Promise<{ word: StatusWord; since: string }> {
  const { actor, attestationId, word, reasonClass } = input
  const reason = input.reason.trim()
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: `status.${word}`,
    input: { attestationId, reasonClass, reason },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    const found = await tx.row<Row>(
      `SELECT a.number, a.kind, a.case_id, a.list_id, a.idx, a.record->'rulePack' AS rule_pack, c.word, c.seq
       FROM attestation a LEFT JOIN LATERAL (SELECT word, seq FROM status_change s WHERE s.attestation_id = a.id ORDER BY seq DESC LIMIT 1) c ON true
       WHERE a.id = $1 AND a.organisation_id = $2 FOR UPDATE OF a`,
      [attestationId, actor.organisation.id],
    )
    requireThat(found !== undefined, 'attestation.unknown')
    const current = found.word ?? 'valido'
    const reasons = rulePackOf(found.rule_pack).reasons

    requireThat(actor.role === 'officer', 'status.not-allowed', { role: actor.role })
    requireThat(input.confirmNumber.trim() === found.number, 'confirm.mismatch', { number: found.number })
    requireThat(input.expected.includes(current), 'status.order', { current, word })
    requireThat(
      reasons.some(({ id, words }) => id === reasonClass && words.includes(word)),
      'status.reason-class',
      { reasonClass, word },
    )
    requireThat(reason.length >= 3, 'status.reason-missing')

    const seq = (found.seq ?? 0) + 1
    await tx.rows(
      `INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, decided_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [attestationId, seq, actor.organisation.id, found.list_id, found.idx, word, at, reasonClass, reason, actor.accountId],
    )
    if (word === 'annullato' && found.kind === 'certificato') {
      const record = await lockFile({ caseId: found.case_id, organisationId: actor.organisation.id }, tx)
      await advance({ record, act: 'annul', actor, at }, tx)
    }
    tx.audit({
      organisationId: actor.organisation.id,
      action: `attestation.${word}`,
      actor: actor.accountId,
      subject: attestationId,
      facts: { reasonClass },
    })
    tx.outbox({
      organisationId: actor.organisation.id,
      topic: 'status.changed',
      payload: { attestationId, seq: String(seq), listId: found.list_id },
    })
    return { word, since: at.toISOString() }
  })
}
