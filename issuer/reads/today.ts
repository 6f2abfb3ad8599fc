import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { isItsDay } from '../steps/is-its-day.ts'
import { isThirdSector } from '../steps/volunteers/change-register.ts'
import { citizenTasks } from './citizen-tasks.ts'
import { correctionTasks } from './correction-tasks.ts'
import { dueOfRow, WITH_TRANSITIONS } from './due-of-row.ts'
import { emptySittingTasks } from './empty-sitting-tasks.ts'
import { grantTasks } from './grant-tasks.ts'
import { mandateTasks } from './mandate-tasks.ts'
import { planTasks } from './plan-tasks.ts'
import { refusalTasks } from './refusal-tasks.ts'
import { tieTasks } from './tie-tasks.ts'
import { titlesInPart } from './titles-in-part.ts'
import { registerTasks } from './volunteers/register-tasks.ts'

export interface Task {
  readonly id: string
  readonly verb: string
  /** Whom it is about; with the verb it makes the title in any language. */
  readonly person: string
  readonly title: string
  readonly detail: string
  /** What `detail` begins with, where it has a name in more than one language; the rest follows it in `beside`. */
  readonly subject?: { readonly titleByLanguage: LocalizedText; readonly beside: string }
  readonly href: string
  readonly due?: string
  /** Calendar date by which the rules want it done, and whether that day is over. */
  readonly term?: { readonly by: string; readonly late: boolean }
}

const nameOf = ({ givenName, familyName }: { givenName: string; familyName: string }) => `${givenName} ${familyName}`
/** A line under a task: the title of what is applied for, and what tells it apart. */
function detailOf(title: unknown, beside: string): Pick<Task, 'detail' | 'subject'> {
  const titleByLanguage = title as LocalizedText
  return { detail: `${titleByLanguage.it} · ${beside}`, subject: { titleByLanguage, beside } }
}

/** What is to be done today, by role, each task a verb (ux.md, Console). */
export async function readToday(world: { actor: Actor; prisma: Prisma; db: Database; now: Date }): Promise<Task[]> {
  return [...(await workOf(world)), ...(await grantTasks(world))]
}

async function workOf({ actor, prisma, db, now }: { actor: Actor; prisma: Prisma; db: Database; now: Date }): Promise<Task[]> {
  if (actor.role === 'officer') {
    const ofCases = [
      ...(await mandateTasks({ actor, db, now })),
      ...(await correctionTasks({ actor, db })),
      ...(await citizenTasks({ actor, db })),
      ...(await refusalTasks({ actor, db })),
      ...(await officerTasks({ actor, prisma, db, now })),
    ]
    if (!(await isThirdSector(actor.organisation.id, db))) return ofCases
    return [...ofCases.map(endsHere), ...(await registerTasks({ actor, db, now }))]
  }
  if (actor.role === 'region') return mandateTasks({ actor, db, now })
  if (actor.role === 'chamber') {
    return [
      ...(await tieTasks({ actor, db, now })),
      ...(await emptySittingTasks({ actor, db })),
      ...(await correctionTasks({ actor, db })),
      ...(await planTasks({ actor, db })),
      ...(await chamberTasks({ actor, prisma, now })),
    ]
  }
  if (actor.role === 'member') return memberTasks({ actor, prisma, db, now })
  return []
}

/** What waits for a body, the most urgent first; a person who is waiting for an act comes before one who is being heard. */
const ORDER = [
  { state: 'da_registrare', verb: 'release', title: (person: string) => `Rilascia l'attestato di ${person}` },
  { state: 'verbale_firmato', verb: 'release', title: (person: string) => `Rilascia l'attestato di ${person}` },
  { state: 'rilasciato', verb: 'offer', title: (person: string) => `Consegna l'attestato a ${person}` },
  { state: 'domanda_presentata', verb: 'decide', title: (person: string) => `Esamina la domanda di ${person}` },
  { state: 'ammessa', verb: 'plan', title: (person: string) => `Fissa l'accertamento di ${person}` },
  { state: 'accertamento', verb: 'validate', title: (person: string) => `Scrivi che cosa avete accertato su ${person}` },
  { state: 'validazione_rilasciata', verb: 'request-commission', title: (person: string) => `Chiedi la commissione per ${person}` },
  { state: 'trasparenza_rilasciata', verb: 'apply', title: (person: string) => `Presenta la domanda di ${person}, o concludi` },
  { state: 'individuazione', verb: 'dossier', title: (person: string) => `Completa il dossier di ${person}` },
  { state: 'accoglienza', verb: 'go-on', title: (person: string) => `Decidi se andare avanti con ${person}` },
] as const satisfies readonly { state: CaseState; verb: string; title: (person: string) => string }[]
/** A body of the third sector goes no further than individuazione: the next step is elsewhere (`may-go-beyond.ts`). */
function endsHere(task: Task): Task {
  if (task.verb !== 'apply') return task
  return { ...task, verb: 'end-or-hand-over', title: `Concludi la pratica di ${task.person}, o passala a un altro ente` }
}
/** Comes before everything: somebody sent the person here, and nobody has seen it yet. */
const TAKE_ON = { verb: 'take-on', title: (person: string) => `Prendi in carico la pratica di ${person}` } as const
const isWaiting = ({ handedFrom, takenOnAt }: { handedFrom: string | null; takenOnAt: Date | null }) =>
  handedFrom !== null && takenOnAt === null
