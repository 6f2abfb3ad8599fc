import { encodeText } from '../../../credential/base64url.ts'
import type { PublicJwk, Signer } from '../../../credential/crypto/port.ts'
import { signCompact } from '../../../credential/jose/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import {
  createDisclosure,
  type Disclosure,
  issueSdJwt,
  type KeyBindingExpectation,
  presentSdJwt,
} from '../../../credential/sd-jwt/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'

/** An issuer, a holder and a verifier of the same afternoon. */
export const now = new Date('2027-01-15T12:00:00Z')
export const seconds = now.getTime() / 1000
export const issuer: Signer = throwawaySigner()
export const holder: Signer = throwawaySigner()
export const vct = 'https://attesta.example/vct/prova/1'
export const audience = 'x509_san_dns:verifica.example'
export const nonce = 'n-0S6_WzA2Mj'
export const expected: KeyBindingExpectation = { required: true, audience, nonce }
export const resolveKey = async (): Promise<PublicJwk> => issuer.publicJwk

export const cnf = { jwk: { ...holder.publicJwk } }
export const claims: JsonObject = { iss: 'did:web:ente.example', vct, iat: seconds - 3600, exp: seconds + 3600, cnf }

let salts = 0
export const salt = () => encodeText(`sale-${++salts}`.padEnd(16, '.'))

export const givenName = createDisclosure({ salt: salt(), name: 'given_name', value: 'Zoë Niccolò' })
export const familyName = createDisclosure({ salt: salt(), name: 'family_name', value: 'D’Amó' })

export const issue = (payload: JsonObject = claims) =>
  issueSdJwt({ payload, disclosures: [givenName, familyName], header: { typ: 'dc+sd-jwt', kid: 'did:web:ente.example#k' }, signer: issuer })

export const present = (sdJwt: string, signer: Signer = holder, iat = now) =>
  presentSdJwt({ sdJwt, disclose: () => true, keyBinding: { signer, audience, nonce, iat } })

/** An issuer without scruples signs any payload under any header; the disclosures are put behind it as they are. */
export async function forge({ header = {}, payload, disclosures = [] }: ForgeInput): Promise<string> {
  const jws = await signCompact({ header: { typ: 'dc+sd-jwt', kid: 'did:web:ente.example#k', ...header }, payload, signer: issuer })
  return [jws, ...disclosures.map((disclosure) => (typeof disclosure === 'string' ? disclosure : disclosure.encoded)), ''].join('~')
}

interface ForgeInput {
  readonly header?: JsonObject
  readonly payload: JsonObject
  readonly disclosures?: readonly (Disclosure | string)[]
}

/** A disclosure that `createDisclosure` would not make. */
export async function wildDisclosure(content: string): Promise<{ encoded: string; digest: string }> {
  const encoded = encodeText(content)
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(encoded))
  return { encoded, digest: Buffer.from(hash).toString('base64url') }
}
