import type { Competence, LocalizedText, Outcome, Qualification } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Language } from '../../http/page/language.ts'
import { problemOf } from '../../http/problem.ts'
import type { Prisma as PrismaTypes } from '../../prisma/client/client.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { dueOf } from '../procedure/terms.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { isCommissionPaper } from '../steps/document-content.ts'
import { sinceTransparency } from '../steps/dossier/since-transparency.ts'
import { mayGoBeyond } from '../steps/may-go-beyond.ts'
import { missingForCommission } from '../steps/missing-for-commission.ts'
import { factsOf, fallenBeneath } from '../steps/standing-act.ts'
import { stateWord } from '../steps/state-word.ts'
import { sayWhy } from './allowed.ts'
import { readAttestation } from './attestation.ts'
import { caseActions } from './case-actions.ts'
import { caseScope } from './case-scope.ts'
import { commissionView } from './commission-view.ts'
import { documentTitle } from './document-title.ts'
import { phasesOf } from './phases.ts'
import { revokedAmong } from './revoked-among.ts'
import { WITH_SIGNATURES } from './signed-minutes.ts'
import { standingCandidacy } from './standing-candidacy.ts'
import { titlesInPart } from './titles-in-part.ts'

export interface ReadCaseInput {
  readonly caseId: string
  readonly actor: Actor
  readonly language: Language
  readonly prisma: Prisma
  readonly db: Database
  readonly now: Date
}

/**
 * A case as its page shows it (ux.md, "A case reads like the procedure").
 *
 * @throws AttestaError `case.unknown`, also for one of another organisation
 */
export async function readCase({ caseId, actor, language, prisma, db, now }: ReadCaseInput) {
  const found = await prisma.ivcCase.findFirst({ where: { AND: [{ id: caseId }, caseScope(actor)] }, include: INCLUDE })
  if (found === null) throw new AttestaError('case.unknown')
  const rulePack = rulePackOf({ id: found.rulePackId, version: found.rulePackVersion })
  const state = found.state as CaseState
  const missing = state === 'validazione_rilasciata' ? await missingForCommission({ id: caseId, rulePack }, db) : []
  const fallen = RESTS_ON_AN_ACT.has(state) ? await fallenBeneath(caseId, db) : undefined
  const attestationId = found.attestations[0]?.id
  const attestation =
    attestationId === undefined || actor.role !== 'officer' ? undefined : await readAttestation({ attestationId, actor, prisma, db, now })
  const chambers = await prisma.organisation.findMany({ where: { slug: rulePack.chambers[found.province] ?? '' } })
  // The commission that stands; those that were revoked are read from their documents.
  const candidacy = standingCandidacy(caseId, found.candidacies)
  const sitting = candidacy?.commission.sittings[0]
  const closedBy = sitting?.minutes?.closedBy
  const reached = new Map(found.transitions.map((transition) => [transition.state, transition.at]))
  const outside = rulePack.numbering.attestation.givenBy === 'outside'
  const { person } = found
  const endsHere = await endsWithIdentification({ organisationId: found.organisationId, state, at: now }, db)
  const due = dueOf({ state, rulePack, reached, at: now })
  const title = (await titlesInPart([caseId], db)).get(caseId) ?? (found.title as unknown as LocalizedText | null)
  const ended = await revokedAmong(found.documents, db)

  return {
    id: found.id,
    version: found.version,
    number: found.number,
    state,
    stateWord: stateWord(state),
    demo: found.demo,
    person: {
      givenName: person.givenName,
      familyName: person.familyName,
      birthDate: person.birthDate.toISOString().slice(0, 10),
      taxCode: person.taxCode,
      provisional: person.taxCode.length === 11,
      formerCodes: await formerCodes(person.id, db),
    },
    ...(title !== null && { title: title.it, titleByLanguage: title }),
    competences: found.competences.map(competenceView),
    ...(found.qualification !== null && { qualification: found.qualification as unknown as Qualification }),
    experiences: (found.learning as unknown as Outcome['learning'] | null)?.experiences ?? [],
    ...(due && {
      due: { by: due.by, late: due.late, term: due.term[language], isDefault: 'default' in due.term.origin, days: due.term.days },
    }),
    phases: phasesOf({ state, reached, endsHere }),
    ...(endsHere && { endsHere }),
    ...(await uploadsWaiting({ caseId, actor }, db)),
    leftOut: await leftOutOf(caseId, db),
    missing: [
      ...missing.map((document) => ({
        code: document.class,
        sentence: language === 'it' ? `Manca: ${document.it}.` : `Missing: ${document.en}.`,
        href: `#documento-${document.class}`,
      })),
      ...(fallen === undefined ? [] : [fallenView(problemOf('missing.standing-act', factsOf(fallen))[language])]),
    ],
    documents: found.documents.map(
      ({ id, class: documentClass, title, sealedBy, dated, keptUntil, attestationId, content, commissionId }) => ({
        id,
        title,
        titleByLanguage: documentTitle({ class: documentClass, title }, rulePack),
        opens: READABLE.has(documentClass) || content !== null,
        sealed: READABLE.has(documentClass),
        printed: content !== null || (commissionId !== null && isCommissionPaper(documentClass)),
        ...(attestationId !== null && { attestationId }),
        ...(attestationId === null && documentClass === 'attestato' && attestation && { attestationId: attestation.id }),
        date: dated.toISOString().slice(0, 10),
        ...ended({ class: documentClass, commissionId }),
        ...(sealedBy !== null && { sealedBy }),
        ...(keptUntil !== null && { keptUntil: keptUntil.toISOString().slice(0, 10) }),
      }),
    ),
    ...(candidacy && { commission: commissionView(candidacy.commission) }),
    ...(sitting?.minutes && { decision: decisionView(sitting, caseId) }),
    ...(attestation && { attestation }),
    ...(await differenceView({ caseId, state, actor }, db)),
    ...(outside && { register: registerView(found.register, reached) }),
    rulePack: {
      id: rulePack.id,
      version: rulePack.version,
      title: rulePack.title[language],
      note: rulePack.note[language],
      office: rulePack.appointedBy.office,
    },
    chambers: chambers.map(({ id, name, kind }) => ({ id, name, kind })),
    ...(await handedView(found, prisma)),
    ...sayWhy(
      caseActions({
        state,
        missing: missing.map((document) => document[language]),
        closedBy,
        number: { outside, given: found.register !== null },
        fallen: fallen && { case: found.number, ...factsOf(fallen) },
        word: attestation?.state.word,
        actor,
      }),
      language,
    ),
  }
}

