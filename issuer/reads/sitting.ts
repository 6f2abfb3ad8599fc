import type { Language } from '../../http/page/language.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import { composeMinutes } from '../steps/compose-minutes.ts'
import { hasDeclared } from '../steps/has-declared.ts'
import { readCaseRecord } from '../steps/lock-case.ts'
import { readSittingRecord } from '../steps/lock-sitting.ts'
import { readingUntil } from '../steps/reading-until.ts'
import { sayWhy } from './allowed.ts'
import { competenceView } from './case.ts'
import { papersThere } from './commission-paper.ts'
import { answerView, readWithdrawnTexts } from './minutes-texts.ts'
import { readSignedSitting } from './signed-sitting.ts'
import { sittingActions } from './sitting-actions.ts'

export interface ReadSittingInput {
  readonly sittingId: string
  readonly actor: Actor
  readonly language: Language
  readonly prisma: Prisma
  readonly db: Database
  readonly now: Date
}

/**
 * A sitting as a member sees it. A candidate's dossier is shown only to the member who has declared to have no conflict with
 * them (domain.md §2.2 rule 4); until then there is a name to declare about.
 *
 * @throws AttestaError `sitting.unknown`
 */
export async function readSitting({ sittingId, actor, language, prisma, db, now }: ReadSittingInput) {
  const sitting = await readSittingRecord(sittingId, actor, db)
  const [judged, closed, texts] = await Promise.all([
    prisma.judgement.findMany({ where: { sittingId } }),
    readSignedSitting({ sitting, prisma, db }),
    readWithdrawnTexts({ sittingId, prisma }),
  ])
  const records = await Promise.all(sitting.caseIds.map((caseId) => readCaseRecord(caseId, db)))
  const judgements = judged.map(({ competenceId, outcome, reason }) => ({
    competenceId,
    outcome: outcome === 'certificata' ? ('certificata' as const) : ('non certificata' as const),
    reason,
  }))

  const members = sitting.members.map((member) => ({
    id: member.expertId,
    name: member.name,
    role: member.role,
    present: member.present,
    declared: hasDeclared(member, sitting.caseIds),
    me: member.expertId === sitting.me.expertId,
    ...(member.answer && { answer: answerView(member.answer) }),
  }))
  const candidates = records.map((record) => {
    const declared = hasDeclared(sitting.me, [record.id])
    const shown = {
      caseId: record.id,
      caseNumber: record.number,
      name: `${record.person.givenName} ${record.person.familyName}`,
      title: record.title.it,
      titleByLanguage: record.title,
      state: record.state,
      declared,
    }
    if (!declared) return { ...shown, competences: [] }
    const competences = record.competences.map((row) => {
      const judgement = judgements.find(({ competenceId }) => competenceId === row.id)
      return { ...competenceView(row), ...(judgement && { judgement: { outcome: judgement.outcome, reason: judgement.reason } }) }
    })
    const until = readingUntil(sitting, record.rulePack)
    return { ...shown, competences, readUntil: until.toISOString(), ...(now < until && { experiences: record.learning.experiences }) }
  })
  const present = members.filter((member) => member.present)
  const missing = records.flatMap(({ competences }) => competences).length - judgements.length
  return {
    id: sitting.id,
    commission: sitting.commission.name,
    actNumber: sitting.commission.actNumber,
    appointedAt: sitting.commission.appointedAt.toISOString(),
    chamber: sitting.chamber.name,
    state: sitting.state,
    plannedAt: sitting.plannedAt.toISOString(),
    place: sitting.place,
    ...(sitting.openedAt && { openedAt: sitting.openedAt.toISOString() }),
    members,
    candidates,
    minutes: minutesOf({ sitting, closed, draft: () => draft(sitting, records, judgements, candidates) }),
    withdrawn: texts,
    papers: papersThere({ declared: sitting.me.declaredFor.length, closed: closed !== undefined }),
    ...(closed && { decisions: closed.decisions.map(({ id, bodyId, body }) => ({ id, body, caseIds: casesOf(bodyId, records) })) }),
    quorum: { required: sitting.quorumRequired, present: present.length },
    ...sayWhy(sittingActions({ sitting, missing, now }), language),
  }
}

function minutesOf({
  sitting: { text },
  closed,
  draft,
}: {
  sitting: Sitting
  closed: Awaited<ReturnType<typeof readSignedSitting>>
  draft: () => string[]
}) {
  const frozen = text && { frozen: { id: text.id, round: text.round, digest: text.digest, writtenAt: text.writtenAt.toISOString() } }
  if (closed !== undefined) return { text: closed.lines, number: closed.signed.number, signed: closed.signed, ...frozen }
  return text === undefined ? { text: draft() } : { text: text.lines, ...frozen }
}

const casesOf = (bodyId: string, records: Records) => records.filter(({ organisationId }) => organisationId === bodyId).map(({ id }) => id)

type Records = Awaited<ReturnType<typeof readCaseRecord>>[]
type Sitting = Awaited<ReturnType<typeof readSittingRecord>>

/** The minutes grow as they are written; a candidate that this member may not look at yet stays out. */
function draft(
  sitting: Sitting,
  records: Records,
  judgements: Parameters<typeof composeMinutes>[0]['candidates'][number]['judgements'],
  candidates: readonly { caseId: string; declared: boolean }[],
): string[] {
  if (sitting.openedAt === undefined) return []
  const visible = records.filter(({ id }) => candidates.some(({ caseId, declared }) => caseId === id && declared))
  return composeMinutes({ sitting, openedAt: sitting.openedAt, candidates: visible.map((record) => ({ record, judgements })) })
}
