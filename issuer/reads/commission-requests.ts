import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Finding, Relation } from '../conflicts/judge-pair.ts'
import { type SayFindingInput, sayFinding } from '../conflicts/say-finding.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import { compositionOf } from '../rule-pack/composition-of.ts'
import { type CaseRecord, readCaseRecord } from '../steps/lock-case.ts'
import { type RosterMember, readRoster } from '../steps/read-roster.ts'
import { competenceView } from './case.ts'
import { papersThere } from './commission-paper.ts'
import { dueOfRow, WITH_TRANSITIONS } from './due-of-row.ts'
import { NOBODY, onPage, pageOf } from './page.ts'

export const REQUEST_STATES = ['open', 'appointed'] as const
export interface RequestsAsked {
  readonly state?: (typeof REQUEST_STATES)[number] | undefined
  /** From 1. */
  readonly page?: number | undefined
}

/** One page of the requests that the Chamber received: those that wait, the longest wait first, or those that are appointed, the latest first. */
export async function readCommissionRequests({
  actor,
  asked = {},
  prisma,
  now,
}: {
  actor: Actor
  asked?: RequestsAsked
  prisma: Prisma
  now: Date
}) {
  const { state = 'open', page = 1 } = asked
  const mine = { chamberId: actor.role === 'chamber' ? actor.organisation.id : NOBODY }
  const where = { ...mine, commissionId: state === 'open' ? null : { not: null } }
  const [waiting, total, requests] = await Promise.all([
    prisma.commissionRequest.count({ where: { ...mine, commissionId: null } }),
    prisma.commissionRequest.count({ where }),
    prisma.commissionRequest.findMany({
      where,
      orderBy: [{ requestedAt: state === 'open' ? 'asc' : 'desc' }, { id: 'asc' }],
      include: { case: { include: { person: true, ...WITH_TRANSITIONS } }, organisation: true, commission: true },
      ...onPage(page),
    }),
  ])
  return {
    waiting,
    ...pageOf({ page, total }),
    items: requests.map((request) => ({
      id: request.id,
      caseNumber: request.case.number,
      person: { name: `${request.case.person.givenName} ${request.case.person.familyName}` },
      title: (request.case.title as unknown as LocalizedText).it,
      titleByLanguage: request.case.title as unknown as LocalizedText,
      sector: request.case.sector,
      body: request.organisation.name,
      requestedAt: request.requestedAt.toISOString(),
      ...(request.commission === null && dueView(request.case, now)),
      state: request.commission === null ? 'open' : 'appointed',
      ...(request.commission && {
        appointed: { actNumber: request.commission.actNumber, appointedAt: request.commission.appointedAt.toISOString() },
      }),
    })),
  }
}

/**
 * One request with the roster as this candidate's commission would see it: each conflict is a sentence on the spot (ux.md).
 *
 * @throws AttestaError `request.unknown`
 */
