import type { Authority, DecisionRef, Kind, LocalizedText } from '../attestation/attestation.ts'
import type { DisclosedOutcome, StatusPlace } from '../attestation/index.ts'
import { outcomeDigest } from '../attestation/index.ts'
import type { ErrorCode } from '../errors.ts'
import { dayInRome, parseDateTime } from '../time.ts'
import type { Trust } from '../verify/world.ts'
import { checkChamber } from './check-chamber.ts'
import { isActMade } from './is-act-made.ts'
import { type KeyLookup, parseSealed, type Untrusted } from './open-seal.ts'
import { type Appointment, appointmentShape, type ChamberRecognition, type Decision, decisionShape } from './payloads.ts'
import type { EndLookup, RecognitionResult } from './recognition.ts'
import { causeOf, failed, isUnreachable, notChecked, passed, type Step } from './step.ts'

export interface CheckDecisionInput {
  /** DID of the body that issues. */
  readonly issuer: string
  readonly issuedAt: Date
  readonly kind: Kind
  readonly title: LocalizedText
  readonly place: StatusPlace
  readonly authority: Partial<Authority>
  /** Set when the document names its decision by digest, and it could not be had. */
  readonly isAuthorityMissing?: true
  /** What the document says about its decision, which must be what the decision says. */
  readonly declared?: DecisionRef
  /** DID of the ente titolare that the document names. */
  readonly titular?: { readonly id: string }
  readonly rulePack?: { readonly id: string; readonly version: string }
  readonly outcome: DisclosedOutcome
  readonly outcomeDigests: readonly string[]
  /** Set when something that is shown was never committed to. */
  readonly bindingFault?: string
  readonly trust: Trust
  readonly key: KeyLookup
  readonly endOf: EndLookup
}

export interface DecisionWalk {
  readonly step: Step
  readonly decision?: Decision
  readonly appointment?: Appointment
  readonly chamber?: RecognitionResult<ChamberRecognition>
}

type Rule = (stapled: Stapled, input: CheckDecisionInput) => Step | undefined

type RulePackRef = Decision['credentialSubject']['rulePack']

interface Stapled {
  readonly decision: Untrusted<Decision>
  readonly appointment: Untrusted<Appointment>
}

/**
 * Did a commission, appointed by a competent Chamber before it sat, decide exactly this? The rules that need no key come first, so
 * a forgery by the body's own key costs nobody a look-up (design.md §3).
 */
export async function checkDecision(input: CheckDecisionInput): Promise<DecisionWalk> {
  const { authority, key } = input
  if (input.isAuthorityMissing) return { step: notChecked('decision.unreachable', { cause: 'cose.authority' }) }
  if (authority.decision === undefined) return { step: failed('decision.missing') }
  if (authority.commission === undefined) return { step: failed('decision.appointment-missing') }
  if (authority.chamber === undefined) return { step: failed('decision.chamber-missing') }
  const stapled = parse(authority.decision, authority.commission)
  if ('step' in stapled) return stapled
  const decision = stapled.decision.payload
  const appointment = stapled.appointment.payload
  const read = { decision, appointment }

  for (const rule of rules) {
    const step = rule(stapled, input)
    if (step !== undefined) return { ...read, step }
  }

  const { chamber, refusal } = await checkChamber({ ...input, ...stapled, chamber: authority.chamber, renewal: authority.renewal })
  if (refusal !== undefined) return { ...read, chamber, step: refusal }
  const seal = (await sealStep(stapled.decision, key)) ?? (await sealStep(stapled.appointment, key))
  if (seal !== undefined) return { ...read, chamber, step: seal }
  const { minutes, satAt, corrects } = decision.credentialSubject
  const facts = { minutes: minutes.number, satAt }
  const step =
    corrects === undefined
      ? passed('decision.passed', facts)
      : passed('decision.corrected', { ...facts, act: corrects.act.number, date: corrects.act.date })
  return { ...read, chamber, step }
}

