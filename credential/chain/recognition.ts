import type { Shape } from '../shape/index.ts'
import { parseDateTime } from '../time.ts'
import type { TrustedIssuer } from '../verify/world.ts'
import { type KeyLookup, parseSealed } from './open-seal.ts'
import type { BodyRecognition, ChamberRecognition } from './payloads.ts'
import { causeOf, isUnreachable } from './step.ts'

export type RecognitionFault =
  | 'malformed'
  | 'other-entity'
  | 'anchor-unknown'
  | 'anchor-not-in-force'
  | 'out-of-scope'
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
  for (const at of input.at) {
    if (at < parseDateTime(from)) return { fault: 'not-yet', facts: { from }, read, anchor }
    if (until !== undefined && at >= parseDateTime(until)) return { fault: 'ended', facts: { until }, read, anchor }
  }
  return { recognised: read, anchor }
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