export async function readCommissionRequest({
  requestId,
  actor,
  prisma,
  db,
  now,
}: {
  requestId: string
  actor: Actor
  prisma: Prisma
  db: Database
  now: Date
}) {
  const found = await prisma.commissionRequest.findFirst({
    where: { id: requestId, chamberId: actor.organisation.id },
    include: {
      case: {
        include: {
          person: true,
          ...WITH_TRANSITIONS,
          competences: { where: { OR: [{ validated: null }, { validated: true }] }, orderBy: { position: 'asc' } },
        },
      },
      organisation: true,
      commission: {
        include: { sittings: { include: { _count: { select: { declarations: true } } } }, members: { include: { expert: true } } },
      },
    },
  })
  if (found === null || actor.role !== 'chamber') throw new AttestaError('request.unknown')
  const record = await readCaseRecord(found.caseId, db)
  const roster = await readRoster({ record, chamberId: actor.organisation.id, at: now }, db)
  const { commission } = found
  const earlier = await prisma.commission.findMany({
    where: { candidates: { some: { caseId: found.caseId } }, revocation: { isNot: null } },
    orderBy: { appointedAt: 'asc' },
    include: { revocation: { include: { replacement: true } } },
  })
  const reasons = await db.rows<{ name: string; reason: string }>(
    `SELECT e.name, r.reason FROM commission_reason r JOIN expert e ON e.id = r.expert_id
     WHERE r.commission_id = $1 AND r.case_id = $2 ORDER BY e.name`,
    [commission?.id ?? null, found.caseId],
  )
  const conflicts = await db.rows<{ name: string; relation: Relation; reason: string; declared_at: Date }>(
    `SELECT e.name, x.relation, x.reason, x.declared_at FROM sitting_conflict x JOIN expert e ON e.id = x.expert_id
     WHERE x.case_id = $1 AND x.organisation_id = $2 ORDER BY x.declared_at`,
    [found.caseId, actor.organisation.id],
  )
  const leftOut = await db.rows<{ act_number: string; why: string; recorded_at: Date; reason: string | null }>(
    `SELECT c.act_number, l.why, l.recorded_at, (SELECT r.reason FROM case_reason r JOIN case_transition t ON t.id = r.transition_id
       WHERE r.case_id = l.case_id AND t.act = 'leave-out' AND t.at = l.recorded_at LIMIT 1) AS reason
     FROM sitting_left_out l JOIN sitting s ON s.id = l.sitting_id JOIN commission c ON c.id = s.commission_id
     WHERE l.case_id = $1 AND l.organisation_id = $2 ORDER BY l.recorded_at`,
    [found.caseId, actor.organisation.id],
  )
  const { minimumMembers, quorum, roles } = compositionOf(record)
  return {
    id: found.id,
    version: record.version,
    case: {
      id: found.caseId,
      number: record.number,
      person: { name: `${record.person.givenName} ${record.person.familyName}` },
      title: record.title.it,
      titleByLanguage: record.title,
      sector: record.sector,
      province: record.province,
    },
    body: found.organisation.name,
    note: found.note ?? undefined,
    competences: found.case.competences.map(competenceView),
    requestedAt: found.requestedAt.toISOString(),
    ...(commission === null && dueView(found.case, now)),
    experts: roster.map((expert) => expertView(expert, { record, body: found.organisation.name })),
    rulePack: {
      id: record.rulePack.id,
      version: record.rulePack.version,
      title: record.rulePack.title.it,
      titleByLanguage: record.rulePack.title,
      note: record.rulePack.note.it,
      noteByLanguage: record.rulePack.note,
      minimumMembers,
      reasonMinimumLength: record.rulePack.judgement.reasonMinimumLength,
      quorum,
      roles: roles.map(({ id, it, en, least, most }) => ({ id, words: { it, en }, least, most })),
    },
    conflicts: conflicts.map(({ declared_at, ...said }) => ({ ...said, at: declared_at.toISOString() })),
    leftOut: leftOut.map(({ act_number, recorded_at, why, reason }) => ({
      actNumber: act_number,
      why,
      at: recorded_at.toISOString(),
      ...(reason !== null && { reason }),
    })),
    earlier: earlier.map(({ id, actNumber, appointedAt, revocation }) => ({
      commissionId: id,
      actNumber,
      appointedAt: appointedAt.toISOString(),
      revokedBy: revocation?.actNumber ?? '',
      revokedAt: revocation?.revokedAt.toISOString() ?? '',
      reason: revocation?.reason ?? '',
      ...(revocation?.replacement && { replacedBy: revocation.replacement.actNumber }),
    })),
    ...(commission && {
      appointed: {
        reasons,
        heard: await prisma.commissionCandidate.count({ where: { commissionId: commission.id } }),
        commissionId: commission.id,
        papers: papersThere({
          declared: commission.sittings[0]?._count.declarations ?? 0,
          closed: commission.sittings[0]?.state === 'closed',
        }),
        convocationId: await convocationOf({ caseId: found.caseId, commissionId: commission.id }, prisma),
        actNumber: commission.actNumber,
        appointedAt: commission.appointedAt.toISOString(),
        place: commission.place,
        sittingPlannedAt: commission.sittings[0]?.plannedAt.toISOString(),
        sittingState: commission.sittings[0]?.state,
        members: commission.members.map(({ role, expert }) => ({
          name: expert.name,
          role,
          reachable: roster.some(({ expertId, reachable }) => expertId === expert.id && reachable),
        })),
      },
    }),
  }
}

/** By when the rules want the commission appointed. */
function dueView(record: Parameters<typeof dueOfRow>[0], now: Date) {
  const due = dueOfRow(record, now)
  return due && { due }
}

/** The candidate's call to the exam among the documents of the case; nothing where the appointment was made before there was one. */
async function convocationOf(about: { caseId: string; commissionId: string }, prisma: Prisma): Promise<string | undefined> {
  const found = await prisma.caseDocument.findFirst({ where: { ...about, class: 'convocazione' }, select: { id: true } })
  return found?.id
}

function expertView(expert: RosterMember, { record: { person, sector }, body }: { record: CaseRecord; body: string }) {
  const names = { expert: expert.name, candidate: `${person.givenName} ${person.familyName}`, body }
  return {
    id: expert.expertId,
    name: expert.name,
    sector: expert.sectors.join(', '),
    ofSector: expert.sectors.includes(sector),
    roles: expert.roles,
    ...(expert.blockedBy && { conflict: say(expert.blockedBy, names) }),
    ...(expert.asksReason && { asksReason: say(expert.asksReason, names) }),
    ofPresentingBody: expert.ofPresentingBody,
    reachable: expert.reachable,
  }
}

/** A finding in both languages, for a page that changes its own. */
function say(finding: Finding, names: Omit<SayFindingInput, 'finding' | 'language'>) {
  return { it: sayFinding({ finding, ...names, language: 'it' }), en: sayFinding({ finding, ...names, language: 'en' }) }
}
