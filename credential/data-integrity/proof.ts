import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { dateTime, type Infer, list, object, oneOf, optional, readShape, type Shape, text } from '../shape/index.ts'
import { ED25519_SIGNATURE_2020, formOf, isSelective, isSuite, type KnownSuite } from './suites.ts'

/** A document in good faith has one to three; each further one costs a canonicalization (security.md §2 row 12). */
const MAX_PROOFS = 8

const url = text({ pattern: /^[a-z][a-z0-9+.-]*:\S+$/i, max: 4096 })
const strings: Shape<string | readonly string[]> = {
  schema: {},
  read: (value, at) => (Array.isArray(value) ? list(text(), { min: 1, max: MAX_PROOFS }).read(value, at) : text().read(value, at)),
}

/** VC Data Integrity 1.0 §2.1, closed: a member that is not known here is refused, in whatever spelling. */
const members = {
  id: optional(url),
  created: optional(dateTime),
  expires: optional(dateTime),
  verificationMethod: url,
  proofPurpose: text({ max: 100 }),
  previousProof: optional(strings),
  challenge: optional(text()),
  domain: optional(strings),
  nonce: optional(text()),
  proofValue: text({ pattern: /^z[1-9A-HJ-NP-Za-km-z]+$/, max: 200 }),
}
const dataIntegrity = { ...members, type: oneOf('DataIntegrityProof'), cryptosuite: text({ max: 100 }) }
const overRdf = object(dataIntegrity)
const overJson = object({ ...dataIntegrity, '@context': optional(strings) })
/** Multibase base64url of CBOR: a signature for each statement, or a proof over them. */
const selective = object({ ...dataIntegrity, proofValue: text({ pattern: /^u[A-Za-z0-9_-]+$/, max: 500_000 }) })
const forerunner = object({ ...members, type: oneOf(ED25519_SIGNATURE_2020) })

type Members = Omit<Infer<typeof forerunner>, 'type'>
export type Proof = Members & { readonly suite: KnownSuite }

/** A proof as it was read, and as it stands in the document (which is what was signed). */
export interface UntrustedProof {
  readonly proof: Proof
  readonly written: JsonObject
}

/**
 * The proofs of a document. Nothing is verified yet.
 *
 * @throws AttestaError `proof.missing`, `proof.too-many`, `proof.malformed` with the place, `proof.suite`
 */
export function parseProofs(document: JsonObject): readonly UntrustedProof[] {
  const { proof } = document
  if (proof === undefined) throw new AttestaError('proof.missing')
  const all = Array.isArray(proof) ? proof : [proof]
  if (all.length === 0) throw new AttestaError('proof.missing')
  if (all.length > MAX_PROOFS) throw new AttestaError('proof.too-many', { limit: MAX_PROOFS })
  return all.map(parseProof)
}

function parseProof(written: JsonValue): UntrustedProof {
  if (!isObject(written)) throw new AttestaError('proof.malformed', { at: 'proof' })
  const suite = suiteOf(written)
  const shape = shapeOf(suite)
  return { proof: { ...readShape({ shape, value: written, code: 'proof.malformed' }), suite }, written }
}

/** The kinds of proof have different members, so the kind is judged first. */
function suiteOf({ type, cryptosuite }: JsonObject): KnownSuite {
  if (type === ED25519_SIGNATURE_2020) return type
  if (type !== 'DataIntegrityProof' || typeof cryptosuite !== 'string' || !isSuite(cryptosuite)) throw new AttestaError('proof.suite')
  return cryptosuite
}

function shapeOf(suite: KnownSuite): Shape<Members> {
  if (suite === ED25519_SIGNATURE_2020) return forerunner
  if (isSelective(suite)) return selective
  return formOf(suite) === 'jcs' ? overJson : overRdf
}
