import { AttestaError } from '../../../credential/errors.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Act } from '../../procedure/procedure.ts'
import { annul } from '../../steps/annul.ts'
import { appointCommission } from '../../steps/appoint-commission.ts'
import { beginIdentification } from '../../steps/begin-identification.ts'
import { closeMinutes } from '../../steps/close-minutes.ts'
import { decideApplication } from '../../steps/decide-application.ts'
import { declareNoConflict } from '../../steps/declare-no-conflict.ts'
import { addEvidence } from '../../steps/dossier/add-evidence.ts'
import { chooseCompetences } from '../../steps/dossier/choose-competences.ts'
import { keepExperience } from '../../steps/dossier/keep-experience.ts'
import { keepSupport } from '../../steps/dossier/keep-support.ts'
import { conclude, giveUp } from '../../steps/end-early.ts'
import { refuseValidation, releaseValidation } from '../../steps/end-validation.ts'
import { fileApplication } from '../../steps/file-application.ts'
import { giveNumber } from '../../steps/give-number.ts'
import { judgeCompetence } from '../../steps/judge-competence.ts'
import { logHours } from '../../steps/log-hours.ts'
import { CONTEXTS, openCase } from '../../steps/open-case.ts'
import { openSitting } from '../../steps/open-sitting.ts'
import { planAssessment } from '../../steps/plan-assessment.ts'
import { recordPresence } from '../../steps/record-presence.ts'
import { registerCase } from '../../steps/register-case.ts'
import { releaseAttestation } from '../../steps/release-attestation.ts'
import { releaseTransparency } from '../../steps/release-transparency.ts'
import { requestCommission } from '../../steps/request-commission.ts'
import { signMinutes } from '../../steps/sign-minutes.ts'
import { validateCompetence } from '../../steps/validate-competence.ts'
import type { World } from '../../steps/world.ts'
import { writeMinutes } from '../../steps/write-minutes.ts'
import type { Chance } from './chance.ts'
import type { LargeBody, LargeExpert } from './directory.ts'
import { inventedPerson } from './invented.ts'

/** So many people are asked for one sitting before it is said that nobody is free. */
const MOST_ASKED = 40

function unlessBusy(error: unknown): undefined {
  if (error instanceof AttestaError && error.code === 'appoint.expert-busy') return undefined
  throw error
}

const CHOICES = [
  { profile: 'diversity-manager' },
  { profile: 'disability-manager' },
  { competences: ['trasversale-qualita'] },
  { competences: ['trasversale-sicurezza'] },
]
const TITLES = [
  'Sportello al pubblico',
  'Servizio civile in comune',
  'Selezione del personale',
  'Volontariato di protezione civile',
  'Inserimenti mirati',
]
const REASON = 'Le evidenze mostrano quello che la competenza chiede (dato dimostrativo).'
const reason = { class: 'dimostrativa', text: REASON }

/** One case on its way, with whoever has to do with it. */
export interface Walker {
  readonly index: number
  readonly dice: Chance
  readonly body: LargeBody
  caseId?: string
  requestId?: string
  sitting?: { readonly id: string; readonly members: readonly LargeExpert[] } | undefined
  attestation?: { readonly id: string; readonly number: string }
}

