import { randomUUID } from 'node:crypto'
import type { Actor } from '../../issuer/auth/actor.ts'
import type { Act } from '../../issuer/procedure/procedure.ts'
import { rulePackOf } from '../../issuer/rule-pack/rule-pack.ts'
import { appointCommission } from '../../issuer/steps/appoint-commission.ts'
import { beginIdentification } from '../../issuer/steps/begin-identification.ts'
import { closeMinutes } from '../../issuer/steps/close-minutes.ts'
import { decideApplication } from '../../issuer/steps/decide-application.ts'
import { declareNoConflict } from '../../issuer/steps/declare-no-conflict.ts'
import { addEvidence } from '../../issuer/steps/dossier/add-evidence.ts'
import { chooseCompetences } from '../../issuer/steps/dossier/choose-competences.ts'
import { keepExperience } from '../../issuer/steps/dossier/keep-experience.ts'
import { keepSupport } from '../../issuer/steps/dossier/keep-support.ts'
import { conclude, giveUp } from '../../issuer/steps/end-early.ts'
import { refuseValidation, releaseValidation } from '../../issuer/steps/end-validation.ts'
import { fileApplication } from '../../issuer/steps/file-application.ts'
import { judgeCompetence } from '../../issuer/steps/judge-competence.ts'
import { type OpenCaseInput, openCase } from '../../issuer/steps/open-case.ts'
import { openSitting } from '../../issuer/steps/open-sitting.ts'
import { planAssessment } from '../../issuer/steps/plan-assessment.ts'
import { recordPresence } from '../../issuer/steps/record-presence.ts'
import { releaseAttestation } from '../../issuer/steps/release-attestation.ts'
import { releaseTransparency } from '../../issuer/steps/release-transparency.ts'
import { requestCommission } from '../../issuer/steps/request-commission.ts'
import { validateCompetence } from '../../issuer/steps/validate-competence.ts'
import { key, membersOf, nextTaxCode, type People, registered, signed, sittersOf } from './exam.ts'
import type { House } from './house.ts'

/** A PDF as far as a dossier looks: its first bytes. Each is another file. */
export const scan = () => new TextEncoder().encode(`%PDF-1.7\n${randomUUID()}\n`)

export function welcomeInput(actor: Actor, changes: Partial<OpenCaseInput> = {}): OpenCaseInput {
  return {
    actor,
    idempotencyKey: key(),
    person: { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode(), email: 'isora@posta.example' },
    reception: {
      metOn: '2026-11-20',
      channel: 'sportello',
      identifiedWith: 'documento',
      interpreter: false,
      need: 'Vorrei che quello che so fare valesse anche altrove.',
      informed: true,
    },
    context: 'lavoro',
    province: 'BG',
    demo: true,
    ...changes,
  }
}

/** One case, and everybody who has to do with it: each act is done as they would, with whatever it needs written down before. */
export interface Walk {
  readonly caseId: string
  readonly house: Pick<House, 'world' | 'clock'>
  readonly people: People
}

export async function welcome(house: Walk['house'], people: People, changes: Partial<OpenCaseInput> = {}): Promise<Walk> {
  const { officer, province } = people
  const { id } = await openCase(welcomeInput(officer, { ...(province !== undefined && { province }), ...changes }), house.world)
  return { caseId: id, house, people }
}

/** Writes a dossier: two experiences, a profile, each competence shown by the first experience, a CV. */
export async function writeDossier({ caseId, house: { world }, people: { officer: actor, certifies = 'profile' } }: Walk): Promise<void> {
  const on = () => ({ actor, idempotencyKey: key(), caseId })
  const experience = {
    context: 'lavoro',
    title: 'Selezione del personale',
    from: '2019-01-01',
    until: '2024-12-31',
    hours: 900,
    activities: ['DEMO.24.01.01.02'],
  } as const
  const { id: experienceId } = await keepExperience({ ...on(), experience }, world)
  const choice = { profile: { profile: 'diversity-manager' }, competence: { competences: ['trasversale-qualita'] } }[certifies]
  await chooseCompetences({ ...on(), choice }, world)
  for (const competenceId of await competencesOf({ caseId, world })) {
    await keepSupport({ ...on(), competenceId, supports: [{ experienceId, strength: 'piena' }] }, world)
  }
  await addEvidence({ ...on(), evidence: { class: 'cv-europass', title: 'CV', bytes: scan() } }, world)
}

export async function competencesOf({ caseId, world }: { caseId: string; world: House['world'] }): Promise<string[]> {
  const rows = await world.db.rows<{ id: string }>(
    'SELECT id FROM case_competence WHERE case_id = $1 AND validated IS NOT FALSE ORDER BY position',
    [caseId],
  )
  return rows.map(({ id }) => id)
}

export const reason = { class: 'prova', text: 'Le evidenze e le competenze scelte vanno insieme.' }

