import { decode as decodeCbor, encode as encodeCbor, rfc8949EncodeOptions } from 'cborg'
import { crypto } from '#crypto'
import type { Algorithm, Signer } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { algorithmOf } from '../jose/index.ts'
import { isObject, type JsonObject, parseStrictJson } from '../json/index.ts'
import { type Kind, type Opened, signatoryOf } from './open-jose.ts'
import type { ResolveMethod } from './resolve-method.ts'

/** Tag of a COSE_Sign1 (RFC 9052 §2), as the first byte. */
const SIGN1_TAG = 0xd2
const MAX_BYTES = 1024 * 1024

/** RFC 9053 §2.1, §2.2. */
const ALGORITHMS: ReadonlyMap<number, Algorithm> = new Map([
  [-7, 'ES256'],
  [-35, 'ES384'],
  [-36, 'ES512'],
  [-8, 'EdDSA'],
])

/** Labels of the protected header (RFC 9052 §3.1, RFC 9596). */
const ALG = 1
const CONTENT_TYPE = 3
const KID = 4
const TYPE = 16

const utf8 = new TextEncoder()
const strict = {
  strict: true,
  useMaps: true,
  rejectDuplicateMapKeys: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
} as const

export interface SecureWithCoseInput {
  readonly document: JsonObject
  readonly kind: Kind
  readonly signer: Signer
  readonly kid: string
}

/** A credential or presentation in a COSE_Sign1 (VC-JOSE-COSE §3.3). */
export async function secureWithCose({ document, kind, signer, kid }: SecureWithCoseInput): Promise<Uint8Array> {
  const alg = [...ALGORITHMS].find(([, name]) => name === signer.alg)?.[0]
  if (alg === undefined) throw new AttestaError('jws.algorithm')
  const members: readonly (readonly [number, unknown])[] = [
    [ALG, alg],
    [CONTENT_TYPE, `application/${kind}`],
    [KID, utf8.encode(kid)],
    [TYPE, `application/${kind}+cose`],
  ]
  const header = encodeCbor(new Map(members), rfc8949EncodeOptions)
  const payload = utf8.encode(JSON.stringify(document))
  const signature = await signer.sign(toBeSigned(header, payload))
  return Uint8Array.from([SIGN1_TAG, ...encodeCbor([header, new Map(), payload, signature], rfc8949EncodeOptions)])
}

export interface OpenCoseInput {
  readonly bytes: Uint8Array
  readonly kind: Kind
  readonly resolveMethod: ResolveMethod
}

/**
 * Opens a credential or presentation secured with COSE: exact types, and the signature by the key that is named. Its form is not judged
 * here.
 *
 * @throws AttestaError `vc.envelope`, `jws.*`, `json.*`
 */
export async function openCose({ bytes, kind, resolveMethod }: OpenCoseInput): Promise<Opened> {
  const { header, payload, signature } = parse(bytes)
  const type = header.get(TYPE)
  if (type !== `application/${kind}+cose`) throw new AttestaError('jws.typ', { expected: `application/${kind}+cose` })
  const content = header.get(CONTENT_TYPE)
  if (content !== undefined && content !== `application/${kind}`) throw new AttestaError('jws.header', { parameter: 'cty' })
  const document = parseStrictJson(payload)
  if (!isObject(document)) throw new AttestaError('vc.not-object')
  const method = methodOf({ kid: header.get(KID), signatory: signatoryOf(document, kind) })
  const key = await resolveMethod(method, { proofPurpose: kind === 'vc' ? 'assertionMethod' : 'authentication' })
  const alg = algorithmOf({ key, stated: ALGORITHMS.get(Number(header.get(ALG))) })
  const data = toBeSigned(header.bytes, payload)
  if (!(await crypto.verify({ alg, key, signature, data }))) throw new AttestaError('jws.signature')
  return {
    document,
    claims: {},
    controllers: [method.split('#')[0] ?? ''],
    mediaType: `application/${kind}+cose`,
    expires: undefined,
    notBefore: undefined,
  }
}

interface Sign1 {
  readonly header: { readonly bytes: Uint8Array; get(label: number): unknown }
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

/** Four parts, nothing unprotected: whatever stood there could be exchanged by anybody. */
function parse(bytes: Uint8Array): Sign1 {
  if (bytes[0] !== SIGN1_TAG || bytes.length > MAX_BYTES) throw new AttestaError('vc.envelope')
  const parts = decoded(bytes.subarray(1))
  if (!Array.isArray(parts) || parts.length !== 4) throw new AttestaError('vc.envelope')
  const [header, unprotected, payload, signature] = parts
  if (!(header instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array))
    throw new AttestaError('vc.envelope')
  if (!(unprotected instanceof Map) || unprotected.size > 0) throw new AttestaError('vc.envelope')
  const members = decoded(header)
  if (!(members instanceof Map) || ![...members.keys()].every((label) => [ALG, CONTENT_TYPE, KID, TYPE].includes(label)))
    throw new AttestaError('vc.envelope')
  return { header: { bytes: header, get: (label) => members.get(label) }, payload, signature }
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decodeCbor(bytes, strict)
  } catch (cause) {
    throw new AttestaError('vc.envelope', {}, { cause })
  }
}

function methodOf({ kid, signatory }: { kid: unknown; signatory: string | undefined }): string {
  if (!(kid instanceof Uint8Array) || kid.length > 2048) throw new AttestaError('issuer-key.unknown')
  const name = new TextDecoder().decode(kid)
  if (name.includes('#') && !name.startsWith('#')) return name
  if (signatory === undefined) throw new AttestaError('issuer-key.unknown')
  return `${signatory}#${name.replace(/^#/, '')}`
}

/** Sig_structure (RFC 9052 §4.4). */
function toBeSigned(header: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(['Signature1', header, new Uint8Array(), payload], rfc8949EncodeOptions)
}