const rules: readonly Rule[] = [
  ({ decision: { payload } }, { issuer }) => no(payload.credentialSubject.body === issuer, 'decision.other-body'),
  // A body that judged its own candidates would be no third party (D.Lgs. 13/2013 art. 7 c. 1 lett. f: terzietà).
  ({ decision: { payload } }, { issuer }) => no(payload.issuer !== issuer, 'decision.chamber-is-body'),
  ({ decision, appointment }) => no(decision.payload.issuer === appointment.payload.issuer, 'decision.other-chamber'),
  ({ decision, appointment }) =>
    no(decision.payload.credentialSubject.id === appointment.payload.credentialSubject.id, 'decision.other-commission'),
  ({ decision, appointment }) =>
    no(
      parseDateTime(appointment.payload.credentialSubject.appointedAt) < parseDateTime(decision.payload.credentialSubject.satAt),
      'decision.appointed-after-sitting',
    ),
  // A date that the Chamber wrote is worth what its seal is: an appointment sealed later was not there when they sat.
  ({ decision, appointment }) =>
    no(appointment.signedAt < parseDateTime(decision.payload.credentialSubject.satAt), 'decision.appointed-after-sitting'),
  ({ appointment: { payload, signedAt } }) => {
    const { act, appointedAt } = payload.credentialSubject
    return no(isActMade({ date: act.date, began: parseDateTime(appointedAt), signedAt }), 'decision.appointment-act-later')
  },
  ({ decision, appointment: { payload } }) =>
    no(isInForce(payload, parseDateTime(decision.payload.credentialSubject.satAt)), 'decision.appointment-not-in-force'),
  ({ decision: { payload } }) =>
    no(parseDateTime(payload.credentialSubject.satAt) <= parseDateTime(payload.validFrom), 'decision.sealed-before-sitting'),
  ({ decision: { payload, signedAt } }) =>
    no(secondsOf(parseDateTime(payload.credentialSubject.satAt)) <= secondsOf(signedAt), 'decision.sealed-before-sitting'),
  ({ decision }) => no(isOfSitting(decision), 'decision.minutes-date'),
  ({ decision }) => no(isCorrectedLater(decision), 'decision.correction-date'),
  // What was judged was judged by then.
  ({ decision }, { outcome: { assessment } }) =>
    no(assessment === undefined || assessment.date <= dayOfClosing(decision), 'decision.assessed-later'),
  // An act counts whole seconds, the decision milliseconds: both are compared by the second.
  ({ decision: { payload } }, { issuedAt }) => no(wholeSecond(payload.validFrom) <= secondsOf(issuedAt), 'decision.after-release'),
  ({ decision: { signedAt } }, { issuedAt }) => no(secondsOf(signedAt) <= secondsOf(issuedAt), 'decision.after-release'),
  // One person is no college (D.Lgs. 13/2013 art. 7 c. 1 lett. f: collegialità).
  ({ decision: { payload } }) => no(payload.credentialSubject.quorum.required >= 2, 'decision.not-collegial'),
  ({ decision: { payload } }) => {
    const { required, present } = payload.credentialSubject.quorum
    return present >= required ? undefined : failed('decision.quorum-missing', { required, present })
  },
  (_, { bindingFault }) => {
    if (bindingFault === undefined) return undefined
    return failed(bindingFault === 'claim-in-plain' ? 'decision.claim-in-plain' : 'decision.claim-not-committed')
  },
  ({ decision: { payload } }, { kind, title, outcomeDigests: digests, place: status }) =>
    no(payload.credentialSubject.outcomes.includes(outcomeDigest({ kind, title, digests, status })), 'decision.outcome-absent'),
  ({ appointment: { payload } }, { outcome }) => no(isAssigned(payload, outcome), 'decision.competence-not-assigned'),
  ({ appointment: { payload } }, { outcome }) => (isToldApart(payload, outcome) ? undefined : notChecked('decision.profile-not-shown')),
  ({ decision: { payload } }, { rulePack }) => no(isSamePack(payload.credentialSubject.rulePack, rulePack), 'decision.contradiction'),
  (stapled, { declared }) => no(declared !== undefined && agrees(stapled, declared), 'decision.contradiction'),
  ({ decision: { payload } }, { declared }) => no(payload.credentialSubject.closedBy !== declared?.releasedBy, 'decision.four-eyes'),
]

