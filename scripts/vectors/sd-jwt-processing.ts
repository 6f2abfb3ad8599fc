import { deepStrictEqual, strictEqual } from 'node:assert'
import { readPublicJwk } from '../../credential/jose/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { type VerifiedSdJwt, verifySdJwt } from '../../credential/sd-jwt/index.ts'
import { endOf, type Family, readVector, runFamily } from './family.ts'
import { SD_JWT_REFUSALS } from './sd-jwt-refusals.ts'

interface ProcessingCase {
  readonly id: string
  readonly expect: 'accept' | 'reject' | 'policy' | 'accept-without-pollution'
  readonly now: number
  readonly sd_jwt: string
  readonly processed?: JsonObject
  readonly aud?: string
  readonly nonce?: string
  readonly requireKeyBinding?: boolean
}

const file = 'sd-jwt/processing/cases.json'

/** A verifier's decisions: RFC 9901 §7.1 and §7.3, SD-JWT VC §2.2.2. */
export async function processing(): Promise<Family> {
  const { issuerPublicJwk, vectors } = readVector<{ issuerPublicJwk: JsonObject; vectors: ProcessingCase[] }>(file)
  const cases = vectors.map((vector) => ({ path: `${file}#${vector.id}`, run: () => runCase(vector, issuerPublicJwk) }))
  return runFamily({ name: 'SD-JWT processing', cases })
}

async function runCase(vector: ProcessingCase, issuer: JsonObject): Promise<void> {
  const verified = await verify(vector, issuer).catch((error: Error) => error)
  if (vector.expect === 'accept') {
    if (verified instanceof Error) throw verified
    deepStrictEqual(verified.payload, vector.processed)
    return
  }
  // `policy` cases recommend to refuse; `__proto__` may be an own member or be refused, as long as nothing leaks from it.
  strictEqual(verified instanceof Error ? endOf(verified) : 'accepted', SD_JWT_REFUSALS[vector.id])
  strictEqual(Reflect.has({}, 'polluted') || Object.keys(Object.prototype).length > 0, false, 'Object.prototype has changed')
}

function verify(
  { sd_jwt, now, aud = '', nonce = '', requireKeyBinding = false }: ProcessingCase,
  issuer: JsonObject,
): Promise<VerifiedSdJwt> {
  return verifySdJwt({
    sdJwt: sd_jwt,
    resolveKey: async () => readPublicJwk(issuer),
    now: new Date(now * 1000),
    ...(requireKeyBinding ? { keyBinding: { required: true, audience: aud, nonce } } : {}),
  })
}
