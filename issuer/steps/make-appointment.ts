import { randomUUID } from 'node:crypto'
import { composeAppointment, sealAuthority } from '../../credential/chain/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import { readConflicts } from '../conflicts/read-conflicts.ts'
import type { Transaction } from '../db/database.ts'
import { advance } from '../procedure/advance.ts'
import { compositionOf } from '../rule-pack/composition-of.ts'
import { checkComposition } from './check-composition.ts'
import { fileDocument } from './file-document.ts'
import { type CaseRecord, lockCase } from './lock-case.ts'
import { nameCommission } from './name-commission.ts'
import { readRecognition } from './read-recognition.ts'
import { type RequestedMember, type RosterMember, rosterFor } from './read-roster.ts'
import { requireIdle } from './require-idle.ts'
import { requireThat } from './require-that.ts'
import { requireUncalled } from './require-uncalled.ts'
import { requireStanding } from './standing-act.ts'
import { stateWord } from './state-word.ts'
import type { World } from './world.ts'

/** One act of appointment: who examines whom, when and where. */
export interface AppointmentInput {
  /** Requests that the one commission answers, of whichever body: each case moves. */
  readonly requestIds: readonly string[]
  readonly members: readonly RequestedMember[]
  /** Why somebody sits of whom the rules ask for a reason. */
  readonly reasons?: readonly { readonly expertId: string; readonly reason: string }[]
  readonly actNumber: string
  readonly sittingPlannedAt: Date
  readonly place: string
}

export interface Appointed {
  readonly commissionId: string
  readonly sittingId: string
}

interface Making {
  readonly actor: Actor
  readonly at: Date
  readonly tx: Transaction
  readonly signerFor: World['signerFor']
  /** A commission that this one replaces: its people are free at its hour. */
  readonly instead?: string
  /** Of the case that was looked at, where the commission is for one. */
  readonly version?: number | undefined
}

/**
 * The Chamber appoints a commission and seals the appointment, before anybody sits (design.md §3). Composition and incompatibilities are
 * looked at for each candidate, by the rules of their case; the Chamber must be recognised for the province today.
 *
 * @throws AttestaError `request.unknown`, `appoint.…`; nothing is written
 */