/** Does one act at the hour that the clock shows, by the step itself, with whatever it needs written down before. */
export async function doAct(
  act: Act,
  { walker, at, sittingAt }: { walker: Walker; at: Date /** For which day an appointment convenes. */; sittingAt: Date },
  world: World,
): Promise<void> {
  const { index, dice, body } = walker
  const { officer, chamber, province } = body
  let acts = 0
  const by = (actor: Actor) => ({ actor, idempotencyKey: `large-${index}-${act}-${acts++}` })
  if (act === 'welcome') {
    const opened = await openCase(
      {
        ...by(officer),
        person: inventedPerson(index, dice),
        reception: {
          metOn: dayOf(at),
          channel: 'sportello',
          identifiedWith: 'documento',
          interpreter: dice.happens(0.15),
          need: 'Vorrei che quello che so fare valesse anche altrove (dato dimostrativo).',
          informed: true,
        },
        context: dice.pick(CONTEXTS),
        province,
        demo: true,
      },
      world,
    )
    walker.caseId = opened.id
    return
  }
  const caseId = needed(walker.caseId)
  const on = () => ({ ...by(officer), caseId })
  const hours = async (service: string) => {
    await logHours({ ...on(), hours: { service, day: dayOf(at), minutes: dice.between(2, 16) * 15 } }, world)
  }
  switch (act) {
    case 'begin-identification':
      await beginIdentification(on(), world)
      return hours('accoglienza')
    case 'release-transparency':
      await writeDossier(on, dice, world)
      await hours('individuazione')
      return void (await releaseTransparency(on(), world))
    case 'file-application':
      return void (await fileApplication(on(), world))
    case 'admit':
    case 'reject':
      return void (await decideApplication({ ...on(), admitted: act === 'admit', reason }, world))
    case 'plan-assessment': {
      const interviewAt = new Date(at.getTime() + 5 * 86_400_000)
      const plan = { interviewAt, place: 'Sede dell’ente', methods: ['colloquio', 'prova pratica'], mode: 'presential' } as const
      return void (await planAssessment({ ...on(), plan }, world))
    }
    case 'release-validation':
    case 'refuse-validation': {
      const validated = act === 'release-validation'
      for (const competenceId of await competencesOf(caseId, world))
        await validateCompetence({ ...on(), competenceId, validated, reason: REASON }, world)
      await hours('validazione')
      return void (await (validated ? releaseValidation(on(), world) : refuseValidation(on(), world)))
    }
    case 'conclude':
      return void (await conclude(on(), world))
    case 'give-up':
      return void (await giveUp({ ...on(), reason }, world))
    case 'request-commission':
      walker.requestId = (await requestCommission({ ...on(), chamberId: chamber.officer.organisation.id }, world)).id
      return
    case 'appoint': {
      const appoint = (members: readonly LargeExpert[]) =>
        appointCommission(
          {
            ...by(chamber.officer),
            requestIds: [needed(walker.requestId)],
            members: members.map(({ expertId }, place) => ({ expertId, role: place === 0 ? 'presidente' : 'esperto' })),
            actNumber: `${index + 1000}/${dayOf(at).slice(0, 4)}`,
            sittingPlannedAt: sittingAt,
            place: `${chamber.seat}, sala esami (dimostrativa)`,
          },
          world,
        )
      walker.sitting = undefined
      // Whoever sits elsewhere at that hour is left in peace, and others are asked.
      for (let asked = 0; walker.sitting === undefined && asked < MOST_ASKED; asked++) {
        const members = [dice.pick(chamber.presidents), dice.pick(chamber.experts)]
        const appointed = await appoint(members).catch(unlessBusy)
        if (appointed !== undefined) walker.sitting = { id: appointed.sittingId, members }
      }
      needed(walker.sitting)
      return
    }
    case 'open-sitting': {
      const { id: sittingId, members } = needed(walker.sitting)
      for (const { actor } of members) await declareNoConflict({ ...by(actor), sittingId, caseId }, world)
      return void (await openSitting({ ...by(needed(members[0]).actor), sittingId }, world))
    }
    case 'sign-minutes':
    case 'refuse-certificate': {
      const { id: sittingId, members } = needed(walker.sitting)
      const president = needed(members[0]).actor
      await recordPresence({ ...by(president), sittingId, memberIds: members.map(({ expertId }) => expertId) }, world)
      const outcome = act === 'sign-minutes' ? 'certificata' : 'non certificata'
      for (const competenceId of await competencesOf(caseId, world))
        await judgeCompetence({ ...by(president), sittingId, caseId, competenceId, outcome, reason: REASON }, world)
      const { digest } = await writeMinutes({ ...by(president), sittingId }, world)
      for (const { actor } of members) await signMinutes({ ...by(actor), sittingId, digest, answer: 'signed' }, world)
      return void (await closeMinutes({ ...by(president), sittingId }, world))
    }
    case 'release':
      await registerCase(on(), world)
      await giveNumber({ ...on(), number: `LOM-${dayOf(at).slice(0, 4)}-${String(100_000 + index)}` }, world)
      walker.attestation = await releaseAttestation(on(), world)
      return
    case 'annul': {
      const { id: attestationId, number } = needed(walker.attestation)
      const why = 'Le ore dichiarate non trovano riscontro nei documenti (dato dimostrativo).'
      await annul({ ...by(officer), attestationId, confirmNumber: number, reasonClass: 'falsa-dichiarazione', reason: why }, world)
      return
    }
    default:
      throw new Error(`no life has the act ${act}`)
  }
}

type OfCase = { actor: Actor; idempotencyKey: string; caseId: string }

/** An experience, what was chosen, what shows it, and a CV. */
async function writeDossier(on: () => OfCase, dice: Chance, world: World): Promise<void> {
  const experience = {
    context: 'lavoro',
    title: dice.pick(TITLES),
    from: '2019-01-01',
    until: '2023-12-31',
    hours: dice.between(200, 2000),
  } as const
  const { id: experienceId } = await keepExperience({ ...on(), experience }, world)
  await chooseCompetences({ ...on(), choice: dice.pick(CHOICES) }, world)
  for (const competenceId of await competencesOf(on().caseId, world))
    await keepSupport({ ...on(), competenceId, supports: [{ experienceId, strength: 'piena' }] }, world)
  const bytes = new TextEncoder().encode('%PDF-1.7\n% dato dimostrativo\n')
  await addEvidence({ ...on(), evidence: { class: 'cv-europass', title: 'CV Europass', bytes } }, world)
}

async function competencesOf(caseId: string, { db }: World): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    'SELECT id FROM case_competence WHERE case_id = $1 AND validated IS NOT FALSE ORDER BY position',
    [caseId],
  )
  return rows.map(({ id }) => id)
}

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('this act has none of what must come before it')
  return value
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)
