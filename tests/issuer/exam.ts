import { randomUUID } from 'node:crypto'
import type { Actor } from '../../issuer/auth/actor.ts'
import { competenceOf, profileOf } from '../../issuer/demo/repertory.ts'
import { type AppointCommissionInput, appointCommission } from '../../issuer/steps/appoint-commission.ts'
import { closeMinutes } from '../../issuer/steps/close-minutes.ts'
import { declareNoConflict } from '../../issuer/steps/declare-no-conflict.ts'
import { giveNumber } from '../../issuer/steps/give-number.ts'
import { judgeCompetence } from '../../issuer/steps/judge-competence.ts'
import { openSitting } from '../../issuer/steps/open-sitting.ts'
import { recordPresence } from '../../issuer/steps/record-presence.ts'
import { registerCase } from '../../issuer/steps/register-case.ts'
import { requestCommission } from '../../issuer/steps/request-commission.ts'
import { signMinutes } from '../../issuer/steps/sign-minutes.ts'
import { type TakeOverInput, takeOverCase } from '../../issuer/steps/take-over-case.ts'
import { writeMinutes } from '../../issuer/steps/write-minutes.ts'
import type { House } from './house.ts'

export interface People {
  readonly officer: Actor
  readonly chamber: Actor
  readonly president: Actor
  readonly expert: Actor
  /** Without it the region of the demo. */
  readonly region?: Actor
  /** Everybody who sits; without it the president and the expert. */
  readonly seats?: readonly { readonly actor: Actor; readonly expertId: string; readonly role: string }[]
  readonly province?: string
  /** A whole profile, unless it says otherwise. */
  readonly certifies?: 'profile' | 'competence'
}

/** Whoever sits, the president last: the others sign before. */
export const sittersOf = ({ seats, president, expert }: People): readonly Actor[] =>
  seats === undefined ? [expert, president] : [...seats.map(({ actor }) => actor).filter((actor) => actor !== president), president]

export interface Exam {
  readonly caseId: string
  readonly number: string
  readonly requestId: string
  readonly commissionId: string
  readonly sittingId: string
  readonly competences: readonly string[]
  readonly members: AppointCommissionInput['members']
}

const DOCUMENTS = ['cv-europass', 'dossier', 'domanda', 'validazione'].map((documentClass) => ({
  class: documentClass,
  title: documentClass,
}))
let persons = 0

export const key = () => `test-${randomUUID()}`

export async function peopleOf(house: House): Promise<People> {
  return {
    officer: await house.who('officer-orobie', 'officer'),
    chamber: await house.who('chamber-bergamo', 'chamber'),
    president: await house.who('president-1', 'member', 'camera-bergamo'),
    expert: await house.who('expert-1', 'member', 'camera-bergamo'),
  }
}

/** Provisional tax codes: eleven digits with a check digit, as many as a test wants. */
export function nextTaxCode(): string {
  const ten = String(9_900_000_000 + ++persons)
  const sum = [...ten].reduce(
    (total, digit, index) => total + (index % 2 === 0 ? Number(digit) : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0)),
    0,
  )
  return `${ten}${(10 - (sum % 10)) % 10}`
}

export function caseInput(actor: Actor, changes: Partial<TakeOverInput> = {}): TakeOverInput {
  const profile = profileOf('diversity-manager')
  return {
    actor,
    idempotencyKey: key(),
    person: { givenName: 'Nèva', familyName: "D'Adùlio", birthDate: '1990-04-05', taxCode: nextTaxCode(), email: 'neva@posta.example' },
    profile: 'diversity-manager',
    title: profile.qualification.name,
    qualification: profile.qualification,
    competences: profile.competences,
    learning: {
      setting: 'informal',
      experiences: [{ title: 'Selezione del personale', from: '2019-01-01', until: '2024-12-31', hours: 900 }],
    },
    assessment: { type: 'colloquio', mode: 'presential', idVerification: 'with-id' },
    sector: 'Area comune',
    province: 'BG',
    documents: DOCUMENTS,
    demo: true,
    ...changes,
  }
}

export const transversal = { qualification: undefined, profile: 'trasversale-qualita', competences: [competenceOf('trasversale-qualita')] }