const placeOf = (state: string) => ORDER.findIndex((one) => one.state === state)

/** For so long the desk reminds of an act that nobody took; after that it stands in the list of cases alone. */
const OFFER_DAYS = 90

async function officerTasks({ actor, prisma, db, now }: { actor: Actor; prisma: Prisma; db: Database; now: Date }): Promise<Task[]> {
  const lately = new Date(now.getTime() - OFFER_DAYS * 86_400_000)
  const untaken = { kind: 'certificato', successor: null, releasedAt: { gte: lately }, offers: { none: { usedAt: { not: null } } } }
  const cases = await prisma.ivcCase.findMany({
    where: {
      organisationId: actor.organisation.id,
      OR: [
        { state: { in: ORDER.map(({ state }) => state).filter((state) => state !== 'rilasciato') } },
        { state: 'rilasciato', attestations: { some: untaken } },
      ],
    },
    orderBy: { updatedAt: 'asc' },
    include: {
      person: true,
      register: true,
      ...WITH_TRANSITIONS,
      attestations: {
        where: { kind: 'certificato', successor: null },
        include: { offers: { where: { usedAt: { not: null } } }, changes: { orderBy: { seq: 'desc' }, take: 1 } },
      },
    },
    take: 200,
  })
  const inPart = await titlesInPart(
    cases.map(({ id }) => id),
    db,
  )
  return cases
    .filter(
      ({ state, attestations }) =>
        state !== 'rilasciato' || attestations.some(({ offers, changes }) => offers.length === 0 && changes[0]?.word !== 'annullato'),
    )
    .map((record) => ({ record, due: dueOfRow(record, now) }))
    .sort(
      (a, b) =>
        Number(isWaiting(b.record)) - Number(isWaiting(a.record)) ||
        Number(b.due?.late ?? false) - Number(a.due?.late ?? false) ||
        placeOf(a.record.state) - placeOf(b.record.state) ||
        (a.due?.by ?? '').localeCompare(b.due?.by ?? ''),
    )
    .map(({ record, due }) => {
      const person = nameOf(record.person)
      const { verb, title } = isWaiting(record) ? TAKE_ON : (waitsForNumber(record) ?? ORDER[placeOf(record.state)] ?? ORDER[0])
      const detail = record.title === null ? { detail: record.number } : detailOf(inPart.get(record.id) ?? record.title, record.number)
      return { id: record.id, person, ...detail, href: `/pratiche/${record.id}`, verb, title: title(person), ...termOf(due) }
    })
}

const WAITS = {
  verbale_firmato: { verb: 'register', title: (person: string) => `Chiedi il numero di registro per ${person}` },
  da_registrare: { verb: 'give-number', title: (person: string) => `Scrivi il numero di registro di ${person}, quando arriva` },
}

/** What is to be done before a release for which the number comes from outside; undefined once it is there. */
function waitsForNumber(record: { state: string; rulePackId: string; rulePackVersion: string; register: object | null }) {
  if (record.state !== 'verbale_firmato' && record.state !== 'da_registrare') return undefined
  const { numbering } = rulePackOf({ id: record.rulePackId, version: record.rulePackVersion })
  return numbering.attestation.givenBy === 'outside' && record.register === null ? WAITS[record.state] : undefined
}

const termOf = (term: Task['term']) => (term === undefined ? {} : { term })

