import { AttestaError } from '../errors.ts'
import { parseCompact, verifySignature } from '../jose/index.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { openDisclosures, parseSdJwt } from '../sd-jwt/index.ts'
import { fromNumericDate, parseDateTime } from '../time.ts'
import type { ResolveMethod } from './resolve-method.ts'

/** `vc`: a credential, by `issuer`. `vp`: a presentation, by `holder`. */
export type Kind = 'vc' | 'vp'

/** Claims of the token about itself (VC-JOSE-COSE §3.1.1, RFC 7519 §4.1); the rest is the document. */
const CLAIMS = ['iss', 'sub', 'jti', 'iat', 'nbf', 'exp', 'aud', 'nonce', 'cnf']

export interface Opened {
  /** What was secured, disclosures in place and the token's own claims taken out. */
  readonly document: JsonObject
  readonly claims: JsonObject
  readonly controllers: readonly string[]
  readonly mediaType: string
  readonly expires: Date | undefined
  readonly notBefore: Date | undefined
}

export interface OpenJoseInput {
  /** JWT, or SD-JWT with its disclosures. */
  readonly token: string
  readonly kind: Kind
  readonly resolveMethod: ResolveMethod
}

/**
 * Opens a credential or presentation secured with JOSE (VC-JOSE-COSE §3.1, §3.2): exact types, signature by the key that the issuer or
 * holder names, no `vc` or `vp` claim, and no claim that says other than the document. Its form is not judged here.
 *
 * @throws AttestaError `jws.*`, `sd-jwt.*`, `vc.envelope`, `vc.claims`
 */
export async function openJose({ token, kind, resolveMethod }: OpenJoseInput): Promise<Opened> {
  const isSd = token.includes('~')
  const parsed = isSd ? parseSdJwt(token) : undefined
  // A key binding would prove a presentation of its own, which this place does not ask for.
  if (parsed?.keyBinding !== undefined) throw new AttestaError('vc.envelope')
  const jws = parsed?.jws ?? parseCompact(token)
  const typ = `${kind}+${isSd ? 'sd-jwt' : 'jwt'}`
  const { cty } = jws.header
  if (cty !== undefined && cty !== kind && cty !== `application/${kind}`) throw new AttestaError('jws.header', { parameter: 'cty' })
  const payload = parsed === undefined ? jws.payload : openDisclosures({ payload: jws.payload, disclosures: parsed.disclosures }).payload
  if ('vc' in payload || 'vp' in payload) throw new AttestaError('vc.claims', { claim: 'vc' in payload ? 'vc' : 'vp' })

  const { claims, document } = split(payload)
  assertAgreement({ claims, document, kind })
  const method = methodOf({ kid: jws.header.kid, signatory: signatoryOf(document, kind) ?? claims.iss })
  const proofPurpose = kind === 'vc' ? 'assertionMethod' : 'authentication'
  const created = typeof claims.iat === 'number' ? { created: fromNumericDate(claims.iat) } : {}
  await verifySignature({ jws, key: await resolveMethod(method, { ...created, proofPurpose }), typ })
  return {
    document,
    claims,
    controllers: [method.split('#')[0] ?? ''],
    mediaType: `application/${typ}`,
    expires: instantOf(claims, 'exp'),
    notBefore: instantOf(claims, 'nbf'),
  }
}

/** Who stands behind a document of that kind, as it says. */
export function signatoryOf({ issuer, holder }: JsonObject, kind: Kind): string | undefined {
  const value = kind === 'vc' ? issuer : holder
  const id = isObject(value) ? value.id : value
  return typeof id === 'string' ? id : undefined
}

function split(payload: JsonObject): { claims: JsonObject; document: JsonObject } {
  const isClaim = ([name]: [string, JsonValue]) => CLAIMS.includes(name)
  const members = Object.entries(payload)
  return {
    claims: Object.fromEntries(members.filter(isClaim)),
    document: Object.fromEntries(members.filter((member) => !isClaim(member))),
  }
}

/** VC-JOSE-COSE §3.1.3: where a claim and a member say the same thing, they say it alike. */
function assertAgreement({ claims, document, kind }: { claims: JsonObject; document: JsonObject; kind: Kind }): void {
  const { credentialSubject: subject, id } = document
  const said: readonly [string, JsonValue | undefined][] = [
    ['iss', signatoryOf(document, kind) ?? claims.iss],
    ['jti', id ?? claims.jti],
    ['sub', (isObject(subject) ? subject.id : undefined) ?? claims.sub],
  ]
  for (const [claim, value] of said) {
    const stated = claims[claim]
    if (stated !== undefined && (typeof stated !== 'string' || stated !== value)) throw new AttestaError('vc.claims', { claim })
  }
  const { iat } = claims
  // Test documents of the W3C write this one as text; it decides nothing.
  if (typeof iat === 'string') parseDateTime(iat)
  else if (iat !== undefined) fromNumericDate(iat)
}

function instantOf(claims: JsonObject, claim: 'exp' | 'nbf'): Date | undefined {
  return claims[claim] === undefined ? undefined : fromNumericDate(claims[claim])
}

/** The DID URL of the key: as the header has it, or a fragment of whoever signed (VC-JOSE-COSE §4.1). */
function methodOf({ kid, signatory }: { kid: JsonValue | undefined; signatory: JsonValue | undefined }): string {
  if (kid !== undefined && typeof kid !== 'string') throw new AttestaError('jws.header', { parameter: 'kid' })
  if (kid?.includes('#') === true && !kid.startsWith('#')) return kid
  if (typeof signatory !== 'string') throw new AttestaError('issuer-key.unknown')
  return `${signatory}#${(kid ?? '').replace(/^#/, '')}`
}