export async function makeAppointment(input: AppointmentInput, { actor, at, tx, signerFor, instead, version }: Making): Promise<Appointed> {
  const { members, actNumber, sittingPlannedAt, place } = input
  requireThat(actor.role === 'chamber', 'appoint.not-allowed', { role: actor.role })
  const records = await lockRequested(input.requestIds, { actor, tx, version })
  const first = requireAlike(records)
  requireThat(sittingPlannedAt > at, 'appoint.sitting-in-the-past')
  const rosters = await requireFit({ input, records, chamberId: actor.organisation.id, at }, tx)
  const sits = { input, times: first.rulePack.sitting, chamberId: actor.organisation.id, instead }
  await requireIdle(sits, tx)
  await requireUncalled({ ...sits, caseIds: records.map(({ id }) => id) }, tx)
  const recognition = await readRecognition({ organisationId: actor.organisation.id, action: 'appoint', scope: first.province, at }, tx)
  requireThat(recognition !== undefined, 'appoint.not-recognised', { province: first.province })

  const commissionId = randomUUID()
  const name = nameCommission({ records, actNumber })
  const quorum = Math.max(...records.map((record) => quorumOf(record, members.length)))
  const signer = await signerFor(actor.organisation.slug)
  const sealed = await sealAuthority({
    payload: composeAppointment({
      id: `urn:uuid:${randomUUID()}`,
      chamber: actor.organisation.did,
      commission: { id: `urn:uuid:${commissionId}`, legalName: name },
      competences: distinct(
        records.flatMap(({ competences }) => competences.map(({ competence }) => competence.code ?? competence.name.it)),
      ),
      profiles: distinct(records.flatMap(({ qualification }) => qualification?.code ?? qualification?.name.it ?? [])),
      province: first.province,
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
      first.province,
      quorum,
      place,
      sealed,
      first.rulePack.id,
      first.rulePack.version,
      recognition.id,
    ],
  )
  await tx.rows(
    `INSERT INTO commission_member (commission_id, organisation_id, expert_id, role)
     SELECT $1, $2, * FROM unnest($3::uuid[], $4::text[])`,
    [commissionId, actor.organisation.id, members.map((member) => member.expertId), members.map((member) => member.role)],
  )
  await tx.rows(
    `INSERT INTO commission_candidate (commission_id, organisation_id, case_id, body_id)
     SELECT $1, $2, * FROM unnest($3::uuid[], $4::uuid[])`,
    [commissionId, actor.organisation.id, records.map(({ id }) => id), records.map(({ organisationId }) => organisationId)],
  )
  const sittingId = randomUUID()
  await tx.rows(
    `INSERT INTO sitting (id, organisation_id, commission_id, appointed_at, quorum_required, planned_at, place)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [sittingId, actor.organisation.id, commissionId, at, quorum, sittingPlannedAt, place],
  )
  await tx.rows('UPDATE commission_request SET commission_id = $2 WHERE id = ANY ($1)', [input.requestIds, commissionId])
  await keepReasons({ input, commissionId, rosters, actor, at }, tx)
  for (const record of records) {
    const paper = { organisationId: record.organisationId, caseId: record.id, commissionId, at }
    await fileDocument({ ...paper, class: 'nomina', title: `Atto di nomina ${actNumber}`, sealedBy: actor.organisation.name }, tx)
    await fileDocument({ ...paper, class: 'convocazione', title: "Convocazione all'esame" }, tx)
    // The day is set with the appointment: who is appointed for is convened.
    const appointed = await advance({ record, act: 'appoint', actor, at }, tx)
    await advance({ record: appointed, act: 'convene', actor, at }, tx)
    tx.outbox({ organisationId: record.organisationId, topic: 'exam.convened', payload: { caseId: record.id, sittingId } })
  }
  tx.audit({
    organisationId: actor.organisation.id,
    action: 'commission.appointed',
    actor: actor.accountId,
    subject: commissionId,
    facts: { actNumber, requests: records.length, members: members.length, quorum },
  })
  tx.outbox({ organisationId: actor.organisation.id, topic: 'commission.appointed', payload: { commissionId } })
  for (const { expertId } of members)
    tx.outbox({ organisationId: actor.organisation.id, topic: 'member.appointed', payload: { sittingId, expertId } })
  return { commissionId, sittingId }
}

/** Whoever appoints has looked at the case as it is; the acts on it stand in the chain of the body, so the row says who came between. */
async function requireSeen(record: CaseRecord, version: number, tx: Transaction): Promise<void> {
  if (record.version === version) return
  const row = await tx.row<{ at: Date; by: string | null }>(
    'SELECT k.updated_at AS at, a.name AS by FROM ivc_case k LEFT JOIN account a ON a.id = k.changed_by WHERE k.id = $1',
    [record.id],
  )
  throw new AttestaError('page.stale', { what: 'case', at: row?.at.toISOString() ?? '', ...(row?.by != null && { by: row.by }) })
}

/** In one order for all: two acts that want the same cases wait for one another, and never for ever. */
async function lockRequested(
  requestIds: readonly string[],
  { actor, tx, version }: Pick<Making, 'actor' | 'tx' | 'version'>,
): Promise<CaseRecord[]> {
  requireThat(requestIds.length > 0 && new Set(requestIds).size === requestIds.length, 'appoint.nobody-to-hear')
  const requests = await tx.rows<{ case_id: string }>(
    'SELECT case_id FROM commission_request WHERE id = ANY ($1) AND chamber_id = $2 ORDER BY case_id',
    [requestIds, actor.organisation.id],
  )
  requireThat(requests.length === requestIds.length, 'request.unknown')
  const records: CaseRecord[] = []
  for (const { case_id } of requests) records.push(await lockCase(case_id, tx))
  if (version !== undefined) for (const record of records) await requireSeen(record, version, tx)
  for (const { state } of records) requireThat(state === 'commissione_richiesta', 'appoint.wrong-state', { state: stateWord(state) })
  await requireStanding({ records, code: 'appoint.act-fallen' }, tx)
  return records
}

/** One act names one province and one set of rules: the verifier walks from it to the Chamber's recognition for that province. */
function requireAlike(records: readonly CaseRecord[]): CaseRecord {
  const [first] = records
  requireThat(first !== undefined, 'appoint.nobody-to-hear')
  const { province, rulePack } = first
  requireThat(
    records.every((record) => record.province === province),
    'appoint.mixed-provinces',
  )
  requireThat(
    records.every((record) => record.rulePack.id === rulePack.id && record.rulePack.version === rulePack.version),
    'appoint.mixed-rules',
  )
  return first
}

interface Fitting {
  readonly input: AppointmentInput
  readonly records: readonly CaseRecord[]
  readonly chamberId: string
  readonly at: Date
}

async function requireFit({ input, records, chamberId, at }: Fitting, tx: Transaction): Promise<ReadonlyMap<string, RosterMember[]>> {
  const { members, reasons = [] } = input
  const expertIds = members.map(({ expertId }) => expertId)
  const conflicts = await readConflicts({ chamberId, caseIds: records.map(({ id }) => id), expertIds, at }, tx)
  const rosters = new Map(records.map((record) => [record.id, rosterFor({ record, conflicts, members, at })]))
  for (const record of records) {
    const reasoned = new Set(
      reasons.filter(({ reason }) => reason.trim().length >= record.rulePack.judgement.reasonMinimumLength).map(({ expertId }) => expertId),
    )
    checkComposition({ roster: rosters.get(record.id) ?? [], record, reasoned })
  }
  return rosters
}

async function keepReasons(
  {
    input,
    commissionId,
    rosters,
    actor,
    at,
  }: { input: AppointmentInput; commissionId: string; rosters: ReadonlyMap<string, RosterMember[]>; actor: Actor; at: Date },
  tx: Transaction,
): Promise<void> {
  for (const [caseId, roster] of rosters) {
    for (const { expertId, asksReason } of roster) {
      const given = input.reasons?.find((candidate) => candidate.expertId === expertId)
      if (asksReason === undefined || given === undefined) continue
      await tx.rows(
        `INSERT INTO commission_reason (commission_id, organisation_id, expert_id, case_id, finding, reason, given_by, given_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [commissionId, actor.organisation.id, expertId, caseId, JSON.stringify(asksReason), given.reason.trim(), actor.accountId, at],
      )
    }
  }
}

function quorumOf(record: CaseRecord, members: number): number {
  const { quorum } = compositionOf(record)
  return quorum === 'all-members' ? members : quorum
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)]