/** Does one act as its office would. @throws AttestaError whatever the step refuses with */
export async function doAct(act: Act, walk: Walk): Promise<void> {
  const { caseId, house, people } = walk
  const { world, clock } = house
  const { officer, chamber, president, expert, province } = people
  const on = { actor: officer, idempotencyKey: key(), caseId }
  clock.advance(3600)
  switch (act) {
    case 'welcome':
      await openCase(welcomeInput(officer, { ...(province !== undefined && { province }) }), world)
      return
    case 'begin-identification':
      await beginIdentification(on, world)
      return writeDossier(walk)
    case 'release-transparency':
      return void (await releaseTransparency(on, world))
    case 'file-application':
      return void (await fileApplication(on, world))
    case 'admit':
    case 'reject':
      return void (await decideApplication({ ...on, admitted: act === 'admit', reason }, world))
    case 'plan-assessment': {
      // Later the same hour: whoever walks on finds that its day has come.
      const interviewAt = new Date(clock.at.getTime() + 1_800_000)
      await planAssessment({ ...on, plan: { interviewAt, place: 'Bergamo', methods: ['colloquio'], mode: 'presential' } }, world)
      return
    }
    case 'release-validation':
    case 'refuse-validation': {
      const validated = act === 'release-validation'
      for (const competenceId of await competencesOf({ caseId, world })) {
        const found = { competenceId, validated, reason: reason.text }
        await validateCompetence({ ...on, idempotencyKey: key(), ...found }, world)
      }
      return void (await (validated ? releaseValidation(on, world) : refuseValidation(on, world)))
    }
    case 'request-commission':
      return void (await requestCommission({ ...on, chamberId: chamber.organisation.id }, world))
    case 'appoint':
    case 'convene': {
      const [request] = await world.db.rows<{ id: string }>('SELECT id FROM commission_request WHERE case_id = $1', [caseId])
      await appointCommission(
        {
          actor: chamber,
          idempotencyKey: key(),
          requestIds: [request?.id ?? randomUUID()],
          members: await membersOf(house, people),
          actNumber: `ATTO/${randomUUID().slice(0, 8)}`,
          sittingPlannedAt: new Date(clock.at.getTime() + 3_600_000),
          place: 'Bergamo',
        },
        world,
      )
      return
    }
    case 'open-sitting': {
      const sittingId = await sittingOf(walk)
      for (const actor of sittersOf(people)) await declareNoConflict({ actor, idempotencyKey: key(), sittingId, caseId }, world)
      return void (await openSitting({ actor: president, idempotencyKey: key(), sittingId }, world))
    }
    case 'end-exam':
    case 'sign-minutes':
    case 'refuse-certificate': {
      const sittingId = await sittingOf(walk)
      const members = await membersOf(house, people)
      await recordPresence(
        { actor: president, idempotencyKey: key(), sittingId, memberIds: members.map(({ expertId }) => expertId) },
        world,
      )
      const outcome = act === 'refuse-certificate' ? 'non certificata' : 'certificata'
      for (const competenceId of await competencesOf({ caseId, world })) {
        const judgement = { sittingId, caseId, competenceId, outcome, reason: reason.text } as const
        await judgeCompetence({ actor: expert, idempotencyKey: key(), ...judgement }, world)
      }
      await signed(house, people, { sittingId })
      return void (await closeMinutes({ actor: president, idempotencyKey: key(), sittingId }, world))
    }
    case 'register':
      return registered(house, people, walk)
    case 'release':
      return void (await releaseAttestation(on, world))
    case 'conclude':
      return void (await conclude(on, world))
    case 'give-up':
      return void (await giveUp({ ...on, reason }, world))
    default:
      throw new Error(`no one does ${act} here yet`)
  }
}

async function sittingOf({ caseId, house }: Walk): Promise<string> {
  const [row] = await house.world.db.rows<{ id: string }>(
    `SELECT s.id FROM sitting s JOIN commission_candidate c ON c.commission_id = s.commission_id WHERE c.case_id = $1
       AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = s.commission_id)`,
    [caseId],
  )
  return row?.id ?? randomUUID()
}

/** The way to the certificate, as far as an act. */
export const TO_THE_CERTIFICATE = [
  'begin-identification',
  'release-transparency',
  'file-application',
  'admit',
  'plan-assessment',
  'release-validation',
  'request-commission',
  'appoint',
  'open-sitting',
  'sign-minutes',
  'register',
  'release',
] as const satisfies readonly Act[]

/** Those that somebody does under the rules of a case: where the number is given at the release, nobody asks for it before. */
export async function wayOf({ caseId, house: { world } }: Walk): Promise<readonly (typeof TO_THE_CERTIFICATE)[number][]> {
  const [rules] = await world.db.rows<{ id: string; version: string }>(
    'SELECT rule_pack_id AS id, rule_pack_version AS version FROM ivc_case WHERE id = $1',
    [caseId],
  )
  if (rules === undefined) throw new Error('the case is gone')
  const { givenBy } = rulePackOf(rules).numbering.attestation
  return TO_THE_CERTIFICATE.filter((act) => act !== 'register' || givenBy === 'outside')
}

export async function walkTo(last: (typeof TO_THE_CERTIFICATE)[number], walk: Walk): Promise<void> {
  const until = TO_THE_CERTIFICATE.indexOf(last)
  for (const act of await wayOf(walk)) if (TO_THE_CERTIFICATE.indexOf(act) <= until) await doAct(act, walk)
}