/** From the validation to the certificate: whatever comes next rests on an act that was sealed before. */
const RESTS_ON_AN_ACT: ReadonlySet<CaseState> = new Set<CaseState>([
  'validazione_rilasciata',
  'commissione_richiesta',
  'commissione_nominata',
  'convocato',
  'esame_aperto',
  'esame_svolto',
  'verbale_firmato',
  'da_registrare',
])
const fallenView = (sentence: string) => ({ code: 'missing.standing-act', sentence })

/** What the person sent, and nobody has looked at yet: told to whoever decides about it. */
async function uploadsWaiting({ caseId, actor }: { caseId: string; actor: Actor }, db: Pick<Database, 'rows'>) {
  if (actor.role !== 'officer') return {}
  const [row] = await db.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM citizen_upload WHERE case_id = $1 AND organisation_id = $2 AND state = 'arrived'`,
    [caseId, actor.organisation.id],
  )
  return row !== undefined && row.count > 0 ? { uploadsWaiting: row.count } : {}
}

/** While the dossier may still be written: what it says otherwise than the document of trasparenza that was sealed of it. */
async function differenceView({ caseId, state, actor }: { caseId: string; state: CaseState; actor: Actor }, db: Pick<Database, 'rows'>) {
  if (actor.role !== 'officer' || state !== 'trasparenza_rilasciata') return {}
  const since = await sinceTransparency(caseId, db)
  if (since === undefined || since.changes.length === 0) return {}
  return { sinceTransparency: { ...since, changes: since.changes.map(([it, en]) => ({ it, en })) } }
}

/** Whether nothing comes after individuazione in this body: what is said and drawn of the way ends there. */
async function endsWithIdentification(
  { organisationId, state, at }: { organisationId: string; state: CaseState; at: Date },
  db: Pick<Database, 'rows'>,
): Promise<boolean> {
  const early: readonly CaseState[] = ['accoglienza', 'individuazione', 'trasparenza_rilasciata']
  return early.includes(state) && !(await mayGoBeyond({ organisationId, at }, db))
}

/** Each time that a commission went on without the person: when, and why in its words. */
function leftOutOf(caseId: string, db: Pick<Database, 'rows'>) {
  return db.rows<{ at: Date; why: string; reason: string }>(
    `SELECT t.at, r.class AS why, r.reason FROM case_transition t JOIN case_reason r ON r.transition_id = t.id
     WHERE t.case_id = $1 AND t.act = 'leave-out' ORDER BY t.at`,
    [caseId],
  )
}

/** Codes that the person had before; what was sealed then still says them. */
function formerCodes(personId: string, db: Pick<Database, 'rows'>) {
  return db.rows<{ taxCode: string; replacedAt: Date; replacedBy: string }>(
    `SELECT f.tax_code AS "taxCode", f.replaced_at AS "replacedAt", a.name AS "replacedBy"
     FROM person_former_code f JOIN account a ON a.id = f.replaced_by WHERE f.person_id = $1 ORDER BY f.replaced_at`,
    [personId],
  )
}

/** Where a case came from or went to, and whether anybody here has taken it on. */
async function handedView(
  found: { handedFromBody: string | null; handedTo: string | null; handedReason: string | null; takenOnAt: Date | null },
  prisma: Prisma,
) {
  const bodyId = found.handedTo ?? found.handedFromBody
  if (bodyId === null) return {}
  const body = await prisma.organisation.findUnique({ where: { id: bodyId }, select: { name: true } })
  const name = body?.name ?? ''
  if (found.handedTo !== null) return { handedTo: { body: name } }
  return { handedFrom: { body: name, reason: found.handedReason ?? '', waiting: found.takenOnAt === null } }
}

/** Classes of documents that exist here as data, and can be opened (reads/case-document.ts). */
const READABLE: ReadonlySet<string> = new Set(['nomina', 'revoca', 'verbale'])

const INCLUDE = {
  person: true,
  competences: { where: { OR: [{ validated: null }, { validated: true }] }, orderBy: { position: 'asc' } },
  documents: { orderBy: [{ dated: 'asc' }, { createdAt: 'asc' }] },
  transitions: { orderBy: { id: 'asc' } },
  register: true,
  // The one that stands: a rettifica takes the place of what it corrects.
  attestations: { where: { kind: 'certificato', successor: null }, select: { id: true } },
  candidacies: {
    where: { commission: { revocation: null } },
    include: {
      commission: {
        include: {
          chamber: true,
          members: { include: { expert: true } },
          sittings: { include: { minutes: { include: WITH_SIGNATURES }, judgements: true, leftOut: true } },
        },
      },
    },
  },
} satisfies PrismaTypes.IvcCaseInclude

interface CompetenceRow {
  readonly id: string
  readonly competence: unknown
}

/** A competence of a case as pages show it. */
export function competenceView({ id, competence }: CompetenceRow) {
  const { name, code, eqfLevel, repertory, abilities, knowledge, demo } = competence as Competence
  return {
    id,
    name: name.it,
    nameByLanguage: name,
    code,
    eqfLevel,
    section: repertory.section,
    repertory: `${repertory.name}, ${repertory.release}`,
    abilities,
    knowledge,
    demo,
  }
}

/** The number that comes from outside: since when it is waited for, and what came. */
function registerView(given: { number: string; givenAt: Date } | null, reached: ReadonlyMap<string, Date>) {
  const asked = reached.get('da_registrare')
  return {
    ...(asked && { askedAt: asked.toISOString() }),
    ...(given !== null && { number: given.number, givenAt: given.givenAt.toISOString() }),
  }
}

function decisionView(
  sitting: {
    minutes: {
      number: string
      satAt: Date
      closedAt: Date
      closer: { name: string }
      text: { signatures: readonly { answer: string; expert: { name: string } }[] } | null
    } | null
    judgements: readonly { caseId: string; competenceId: string; outcome: string; reason: string }[]
  },
  caseId: string,
) {
  const { minutes } = sitting
  return {
    minutesNumber: minutes?.number,
    satAt: minutes?.satAt.toISOString(),
    closedAt: minutes?.closedAt.toISOString(),
    closedBy: minutes?.closer.name,
    signedBy: minutes === null ? [] : signersOf(minutes),
    outcomes: sitting.judgements
      .filter((judgement) => judgement.caseId === caseId)
      .map(({ competenceId, outcome, reason }) => ({ competenceId, outcome, reason })),
  }
}

/** Everybody who signed; of minutes of before, the president alone. */
function signersOf({
  closer,
  text,
}: {
  closer: { name: string }
  text: { signatures: readonly { answer: string; expert: { name: string } }[] } | null
}) {
  const names = (text?.signatures ?? []).flatMap(({ answer, expert }) => (answer === 'signed' ? [expert.name] : []))
  return names.length === 0 ? [closer.name] : names
}
