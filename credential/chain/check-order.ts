import { parseCompact, type UntrustedJws, verifySignature } from '../jose/index.ts'
import { type Infer, integer, object, readShape, text } from '../shape/index.ts'
import { fromNumericDate } from '../time.ts'
import type { KeyLookup } from './open-seal.ts'
import { ORDER_JWT } from './sign-order.ts'
import { causeOf, failed, isUnreachable, notChecked, type Step } from './step.ts'

const line = text({ max: 4096 })
const orderShape = object({
  iss: line,
  sub: line,
  iat: integer(),
  mandate: line,
  document: text({ pattern: /^[A-Za-z0-9_-]{43}$/ }),
})

/** One is some six hundred bytes. */
const LIMITS = { maxBytes: 16 * 1024, maxDepth: 4 }
/** Two offices have two clocks. */
const CLOCK_SKEW = 60_000

export interface CheckOrderInput {
  /** The order that the document staples, where it has one. */
  readonly token: string | undefined
  /** Digest of the document without the order. */
  readonly document: string
  readonly body: string
  readonly mandatary: string
  readonly mandate: { readonly id: string; readonly from: Date; readonly until: Date; readonly signedAt: Date }
  readonly sealedAt: Date
  readonly key: KeyLookup
}

/**
 * Did the body order that this very document be sealed, while its mandate was in force? A mandate alone lets nobody make acts: whoever
 * seals could invent any, and write any date on them.
 *
 * @returns undefined when it did
 */
export async function checkOrder({ token, document, body, mandatary, mandate, sealedAt, key }: CheckOrderInput): Promise<Step | undefined> {
  if (token === undefined) return failed('mandate.no-order')
  let read: { readonly jws: UntrustedJws; readonly order: Infer<typeof orderShape>; readonly at: Date }
  try {
    const jws = parseCompact(token, LIMITS)
    const order = readShape({ shape: orderShape, value: jws.payload, code: 'chain.malformed' })
    read = { jws, order, at: fromNumericDate(order.iat) }
  } catch (error) {
    return failed('mandate.order-malformed', { cause: causeOf(error) })
  }
  const { jws, order, at } = read
  if (order.iss !== body || order.sub !== mandatary || order.mandate !== mandate.id) return failed('mandate.order-others')
  if (order.document !== document) return failed('mandate.order-other-document')
  if (at < mandate.from || at < mandate.signedAt || at >= mandate.until) return failed('mandate.order-not-in-force')
  // The seal covers the order, so it is the younger of the two, whatever date it bears.
  if (sealedAt.getTime() + CLOCK_SKEW < at.getTime()) return failed('mandate.order-later')
  const { kid } = jws.header
  // The key must be the body's own (security.md §2 row 3).
  if (typeof kid !== 'string' || !kid.startsWith(`${body}#`)) return failed('mandate.order-seal', { cause: 'issuer-key.foreign' })
  try {
    await verifySignature({ jws, key: await key({ issuer: body, kid, at }), typ: ORDER_JWT })
    return undefined
  } catch (error) {
    const facts = { cause: causeOf(error) }
    return isUnreachable(error) ? notChecked('mandate.unreachable', facts) : failed('mandate.order-seal', facts)
  }
}
