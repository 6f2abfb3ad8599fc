import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { parseCompact, verifySignature } from '../jose/index.ts'
import { readShape, type Shape } from '../shape/index.ts'
import { fromNumericDate, parseDateTime } from '../time.ts'
import { VC_JWT } from './seal-authority.ts'

/** The key that an issuer signed with at a time; throws `issuer-key.*` or `did.*` when there was none. */
export type KeyLookup = (use: { issuer: string; kid: string; at: Date }) => Promise<PublicJwk>

interface Common {
  readonly issuer: string
  readonly validFrom: string
  readonly iat?: number
}

/** A credential of the chain as it was stapled: well formed, nothing verified. */
export interface Untrusted<T> {
  readonly payload: T
  readonly signedAt: Date
  /** Verifies the seal with the key that the issuer had then. @throws AttestaError `jws.*`, `issuer-key.*`, `did.*` */
  readonly verify: (key: KeyLookup) => Promise<void>
}

/**
 * Takes a stapled credential apart. The result is untrusted until `verify` resolves.
 *
 * @throws AttestaError `chain.malformed`, `jws.*`, `json.*`
 */
export function parseSealed<T extends Common>({ token, shape }: { token: string; shape: Shape<T> }): Untrusted<T> {
  const jws = parseCompact(token)
  const payload = readShape({ shape, value: jws.payload, code: 'chain.malformed' })
  const signedAt = payload.iat === undefined ? parseDateTime(payload.validFrom) : fromNumericDate(payload.iat)
  return {
    payload,
    signedAt,
    async verify(key) {
      const { kid } = jws.header
      // The key must be the issuer's own (security.md §2 row 3).
      if (typeof kid !== 'string' || !kid.startsWith(`${payload.issuer}#`)) throw new AttestaError('issuer-key.foreign')
      await verifySignature({ jws, key: await key({ issuer: payload.issuer, kid, at: signedAt }), typ: VC_JWT })
    },
  }
}
