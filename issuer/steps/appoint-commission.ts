import { randomUUID } from 'node:crypto'
import { composeAppointment, sealAuthority } from '../../credential/chain/index.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { advance } from '../procedure/advance.ts'
import { compositionOf } from '../rule-pack/composition-of.ts'
import { checkComposition } from './check-composition.ts'
import { fileDocument } from './file-document.ts'
import { type CaseRecord, lockCase } from './lock-case.ts'
import { nameCommission } from './name-commission.ts'
import { readRecognition } from './read-recognition.ts'
import { type RequestedMember, readRoster } from './read-roster.ts'
import { requireThat } from './require-that.ts'
import { stateWord } from './state-word.ts'
import type { World } from './world.ts'

export interface AppointCommissionInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly requestId: string
  readonly members: readonly RequestedMember[]
  readonly actNumber: string
  readonly sittingPlannedAt: Date
  readonly place: string
}

/**
 * The Chamber appoints the commission and seals the appointment, before anybody sits (design.md §3).
 * Composition and incompatibilities come from the case's rule pack; the Chamber must be recognised for the province today.
 */
export async function appointCommission(
  input: AppointCommissionInput,
  { db, now, signerFor }: World,
): Promise<{ commissionId: string; sittingId: string }> {
  const { actor, requestId, members, actNumber, sittingPlannedAt, place } = input
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'appoint-commission',
    input: { requestId, members, actNumber, sittingPlannedAt, place },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    const record = await lockRequestedCase(requestId, actor, tx)

    requireThat(actor.role === 'chamber', 'appoint.not-allowed', { role: actor.role })
    requireThat(record.state === 'commissione_richiesta', 'appoint.wrong-state', { state: stateWord(record.state) })
    requireThat(sittingPlannedAt > at, 'appoint.sitting-in-the-past')
    const roster = await readRoster({ record, chamberId: actor.organisation.id, members, at }, tx)
    checkComposition({ roster, record })
    const recognition = await readRecognition({ organisationId: actor.organisation.id, action: 'appoint', scope: record.province, at }, tx)
    requireThat(recognition !== undefined, 'appoint.not-recognised', { province: record.province })

    const commissionId = randomUUID()
    const { quorum: least } = compositionOf(record)
    const quorum = least === 'all-members' ? roster.length : least
    const name = nameCommission({ record, actNumber })
    const signer = await signerFor(actor.organisation.slug)
    const sealed = await sealAuthority({
      payload: composeAppointment({
        id: `urn:uuid:${randomUUID()}`,
        chamber: actor.organisation.did,
        commission: { id: `urn:uuid:${commissionId}`, legalName: name },
        competences: record.competences.map(({ competence }) => competence.code ?? competence.name.it),
        profiles: record.qualification === undefined ? [] : [record.qualification.code ?? record.qualification.name.it],
        province: record.province,
        act: { number: actNumber, date: dayInRome(at) },
        appointedAt: at,
      }),
      signer,
      kid: `${actor.organisation.did}#${signer.kid}`,
    })

    await tx.rows(
      `INSERT INTO commission (id, organisation_id, name, act_number, appointed_at, appointed_by, province, quorum_required, place,
         sealed, rule_pack_id, rule_pack_version, recognition_id, recognised_from, recognised_until)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, s.recognition_id, s.valid_from, s.valid_until
       FROM recognition_scope s WHERE s.recognition_id = $13 AND s.scope = $7`,
      [
        commissionId,
        actor.organisation.id,
        name,
        actNumber,
        at,
        actor.accountId,
        record.province,
        quorum,
        place,
        sealed,
        record.rulePack.id,
        record.rulePack.version,
        recognition.id,
      ],
    )
    await tx.rows(
      `INSERT INTO commission_member (commission_id, organisation_id, expert_id, role)
       SELECT $1, $2, * FROM unnest($3::uuid[], $4::text[])`,
      [commissionId, actor.organisation.id, members.map((member) => member.expertId), members.map((member) => member.role)],
    )
    await tx.rows('INSERT INTO commission_candidate (commission_id, organisation_id, case_id, body_id) VALUES ($1, $2, $3, $4)', [
      commissionId,
      actor.organisation.id,
      record.id,
      record.organisationId,
    ])
    const sittingId = randomUUID()
    await tx.rows(
      `INSERT INTO sitting (id, organisation_id, commission_id, appointed_at, quorum_required, planned_at, place)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [sittingId, actor.organisation.id, commissionId, at, quorum, sittingPlannedAt, place],
    )
    await tx.rows('UPDATE commission_request SET commission_id = $2 WHERE id = $1', [requestId, commissionId])
    await fileDocument(
      {
        organisationId: record.organisationId,
        caseId: record.id,
        class: 'nomina',
        title: `Atto di nomina ${actNumber}`,
        sealedBy: actor.organisation.name,
        at,
      },
      tx,
    )
    // The day is set with the appointment: who is appointed for is convened.
    const appointed = await advance({ record, act: 'appoint', actor, at }, tx)
    await advance({ record: appointed, act: 'convene', actor, at }, tx)
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'commission.appointed',
      actor: actor.accountId,
      subject: commissionId,
      facts: { requestId, actNumber, members: members.length, quorum },
    })
    tx.outbox({ organisationId: actor.organisation.id, topic: 'commission.appointed', payload: { commissionId } })
    for (const { expertId } of roster)
      tx.outbox({ organisationId: actor.organisation.id, topic: 'member.appointed', payload: { sittingId, expertId } })
    return { commissionId, sittingId }
  })
}

async function lockRequestedCase(requestId: string, actor: Actor, tx: Transaction): Promise<CaseRecord> {
  const request = await tx.row<{ case_id: string }>('SELECT case_id FROM commission_request WHERE id = $1 AND chamber_id = $2', [
    requestId,
    actor.organisation.id,
  ])
  requireThat(request !== undefined, 'request.unknown')
  return lockCase(request.case_id, tx)
}
