import type { Outcome, Person } from '../../credential/attestation/attestation.ts'
import { dayInRome } from '../../credential/time.ts'
import demo from '../../schemas/demo/cases.json' with { type: 'json' }
import type { Actor } from '../auth/actor.ts'
import { rulePackInForce } from '../rule-pack/rule-pack.ts'
import { annul } from '../steps/annul.ts'
import { type AppointCommissionInput, appointCommission } from '../steps/appoint-commission.ts'
import { closeMinutes } from '../steps/close-minutes.ts'
import { declareNoConflict } from '../steps/declare-no-conflict.ts'
import { giveNumber } from '../steps/give-number.ts'
import { judgeCompetence } from '../steps/judge-competence.ts'
import { logHours } from '../steps/log-hours.ts'
import { openSitting } from '../steps/open-sitting.ts'
import { recordPresence } from '../steps/record-presence.ts'
import { registerCase } from '../steps/register-case.ts'
import { releaseAttestation } from '../steps/release-attestation.ts'
import { requestCommission } from '../steps/request-commission.ts'
import { signMinutes } from '../steps/sign-minutes.ts'
import { takeOverCase } from '../steps/take-over-case.ts'
import type { World } from '../steps/world.ts'
import { writeMinutes } from '../steps/write-minutes.ts'
import { calendar } from './calendar.ts'
import { competenceOf, profileOf } from './repertory.ts'
import { actorOf } from './seed-organisations.ts'

type DemoCase = (typeof demo.cases)[number]

const MEMBERS = [
  { sub: 'president-1', role: 'presidente' },
  { sub: 'expert-1', role: 'esperto' },
] as const

/** Still to come whenever the demo is started anew; a sitting that nobody can open yet. */
const IN_TWO_MONTHS = 60
/** How many days after the case was opened each act happened; the sitting is held on the day for which it was convened. */
const AFTER = { request: 1, appointment: 4, sitting: 12, release: 14, annulment: 16 } as const

/** What a body accounts for: minutes by service of the rule pack. */
const HOURS = [
  ['accoglienza', 60],
  ['individuazione', 240],
  ['validazione', 120],
] as const

/** The clock of one case: it stands until it is moved to another act. */
interface Lived {
  readonly world: World
  /** Days after the opening, time in Rome. */
  readonly on: (days: number, time: string) => Date
  readonly moveTo: (days: number, time: string) => void
}

/**
 * The demo's cases, each taken by the steps themselves to the state that it is to have. What lies in the past is lived through in
 * the past, in office hours.
 */
export async function seedCases(world: World): Promise<void> {
  const day = calendar(world.now())
  for (const [index, demoCase] of demo.cases.entries()) {
    const openedDaysAgo = demoCase.target === 'validazione_rilasciata' ? 3 : 30 - index
    const on = (days: number, time: string) => day(openedDaysAgo - days, time)
    let at = on(0, '08:30')
    const moveTo = (days: number, time: string) => {
      at = on(days, time)
    }
    await seedCase(
      { demoCase, actNumber: `${41 + index}/${dayInRome(on(AFTER.appointment, '09:30')).slice(0, 4)}` },
      {
        world: { ...world, now: () => at },
        on,
        moveTo,
      },
    )
  }
}

async function seedCase({ demoCase, actNumber }: { demoCase: DemoCase; actNumber: string }, lived: Lived): Promise<void> {
  const { world, moveTo } = lived
  const { key, target } = demoCase
  const officer = await actorOf({ sub: demoCase.officer, role: 'officer' }, world.db)
  const { id: caseId } = await takeOverCase(openInput(demoCase, officer, world), world)
  for (const [service, minutes] of HOURS) {
    const hours = { service, day: dayInRome(lived.on(0, '08:30')), minutes }
    await logHours({ actor: officer, idempotencyKey: `seed-${key}-hours-${service}`, caseId, hours }, world)
  }
  if (target === 'validazione_rilasciata') return

  moveTo(AFTER.request, '09:00')
  const chamber = await actorOf({ sub: 'chamber-bergamo', role: 'chamber' }, world.db)
  const { id: requestId } = await requestCommission(
    { actor: officer, idempotencyKey: `seed-${key}-request`, caseId, chamberId: chamber.organisation.id },
    world,
  )
  const members: AppointCommissionInput['members'][number][] = []
  for (const { sub, role } of MEMBERS) members.push({ expertId: await expertOf(sub, chamber, world), role })
  moveTo(AFTER.appointment, '09:30')
  const { sittingId } = await appointCommission(
    {
      actor: chamber,
      idempotencyKey: `seed-${key}-appoint`,
      requestIds: [requestId],
      members,
      actNumber,
      sittingPlannedAt: lived.on(target === 'commissione_nominata' ? IN_TWO_MONTHS : AFTER.sitting, '10:00'),
      place: 'Bergamo, sala esami (dimostrativa)',
    },
    world,
  )
  if (target === 'commissione_nominata') return
  await holdSitting({ key, caseId, sittingId, members }, lived)

  moveTo(AFTER.release, '12:00')
  await registerCase({ actor: officer, idempotencyKey: `seed-${key}-register`, caseId }, world)
  const [place] = await world.db.rows<{ next: number }>('SELECT count(*)::int + 1 AS next FROM register_number')
  const registered = `LOM-${world.now().getUTCFullYear()}-${String(place?.next ?? 1).padStart(6, '0')}`
  await giveNumber({ actor: officer, idempotencyKey: `seed-${key}-number`, caseId, number: registered }, world)
  const { id: attestationId, number } = await releaseAttestation({ actor: officer, idempotencyKey: `seed-${key}-release`, caseId }, world)
  if (target !== 'annullato') return
  moveTo(AFTER.annulment, '15:00')
  await annul(
    {
      actor: officer,
      idempotencyKey: `seed-${key}-annul`,
      attestationId,
      confirmNumber: number,
      reasonClass: 'falsa-dichiarazione',
      reason: 'Le ore dichiarate non trovano riscontro nei documenti (dato dimostrativo).',
    },
    world,
  )
}

