import type { Facts } from '../../credential/errors.ts'
import type { Language } from '../../http/page/language.ts'
import type { Actor } from '../auth/actor.ts'
import { sayFinding } from '../conflicts/say-finding.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import { composeMinutes } from '../steps/compose-minutes.ts'
import { hasAnswered, hasDeclared } from '../steps/has-declared.ts'
import { tiedIn } from '../steps/judgement-stands.ts'
import { readCaseRecord } from '../steps/lock-case.ts'
import { readSittingRecord } from '../steps/lock-sitting.ts'
import { type LeftOut, readLeftOut } from '../steps/read-left-out.ts'
import { readTies, type Ties } from '../steps/read-ties.ts'
import { readingUntil } from '../steps/reading-until.ts'
import { judgesOf, unjudgedAmong, unjudgedFor } from '../steps/require-judges.ts'
import { versionOf } from '../steps/require-unchanged.ts'
import { factsOf, fallenBeneath } from '../steps/standing-act.ts'
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
  const ties = await readTies({ sitting, at: now }, db)
  const [judged, closed, texts] = await Promise.all([
    db.rows<{ caseId: string; competenceId: string; outcome: string; reason: string; panel: string[] | null; judgedAt: Date }>(
      `SELECT case_id AS "caseId", competence_id AS "competenceId", outcome, reason, panel, judged_at AS "judgedAt" FROM judgement
       WHERE sitting_id = $1 AND case_id = ANY ($2)`,
      [sittingId, sitting.caseIds],
    ),
    readSignedSitting({ sitting, prisma, db }),
    readWithdrawnTexts({ sittingId, prisma }),
  ])
  const records = await Promise.all(sitting.caseIds.map((caseId) => readCaseRecord(caseId, db)))
  // Where somebody took part who may not, it is given anew.
  const standing = judged.filter((row) => sitting.state === 'closed' || tiedIn(row, { ...sitting, ties }).length === 0)
  const leftOut = await readLeftOut(sitting, db)
  const judgements = standing.map(({ competenceId, outcome, reason, judgedAt }) => ({
    competenceId,
    outcome: outcome === 'certificata' ? ('certificata' as const) : ('non certificata' as const),
    reason,
    judgedAt,
  }))

  const members = sitting.members.map((member) => ({
    id: member.expertId,
    name: member.name,
    role: member.role,
    present: member.present,
    declared: hasAnswered(member, sitting.caseIds),
    conflict: member.conflictWith.length > 0,
    me: member.expertId === sitting.me.expertId,
    ...(member.answer && { answer: answerView(member.answer) }),
  }))
  const candidates = records.map((record) => {
    const { tie, ...conflict } = conflictView({ sitting, record, ties, body: record.body })
    const declared = hasDeclared(sitting.me, [record.id])
    const shown = {
      caseId: record.id,
      caseNumber: record.number,
      body: record.body,
      name: `${record.person.givenName} ${record.person.familyName}`,
      title: record.title.it,
      titleByLanguage: record.title,
      state: record.state,
      declared,
      answered: hasAnswered(sitting.me, [record.id]),
      ...conflict,
      ...(tie && { tie }),
    }
    if (!declared || tie) return { ...shown, competences: [] }
    const competences = record.competences.map((row) => {
      const judgement = judgements.find(({ competenceId }) => competenceId === row.id)
      return { ...competenceView(row), ...(judgement && { judgement: judgementView(judgement) }) }
    })
    const until = readingUntil(sitting, record.rulePack)
    return { ...shown, competences, readUntil: until.toISOString(), ...(now < until && { experiences: record.learning.experiences }) }
  })
  const present = members.filter((member) => member.present)
  const missing = records.flatMap(({ competences }) => competences).length - judgements.length
  const unjudged = unjudgedAmong({ sitting, records, ties })
  const fallen = sitting.state === 'closed' ? undefined : await firstFallen(records, db)
  return {
    id: sitting.id,
    version: await versionOf({ subjects: [sittingId], organisationId: actor.organisation.id }, db),
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
    minutes: minutesOf({ sitting, closed, draft: () => draft({ sitting, records, judgements, candidates, leftOut, ties }) }),
    leftOut: leftOut.map(({ record, why }) => ({
      caseId: record.id,
      name: `${record.person.givenName} ${record.person.familyName}`,
      why,
    })),
    withdrawn: texts,
    papers: papersThere({ declared: sitting.me.declaredFor.length, closed: closed !== undefined }),
    ...(closed && { decisions: closed.decisions.map(({ id, bodyId, body }) => ({ id, body, caseIds: casesOf(bodyId, records) })) }),
    quorum: { required: sitting.quorumRequired, present: present.length },
    ...sayWhy(sittingActions({ sitting, missing, unjudged, fallen, now }), language),
  }
}

/** The first candidate whose exam would rest on an act that fell, as the sentence says it. */
async function firstFallen(records: Records, db: Database): Promise<Facts | undefined> {
  for (const { id, number } of records) {
    const fallen = await fallenBeneath(id, db)
    if (fallen !== undefined) return { case: number, ...factsOf(fallen) }
  }
  return undefined
}

/** What stands between me and a candidate, and who else of the commission leaves them to the others. */
function conflictView({ sitting, record, ties, body }: { sitting: Sitting; record: Records[number]; ties: Ties; body: string }) {
  const { me } = sitting
  const finding = ties({ expertId: me.expertId, caseId: record.id })
  const { givenName, familyName } = record.person
  const names = { expert: me.name, candidate: `${givenName} ${familyName}`, body }
  return {
    apart: judgesOf({ sitting, record, ties }).tied.map(({ name }) => name),
    judgeable: unjudgedFor({ sitting, record, ties }) === undefined,
    conflict: me.conflictWith.includes(record.id),
    tie: finding && {
      it: sayFinding({ finding, ...names, language: 'it' }),
      en: sayFinding({ finding, ...names, language: 'en' }),
    },
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
function draft({
  sitting,
  records,
  judgements,
  candidates,
  leftOut,
  ties,
}: {
  sitting: Sitting
  records: Records
  judgements: Parameters<typeof composeMinutes>[0]['candidates'][number]['judgements']
  candidates: readonly { caseId: string; declared: boolean; tie?: unknown }[]
  leftOut: readonly LeftOut[]
  ties: Ties
}): string[] {
  if (sitting.openedAt === undefined) return []
  const visible = records.filter(({ id }) => candidates.some(({ caseId, declared, tie }) => caseId === id && declared && tie === undefined))
  return composeMinutes({
    sitting,
    openedAt: sitting.openedAt,
    candidates: visible.map((record) => ({ record, judgements })),
    leftOut,
    ties,
  })
}

function judgementView({ outcome, reason, judgedAt }: { outcome: 'certificata' | 'non certificata'; reason: string; judgedAt: Date }) {
  return { outcome, reason, judgedAt: judgedAt.toISOString() }
}