/** Whatever is shown, competences and profile, is what the commission was appointed for; without a list of competences, all of its profiles are. */
function isAssigned({ credentialSubject }: Appointment, { competences, qualification }: DisclosedOutcome): boolean {
  const assigned = credentialSubject.recognizedTo.flatMap((action) => action.competences)
  const profiles = credentialSubject.recognizedTo.flatMap((action) => action.profiles)
  if (assigned.length === 0 && profiles.length === 0) return false
  if (assigned.length > 0 && !competences.every(({ code, name }) => assigned.includes(code ?? name.it))) return false
  return qualification === undefined || profiles.includes(qualification.code ?? qualification.name.it)
}

/** Where the appointment names only profiles, a competence without its profile cannot be placed: holding it back gives no "yes". */
function isToldApart({ credentialSubject }: Appointment, { competences, qualification }: DisclosedOutcome): boolean {
  const assigned = credentialSubject.recognizedTo.flatMap((action) => action.competences)
  return assigned.length > 0 || competences.length === 0 || qualification !== undefined
}

function isInForce({ validFrom, validUntil }: Appointment, at: Date): boolean {
  return parseDateTime(validFrom) <= at && (validUntil === undefined || at < parseDateTime(validUntil))
}

/** Minutes bear a day from that of the sitting to that of their seal. */
function isOfSitting(decision: Untrusted<Decision>): boolean {
  const { minutes, satAt } = decision.payload.credentialSubject
  return dayInRome(parseDateTime(satAt)) <= minutes.date && minutes.date <= dayOfClosing(decision)
}

/** A rettifica is made after the sitting, by an act that was there when it was sealed. */
function isCorrectedLater(decision: Untrusted<Decision>): boolean {
  const { corrects, satAt } = decision.payload.credentialSubject
  if (corrects === undefined) return true
  return dayInRome(parseDateTime(satAt)) <= corrects.act.date && corrects.act.date <= dayOfClosing(decision)
}

/** The day on which the minutes were closed: the one that the decision bears, unless its seal is older. */
function dayOfClosing({ payload, signedAt }: Untrusted<Decision>): string {
  const closedAt = parseDateTime(payload.validFrom)
  return dayInRome(signedAt < closedAt ? signedAt : closedAt)
}

function isSamePack(decided: RulePackRef, told: RulePackRef | undefined): boolean {
  return decided.id === told?.id && decided.version === told.version
}

function agrees({ decision, appointment }: Stapled, declared: DecisionRef): boolean {
  const { minutes, satAt } = decision.payload.credentialSubject
  const { act, appointedAt, id } = appointment.payload.credentialSubject
  return (
    declared.minutes.number === minutes.number &&
    declared.minutes.date === minutes.date &&
    wholeSecond(declared.satAt) === wholeSecond(satAt) &&
    declared.commission.id === id &&
    declared.commission.actNumber === act.number &&
    wholeSecond(declared.commission.appointedAt) === wholeSecond(appointedAt) &&
    declared.chamber.id === decision.payload.issuer
  )
}

function parse(decision: string, appointment: string): Stapled | { step: Step } {
  try {
    return {
      decision: parseSealed({ token: decision, shape: decisionShape }),
      appointment: parseSealed({ token: appointment, shape: appointmentShape }),
    }
  } catch (error) {
    return { step: failed('decision.malformed', { cause: causeOf(error) }) }
  }
}

async function sealStep(sealed: Untrusted<Decision | Appointment>, key: KeyLookup): Promise<Step | undefined> {
  try {
    await sealed.verify(key)
    return undefined
  } catch (error) {
    return isUnreachable(error)
      ? notChecked('decision.unreachable', { cause: causeOf(error) })
      : failed('decision.seal', { cause: causeOf(error) })
  }
}

function no(holds: boolean, code: ErrorCode): Step | undefined {
  return holds ? undefined : failed(code)
}

function wholeSecond(dateTime: string): number {
  return secondsOf(parseDateTime(dateTime))
}

function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1000)
}
