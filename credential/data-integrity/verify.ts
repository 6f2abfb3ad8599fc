import { crypto } from '#crypto'
import type { Contexts } from '../contexts/index.ts'
import type { PublicJwk } from '../crypto/port.ts'
import { decodeBase58 } from '../did/base58.ts'
import { AttestaError } from '../errors.ts'
import type { JsonObject, JsonValue } from '../json/index.ts'
import { parseDateTime } from '../time.ts'
import { hashData, proofOptions } from './hash-data.ts'
import { type Proof, parseProofs, type UntrustedProof } from './proof.ts'
import { algorithmFor, formOf, isSelective, type KnownSuite } from './suites.ts'

/** A proof whose signature holds. Whether its key was the issuer's, and whether the copy is stale, is not judged here. */
export interface VerifiedProof {
  readonly suite: KnownSuite
  readonly verificationMethod: string
  readonly proofPurpose: string
  readonly created?: Date
  /** Technical end of this copy of the document. */
  readonly expires?: Date
}

export interface VerifyProofsInput {
  readonly document: JsonObject
  /** The key of a verification method, from a DID document or a registry. `created` is when the proof says it was made. */
  readonly resolveKey: (verificationMethod: string, proof: { created?: Date; proofPurpose: string }) => Promise<PublicJwk>
  /** Default `assertionMethod`. */
  readonly proofPurpose?: string
  /** Where given, `created` must not be later and `expires` must be; otherwise the caller judges them. */
  readonly now?: Date
  readonly contexts?: Contexts
}

/**
 * Verifies every proof of a document: sets and chains (VC Data Integrity §4.5). One that fails fails the document.
 *
 * @throws AttestaError `proof.*`, and what `resolveKey` throws
 */
export async function verifyProofs(input: VerifyProofsInput): Promise<readonly VerifiedProof[]> {
  const { proof: _, ...document } = input.document
  const all = parseProofs(input.document)
  const verified: VerifiedProof[] = []
  for (const one of all) {
    const followed = followedBy(one.proof, all)
    const secured = followed.length === 0 ? document : { ...document, proof: followed }
    verified.push(await verifyProof({ ...input, document: secured, one }))
  }
  return verified
}

async function verifyProof(input: VerifyProofsInput & { readonly one: UntrustedProof }): Promise<VerifiedProof> {
  const { document, one, resolveKey, proofPurpose = 'assertionMethod', now, contexts } = input
  const { proof, written } = one
  if (proof.proofPurpose !== proofPurpose) throw new AttestaError('proof.purpose')
  const created = proof.created === undefined ? undefined : parseDateTime(proof.created)
  const expires = proof.expires === undefined ? undefined : parseDateTime(proof.expires)
  if (now !== undefined && created !== undefined && created > now) throw new AttestaError('proof.created-in-future')
  if (now !== undefined && expires !== undefined && expires <= now) throw new AttestaError('proof.expired')

  const key = await resolveKey(proof.verificationMethod, { ...(created && { created }), proofPurpose })
  if (isSelective(proof.suite)) {
    // Its primitives are loaded for those who show such a document.
    const { verifySelective } = await import('./selective/verify.ts')
    await verifySelective({ document, written, suite: proof.suite, proofValue: proof.proofValue, key, contexts })
  } else await verifyWhole({ document, one, key, contexts })
  return {
    suite: proof.suite,
    verificationMethod: proof.verificationMethod,
    proofPurpose,
    ...(created === undefined ? {} : { created }),
    ...(expires === undefined ? {} : { expires }),
  }
}

interface VerifyWholeInput extends Pick<VerifyProofsInput, 'document'> {
  readonly one: UntrustedProof
  readonly key: PublicJwk
  readonly contexts: Contexts | undefined
}

async function verifyWhole({ document, one: { proof, written }, key, contexts }: VerifyWholeInput): Promise<void> {
  const { alg, hash } = algorithmFor({ suite: proof.suite, key })
  const { proofValue: _, ...options } = written
  const data = await hashData({
    ...hashed({ document, proof, options }),
    suite: proof.suite,
    hash,
    ...(contexts === undefined ? {} : { contexts }),
  })
  if (!(await crypto.verify({ alg, key, signature: signatureOf(proof), data }))) throw new AttestaError('proof.signature')
}

/** What goes into the hash of each form of suite. */
function hashed({ document, proof, options }: { document: JsonObject; proof: Proof; options: JsonObject }) {
  if (formOf(proof.suite) === 'rdfc') return { document, options: proofOptions({ document, proof: options }) }
  const { '@context': signed } = options
  if (signed === undefined) return { document, options }
  // vc-di-eddsa §3.3.2: the document may have gained contexts behind those that were signed, and no others.
  const present = asList(document['@context'])
  const first = asList(signed)
  if (first.length > present.length || first.some((context, index) => context !== present[index])) throw new AttestaError('proof.context')
  return { document: { ...document, '@context': signed }, options }
}

/**
 * The proofs that this one follows, as they stand in the document.
 *
 * @throws AttestaError `proof.previous`
 */
function followedBy({ id, previousProof }: Proof, all: readonly UntrustedProof[]): JsonObject[] {
  if (previousProof === undefined) return []
  return (typeof previousProof === 'string' ? [previousProof] : previousProof).map((wanted) => {
    const found = all.filter(({ proof }) => proof.id === wanted)
    const [only] = found
    if (only === undefined || found.length > 1 || wanted === id) throw new AttestaError('proof.previous')
    return only.written
  })
}

function signatureOf({ proofValue }: Proof): Uint8Array {
  try {
    return decodeBase58(proofValue.slice(1))
  } catch (cause) {
    throw new AttestaError('proof.malformed', { at: 'proofValue' }, { cause })
  }
}

function asList(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}