/** From nothing to an appointed commission, one hour an act; the sitting is convened for the hour that the clock then shows. */
export async function appointed(
  house: House,
  people: People,
  changes: Partial<TakeOverInput> = {},
  options: { daysAhead?: number } = {},
): Promise<Exam> {
  const { world, clock } = house
  const { id: caseId, number } = await takeOverCase(caseInput(people.officer, changes), world)
  clock.advance(3600)
  const { id: requestId } = await requestCommission(
    { actor: people.officer, idempotencyKey: key(), caseId, chamberId: people.chamber.organisation.id },
    world,
  )
  clock.advance(3600)
  const members = await membersOf(house, people)
  const { commissionId, sittingId } = await appointCommission(
    {
      actor: people.chamber,
      idempotencyKey: key(),
      requestIds: [requestId],
      members,
      actNumber: `ATTO/${randomUUID().slice(0, 8)}`,
      sittingPlannedAt: new Date(clock.at.getTime() + (options.daysAhead ?? 0) * 86_400_000 + 3_600_000),
      place: 'Bergamo',
    },
    world,
  )
  clock.advance(3600)
  const rows = await world.db.rows<{ id: string }>('SELECT id FROM case_competence WHERE case_id = $1 ORDER BY position', [caseId])
  return { caseId, number, requestId, commissionId, sittingId, competences: rows.map(({ id }) => id), members }
}

export async function membersOf(
  { world }: Pick<House, 'world'>,
  { chamber, president, expert, seats }: People,
): Promise<AppointCommissionInput['members']> {
  if (seats !== undefined) return seats.map(({ expertId, role }) => ({ expertId, role }))
  const rows = await world.db.rows<{ id: string; account_id: string }>('SELECT id, account_id FROM expert WHERE organisation_id = $1', [
    chamber.organisation.id,
  ])
  const idOf = (actor: Actor) => rows.find(({ account_id }) => account_id === actor.accountId)?.id ?? ''
  return [
    { expertId: idOf(president), role: 'presidente' },
    { expertId: idOf(expert), role: 'esperto' },
  ]
}

/** Declarations, opening, presence. */
export async function opened({ world, clock }: House, { president, expert }: People, exam: Exam): Promise<void> {
  const { sittingId, caseId, members } = exam
  for (const actor of [president, expert]) await declareNoConflict({ actor, idempotencyKey: key(), sittingId, caseId }, world)
  await openSitting({ actor: president, idempotencyKey: key(), sittingId }, world)
  await recordPresence({ actor: president, idempotencyKey: key(), sittingId, memberIds: members.map(({ expertId }) => expertId) }, world)
  clock.advance(600)
}

export type Outcome = 'certificata' | 'non certificata'

/** Judgements in the order of the competences; the last outcome goes for the rest. */
export async function judged(
  { world }: House,
  { expert }: People,
  exam: Exam,
  outcomes: readonly Outcome[] = ['certificata'],
): Promise<void> {
  for (const [index, competenceId] of exam.competences.entries()) {
    const outcome = outcomes[index] ?? outcomes.at(-1) ?? 'certificata'
    const { sittingId, caseId } = exam
    await judgeCompetence(
      { actor: expert, idempotencyKey: key(), sittingId, caseId, competenceId, outcome, reason: 'Evidenze e colloquio concordano.' },
      world,
    )
  }
}

/** The president has the minutes written, and everybody who is there signs them. */
export async function signed({ world }: Pick<House, 'world'>, people: People, { sittingId }: Pick<Exam, 'sittingId'>): Promise<void> {
  const { digest } = await writeMinutes({ actor: people.president, idempotencyKey: key(), sittingId }, world)
  for (const actor of sittersOf(people)) await signMinutes({ actor, idempotencyKey: key(), sittingId, digest, answer: 'signed' }, world)
}

// Far from those of the demo, which tests may stand on.
let numbers = 700_000

/** What a register of a Region might answer. */
export const nextRegisterNumber = () => `LOM-2026-${String(++numbers).padStart(6, '0')}`

/** The body asks for the register number, and it comes. */
export async function registered(
  { world }: Pick<House, 'world'>,
  { officer: actor }: People,
  { caseId }: Pick<Exam, 'caseId'>,
): Promise<void> {
  await registerCase({ actor, idempotencyKey: key(), caseId }, world)
  await giveNumber({ actor, idempotencyKey: key(), caseId, number: nextRegisterNumber() }, world)
}

/** The whole way to signed minutes, and to a number for what they certified: only the release is left. */
export async function decided(
  house: House,
  people: People,
  options: { outcomes?: readonly Outcome[]; changes?: Partial<TakeOverInput> } = {},
): Promise<Exam> {
  const exam = await appointed(house, people, options.changes)
  await opened(house, people, exam)
  await judged(house, people, exam, options.outcomes)
  await signed(house, people, exam)
  await closeMinutes({ actor: people.president, idempotencyKey: key(), sittingId: exam.sittingId }, house.world)
  house.clock.advance(3600)
  if ((options.outcomes ?? ['certificata']).includes('certificata')) await registered(house, people, exam)
  return exam
}