async function chamberTasks({ actor, prisma, now }: { actor: Actor; prisma: Prisma; now: Date }): Promise<Task[]> {
  const requests = await prisma.commissionRequest.findMany({
    where: { chamberId: actor.organisation.id, commissionId: null },
    orderBy: { requestedAt: 'asc' },
    include: { case: { include: { person: true, ...WITH_TRANSITIONS } }, organisation: true },
    take: 200,
  })
  return requests.map((request) => ({
    ...termOf(dueOfRow(request.case, now)),
    id: request.id,
    verb: 'appoint',
    person: nameOf(request.case.person),
    title: `Nomina la commissione per ${nameOf(request.case.person)}`,
    ...detailOf(request.case.title, request.organisation.name),
    href: `/richieste/${request.id}`,
  }))
}

async function memberTasks({ actor, prisma, db, now }: { actor: Actor; prisma: Prisma; db: Database; now: Date }): Promise<Task[]> {
  const mine = { expert: { accountId: actor.accountId } }
  const sittings = await prisma.sitting.findMany({
    where: { organisationId: actor.organisation.id, state: { not: 'closed' }, commission: { revocation: null, members: { some: mine } } },
    orderBy: { plannedAt: 'asc' },
    include: {
      declarations: true,
      presences: true,
      texts: { where: { rewrite: null }, include: { signatures: true } },
      commission: { include: { members: { where: mine }, candidates: { include: { case: { include: { person: true } } } } } },
    },
    take: 200,
  })
  const conflicts = await db.rows<{ sitting_id: string; case_id: string; expert_id: string }>(
    'SELECT sitting_id, case_id, expert_id FROM sitting_conflict WHERE sitting_id = ANY ($1)',
    [sittings.map(({ id }) => id)],
  )
  const gone = await db.rows<{ sitting_id: string; case_id: string }>(
    'SELECT sitting_id, case_id FROM sitting_left_out WHERE sitting_id = ANY ($1)',
    [sittings.map(({ id }) => id)],
  )
  return sittings.flatMap((sitting) => {
    const candidates = sitting.commission.candidates.filter(
      ({ caseId, case: { state } }) => state !== 'rinuncia' && !gone.some((row) => row.sitting_id === sitting.id && row.case_id === caseId),
    )
    const me = sitting.commission.members[0]
    const presides = me?.role === 'presidente'
    const nobody = candidates.length === 0 && sitting.state !== 'signing'
    // Its office calls it off; the minutes of one that opened may say so before.
    if (nobody && !(presides && sitting.state === 'open')) return []
    const names = (candidates.length > 0 ? candidates : sitting.commission.candidates)
      .map(({ case: record }) => nameOf(record.person))
      .join(', ')
    const declared = candidates.every(({ caseId }) =>
      [
        ...sitting.declarations.map((row) => row.caseId === caseId && row.expertId === me?.expertId),
        ...conflicts.map((row) => row.sitting_id === sitting.id && row.case_id === caseId && row.expert_id === me?.expertId),
      ].includes(true),
    )
    const present = sitting.presences.map(({ expertId }) => expertId)
    const answered = sitting.texts.flatMap(({ signatures }) => signatures.map(({ expertId }) => expertId))
    const [verb, title] =
      sitting.state === 'signing'
        ? signing({ present, answered, me: me?.expertId ?? '', presides, names })
        : nobody
          ? ['write-nobody', `Scrivi il verbale: nessuno da esaminare (${names})`]
          : !declared
            ? ['declare', `Dichiara se hai conflitti con ${names}`]
            : sitting.state === 'open'
              ? ['judge', `Valuta le competenze di ${names}`]
              : presides && isItsDay({ plannedAt: sitting.plannedAt, at: now })
                ? ['open', `Apri la seduta per ${names}`]
                : ['wait', `Partecipa alla seduta per ${names}`]
    return [
      {
        id: sitting.id,
        verb,
        person: names,
        title,
        detail: `${sitting.commission.name} · ${sitting.place}`,
        href: `/sedute/${sitting.id}`,
        due: sitting.plannedAt.toISOString(),
      },
    ]
  })
}

/** Who was there signs; when all have answered, it is the president's turn again. */
function signing(at: { present: readonly string[]; answered: readonly string[]; me: string; presides: boolean; names: string }) {
  if (at.present.includes(at.me) && !at.answered.includes(at.me)) return ['sign', `Firma il verbale per ${at.names}`] as const
  if (at.presides && at.present.every((id) => at.answered.includes(id))) return ['close', `Chiudi il verbale per ${at.names}`] as const
  return ['wait-signatures', `Il verbale per ${at.names} aspetta le firme degli altri`] as const
}