function openInput(demoCase: DemoCase, actor: Actor, { now }: World): Parameters<typeof takeOverCase>[0] {
  const profile = demoCase.profile === undefined ? undefined : profileOf(demoCase.profile)
  // A profile with competences named beside it is taken in parts: the acts stack up.
  const competences = demoCase.competences?.map(competenceOf) ?? profile?.competences ?? []
  const isPart = profile !== undefined && demoCase.competences !== undefined
  const title = profile?.qualification.name ?? competences[0]?.name
  if (title === undefined) throw new Error(`the demo case ${demoCase.key} has no competence`)
  const { key, province, workloadHours } = demoCase
  return {
    actor,
    idempotencyKey: `seed-${key}-open`,
    person: demoCase.person satisfies Person,
    profile: [demoCase.profile, ...(demoCase.competences ?? [])].filter((part) => part !== undefined).join('+') || key,
    title,
    ...(profile !== undefined && { qualification: { ...profile.qualification, partial: isPart } }),
    competences,
    learning: demoCase.learning as Outcome['learning'],
    assessment: { type: 'colloquio e prova pratica', mode: 'presential', idVerification: 'with-id' },
    ...(workloadHours !== undefined && { workloadHours }),
    ...(demoCase.participationMode !== undefined && { participationMode: 'work-based' }),
    qualityAssurance: 'Commissione esterna nominata dalla Camera di commercio',
    sector: profile?.sector ?? 'Area comune',
    province,
    documents: rulePackInForce({ region: 'ITC4', day: dayInRome(now()) }).documents.map(({ class: documentClass, it }) => ({
      class: documentClass,
      title: it,
    })),
    demo: true,
  }
}

interface Sitting {
  readonly key: string
  readonly caseId: string
  readonly sittingId: string
  readonly members: readonly { readonly expertId: string }[]
}

async function holdSitting({ key, caseId, sittingId, members }: Sitting, { world, moveTo }: Lived): Promise<void> {
  moveTo(AFTER.sitting, '09:45')
  const [first, second] = MEMBERS
  const president = await actorOf({ sub: first.sub, role: 'member', slug: 'camera-bergamo' }, world.db)
  const expert = await actorOf({ sub: second.sub, role: 'member', slug: 'camera-bergamo' }, world.db)
  for (const actor of [president, expert]) {
    await declareNoConflict({ actor, idempotencyKey: `seed-${key}-declare-${actor.accountId}`, sittingId, caseId }, world)
  }
  moveTo(AFTER.sitting, '10:00')
  await openSitting({ actor: president, idempotencyKey: `seed-${key}-open-sitting`, sittingId }, world)
  const memberIds = members.map(({ expertId }) => expertId)
  await recordPresence({ actor: president, idempotencyKey: `seed-${key}-presence`, sittingId, memberIds }, world)
  moveTo(AFTER.sitting, '10:40')
  const competences = await world.db.rows<{ id: string }>('SELECT id FROM case_competence WHERE case_id = $1 ORDER BY position', [caseId])
  for (const { id: competenceId } of competences) {
    await judgeCompetence(
      {
        actor: expert,
        idempotencyKey: `seed-${key}-judge-${competenceId}`,
        sittingId,
        caseId,
        competenceId,
        outcome: 'certificata',
        reason: 'Le evidenze e il colloquio mostrano piena padronanza (dato dimostrativo).',
      },
      world,
    )
  }
  moveTo(AFTER.sitting, '11:00')
  const { digest } = await writeMinutes({ actor: president, idempotencyKey: `seed-${key}-write`, sittingId }, world)
  for (const actor of [president, expert])
    await signMinutes({ actor, idempotencyKey: `seed-${key}-sign-${actor.accountId}`, sittingId, digest, answer: 'signed' }, world)
  await closeMinutes({ actor: president, idempotencyKey: `seed-${key}-close`, sittingId }, world)
}

async function expertOf(sub: string, chamber: Actor, { db }: World): Promise<string> {
  const [expert] = await db.rows<{ id: string }>(
    'SELECT e.id FROM expert e JOIN account a ON a.id = e.account_id WHERE a.subject = $1 AND e.organisation_id = $2',
    [sub, chamber.organisation.id],
  )
  if (expert === undefined) throw new Error(`the Chamber's roster lacks ${sub}`)
  return expert.id
}
