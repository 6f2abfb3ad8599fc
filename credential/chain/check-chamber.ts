import { parseDateTime } from '../time.ts'
import type { Trust } from '../verify/world.ts'
import { cannotTell } from './check-recognition.ts'
import type { KeyLookup, Untrusted } from './open-seal.ts'
import { type Appointment, type ChamberRecognition, chamberRecognitionShape, type Decision } from './payloads.ts'
import { type EndLookup, type RecognitionResult, readRecognition } from './recognition.ts'
import { failed, notChecked, type Step } from './step.ts'

export interface CheckChamberInput {
  /** Recognition under which it appointed. */
  readonly chamber: string
  /** Recognition under which it decided, where that is another. */
  readonly renewal: string | undefined
  readonly appointment: Untrusted<Appointment>
  readonly decision: Untrusted<Decision>
  /** DID of the ente titolare that the document names. */
  readonly titular?: { readonly id: string }
  readonly trust: Trust
  readonly key: KeyLookup
  readonly endOf: EndLookup
}

export interface ChamberWalk {
  /** The recognition under which it appointed, unless that of the decision is the one that does not hold. */
  readonly chamber: RecognitionResult<ChamberRecognition>
  readonly refusal?: Step
}

/**
 * The Chamber acts twice, and must be competent each time; what comes later takes nothing back. Where its recognition was renewed between
 * the two, each act stands on the one of its own day, and so does the sitting: nobody examined for a Chamber that was recognised by neither.
 */
export async function checkChamber(input: CheckChamberInput): Promise<ChamberWalk> {
  const { chamber: token, renewal, appointment, decision } = input
  const appointed = [parseDateTime(appointment.payload.credentialSubject.appointedAt), appointment.signedAt]
  const decided = [parseDateTime(decision.payload.validFrom), decision.signedAt]
  if (renewal === undefined) return checkCompetent({ token, at: [...appointed, ...decided] }, input)
  const then = await checkCompetent({ token, at: appointed }, input)
  if (then.refusal !== undefined) return then
  const sat = [parseDateTime(decision.payload.credentialSubject.satAt)]
  const during = await checkCompetent({ token, at: sat }, input)
  const later = await checkCompetent({ token: renewal, at: during.refusal === undefined ? decided : [...sat, ...decided] }, input)
  return later.refusal === undefined ? then : later
}

async function checkCompetent(
  { token, at }: { token: string; at: readonly Date[] },
  { appointment, decision, titular, trust, key, endOf }: CheckChamberInput,
): Promise<ChamberWalk> {
  const chamber = await readRecognition({
    token,
    shape: chamberRecognitionShape,
    entity: decision.payload.issuer,
    inScope: ({ credentialSubject }) => isFor(credentialSubject.recognizedTo, appointment.payload.credentialSubject.recognizedTo),
    at,
    issuers: trust.issuers,
    key,
    endOf,
  })
  if ('fault' in chamber) {
    const { fault, facts } = chamber
    return {
      chamber,
      refusal: cannotTell(fault) ? notChecked(`decision.chamber-${fault}`, facts) : failed(`decision.chamber-${fault}`, facts),
    }
  }
  // Another Region's Chamber is not competent for this one's attestati.
  return chamber.anchor.id === titular?.id ? { chamber } : { chamber, refusal: failed('decision.chamber-other-region') }
}

type Assigned = Appointment['credentialSubject']['recognizedTo']

function isFor(recognised: ChamberRecognition['credentialSubject']['recognizedTo'], assigned: Assigned): boolean {
  const provinces = recognised.flatMap((action) => action.provinces)
  return assigned.every(({ province }) => provinces.includes(province))
}
