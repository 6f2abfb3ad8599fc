import type { Shape } from '../shape/index.ts'
import { formatDateTime, parseDateTime } from '../time.ts'
import type { TrustedIssuer } from '../verify/world.ts'
import { isActMade } from './is-act-made.ts'
import { type KeyLookup, parseSealed } from './open-seal.ts'
import type { BodyRecognition, ChamberRecognition } from './payloads.ts'
import { causeOf, isUnreachable } from './step.ts'

/** When a recognition ended before its day, if it did, by the register that it names. @throws AttestaError when nobody can tell */
export type EndLookup = (use: { recogniser: string; register: string; id: string }) => Promise<Date | undefined>

export type RecognitionFault =
  | 'malformed'
  | 'other-entity'
  | 'anchor-unknown'
  | 'anchor-not-in-force'
  | 'out-of-scope'
  | 'act-later'
  | 'not-yet'
  | 'ended'
  | 'seal'
  | 'unreachable'

export type RecognitionResult<T> =
  | { readonly recognised: T; readonly anchor: TrustedIssuer }
  | {
      readonly fault: RecognitionFault
      readonly facts: Readonly<Record<string, string>>
      readonly read?: T
      readonly anchor?: TrustedIssuer
    }

export interface RecognitionInput<T> {
  readonly token: string
  readonly shape: Shape<T>
  /** DID that must be recognised. */
  readonly entity: string
  readonly inScope: (recognition: T) => boolean
  /** Instants at which it must hold. */
  readonly at: readonly Date[]
  readonly issuers: readonly TrustedIssuer[]
  readonly key: KeyLookup
  readonly endOf: EndLookup
}

/** Does somebody whom the relying party trusts to recognise others say that this entity may do this, at these times? */
export async function readRecognition<T extends BodyRecognition | ChamberRecognition>(
  input: RecognitionInput<T>,
): Promise<RecognitionResult<T>> {
  const sealed = attempt(() => parseSealed({ token: input.token, shape: input.shape }))
  if ('cause' in sealed) return { fault: 'malformed', facts: { cause: sealed.cause } }
  const { payload: read, signedAt, verify } = sealed.value

  if (read.credentialSubject.id !== input.entity) return { fault: 'other-entity', facts: {} }
  const anchors = input.issuers.filter(({ id, kinds }) => id === read.issuer && kinds?.includes('recognition'))
  if (anchors.length === 0) return { fault: 'anchor-unknown', facts: { anchor: read.issuer }, read }
  const anchor = anchors.find((known) => isWithin({ ...known, at: signedAt }))
  if (anchor === undefined) return { fault: 'anchor-not-in-force', facts: { anchor: read.issuer }, read }

  try {
    await verify(input.key)
  } catch (error) {
    return { fault: isUnreachable(error) ? 'unreachable' : 'seal', facts: { cause: causeOf(error) }, anchor }
  }
  if (!input.inScope(read)) return { fault: 'out-of-scope', facts: {}, read, anchor }
  const { validFrom: from, validUntil: until } = read
  if (!isActMade({ date: read.credentialSubject.act.date, began: parseDateTime(from), signedAt }))
    return { fault: 'act-later', facts: {}, read, anchor }
  for (const at of input.at) {
    if (at < parseDateTime(from)) return { fault: 'not-yet', facts: { from }, read, anchor }
    if (until !== undefined && at >= parseDateTime(until)) return { fault: 'ended', facts: { until }, read, anchor }
  }
  return readEnd({ read, anchor, input })
}

/** Asked last, since it needs the network; a register that cannot be asked leaves the question open. */
async function readEnd<T extends BodyRecognition | ChamberRecognition>({
  read,
  anchor,
  input,
}: {
  read: T
  anchor: TrustedIssuer
  input: RecognitionInput<T>
}): Promise<RecognitionResult<T>> {
  const { id, issuer: recogniser, credentialStatus } = read
  if (credentialStatus === undefined) return { recognised: read, anchor }
  try {
    const end = await input.endOf({ recogniser, register: credentialStatus.id, id })
    if (end === undefined || input.at.every((at) => at < end)) return { recognised: read, anchor }
    return { fault: 'ended', facts: { until: formatDateTime(end) }, read, anchor }
  } catch (error) {
    return { fault: 'unreachable', facts: { cause: causeOf(error) }, read, anchor }
  }
}

/** Is an instant in an interval of the trust configuration? The end is the first instant outside. */
export function isWithin({ at, from, until }: { at: Date; from: string; until?: string }): boolean {
  return at >= parseDateTime(from) && (until === undefined || at < parseDateTime(until))
}

function attempt<T>(read: () => T): { value: T } | { cause: string } {
  try {
    return { value: read() }
  } catch (error) {
    return { cause: causeOf(error) }
  }
}
