import type { Kind } from '../attestation/attestation.ts'
import { parseDateTime } from '../time.ts'
import { checkOrder } from './check-order.ts'
import { isActMade } from './is-act-made.ts'
import { type KeyLookup, parseSealed, type Untrusted } from './open-seal.ts'
import { mandateShape } from './payloads.ts'
import { causeOf, failed, isUnreachable, notChecked, type Step } from './step.ts'

export interface CheckMandateInput {
  /** The mandate that the document staples. */
  readonly token: string
  /** The body's order to seal this document, where it staples one. */
  readonly order: string | undefined
  /** Digest of the document without the order. */
  readonly document: string
  /** DID of the body whose act it is. */
  readonly body: string
  /** DID of who sealed. */
  readonly mandatary: string
  readonly kind: Kind
  /** What the document says of its mandate. */
  readonly statement: string
  readonly sealedAt: Date
  readonly key: KeyLookup
}

/**
 * Did the body itself let this organisation seal for it, then and for such acts, and order that this one be sealed? Otherwise whoever has a
 * seal could make acts of any body by saying that it was asked to.
 *
 * @returns undefined when it did
 */
export async function checkMandate(input: CheckMandateInput): Promise<Step | undefined> {
  const { token, order, document, body, mandatary, kind, statement, sealedAt, key } = input
  let mandate: Untrusted<ReturnType<typeof mandateShape.read>>
  try {
    mandate = parseSealed({ token, shape: mandateShape })
  } catch (error) {
    return failed('mandate.malformed', { cause: causeOf(error) })
  }
  const { payload, signedAt } = mandate
  const { id, recognizedTo, act } = payload.credentialSubject
  const [granted] = recognizedTo
  if (payload.issuer !== body || id !== mandatary) return failed('mandate.others')
  if (granted?.kinds.includes(kind) !== true || granted.statement !== statement) return failed('mandate.out-of-scope')
  const [from, until] = [parseDateTime(payload.validFrom), parseDateTime(payload.validUntil)]
  if (sealedAt < from || sealedAt < signedAt || sealedAt >= until) return failed('mandate.not-in-force')
  if (!isActMade({ date: act.date, began: from, signedAt })) return failed('mandate.not-in-force')
  try {
    await mandate.verify(key)
  } catch (error) {
    const facts = { cause: causeOf(error) }
    return isUnreachable(error) ? notChecked('mandate.unreachable', facts) : failed('mandate.seal', facts)
  }
  return checkOrder({ token: order, document, body, mandatary, mandate: { id: payload.id, from, until, signedAt }, sealedAt, key })
}
