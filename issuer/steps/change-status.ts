import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import { advance } from '../procedure/advance.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { lockFile } from './lock-case.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import { shownAct } from './shown.ts'
import type { World } from './world.ts'

export type StatusWord = 'valido' | 'sospeso' | 'annullato' | 'sostituito'

export interface ChangeStatusInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly attestationId: string
  /** The attestation's number typed again (ux.md: no undo, so a second look). */
  readonly confirmNumber: string
  readonly reasonClass: string
  readonly reason: string
  /** Number and date of the act, where the office numbers it; the Region always does. */
  readonly act?: { readonly number: string; readonly date: string }
}

interface Row {
  organisation_id: string
  number: string
  kind: string
  case_id: string
  list_id: string
  idx: number
  rule_pack: { id: string; version: string }
  released_at: Date
  word: StatusWord | null
  act_date: string | null
  decided_for: string | null
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
  const { actor, attestationId, word, reasonClass, act } = input
  const reason = input.reason.trim()
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: `status.${word}`,
    input: { attestationId, reasonClass, reason, ...(act && { act }) },
  }
  return db.transaction(request, async (tx) => {
    // First the act is held, then it is asked what it is: whoever waited here sees what the one before made of it.
    await tx.rows('SELECT 1 FROM attestation WHERE id = $1 FOR UPDATE', [attestationId])
    const at = now()
    const found = await tx.row<Row>(
      `SELECT a.organisation_id, a.number, a.kind, a.case_id, a.list_id, a.idx, a.record->'rulePack' AS rule_pack, a.released_at, c.word, c.seq, c.decided_for,
         c.act_date::text AS act_date
       FROM attestation a LEFT JOIN LATERAL (SELECT word, seq, decided_for, act_date FROM status_change s WHERE s.attestation_id = a.id ORDER BY seq DESC LIMIT 1) c ON true
       WHERE a.id = $1 AND (a.organisation_id = $2 OR $3 AND EXISTS (SELECT 1 FROM recognition r
         WHERE r.id = a.recognition_id AND r.recogniser_id = $2)) FOR UPDATE OF a`,
      [attestationId, actor.organisation.id, actor.role === 'region'],
    )
    requireThat(found !== undefined, 'attestation.unknown')
    const shown = shownAct({ attestationId, caseId: found.case_id, bodyId: found.organisation_id })
    await requireUnchanged({ ...shown, version: input.seen }, tx)
    const current = found.word ?? 'valido'
    const reasons = rulePackOf(found.rule_pack).reasons

    requireThat(actor.role === 'officer' || actor.role === 'region', 'status.not-allowed', { role: actor.role })
    requireThat(actor.role !== 'region' || act !== undefined, 'status.act-missing')
    // An act is made after the one that it is about: the attestation, and where it lifts, the act that suspended it.
    const since = [dayInRome(found.released_at), (word === 'valido' && found.act_date) || ''].sort().at(-1) ?? ''
    requireThat(act === undefined || (since <= act.date && act.date <= dayInRome(at)), 'status.act-date', { since })
    // What the Region suspended, the Region lifts.
    const ofRegion = found.decided_for !== null && found.decided_for !== found.organisation_id
    requireThat(actor.role === 'region' || word !== 'valido' || !ofRegion, 'status.of-region')
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
      `INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, decided_by, act_number,
         act_date, decided_for)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        attestationId,
        seq,
        found.organisation_id,
        found.list_id,
        found.idx,
        word,
        at,
        reasonClass,
        reason,
        actor.accountId,
        act?.number ?? null,
        act?.date ?? null,
        actor.organisation.id,
      ],
    )
    if (word === 'annullato' && found.kind === 'certificato') {
      const record = await lockFile({ caseId: found.case_id, organisationId: found.organisation_id }, tx)
      await advance({ record, act: actor.role === 'region' ? 'annul-by-region' : 'annul', actor, at }, tx)
    }
    // In the chain of whoever acts, and in that of the body whose act it is.
    for (const organisationId of new Set([actor.organisation.id, found.organisation_id])) {
      tx.audit({
        organisationId,
        action: `attestation.${word}`,
        actor: actor.accountId,
        subject: attestationId,
        facts: { reasonClass, ...(act && { actNumber: act.number }) },
      })
    }
    tx.outbox({
      organisationId: found.organisation_id,
      topic: 'status.changed',
      payload: { attestationId, seq: String(seq), listId: found.list_id },
    })
    return { word, since: at.toISOString() }
  })
}
