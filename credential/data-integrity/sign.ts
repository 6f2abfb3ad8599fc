import { crypto } from '#crypto'
import type { Contexts } from '../contexts/index.ts'
import type { BbsSigner, Signer } from '../crypto/port.ts'
import { encodeBase58 } from '../did/base58.ts'
import { AttestaError } from '../errors.ts'
import type { JsonObject } from '../json/index.ts'
import { hashData, proofOptions } from './hash-data.ts'
import { algorithmFor, formOf, isSelective, type SelectiveSuite, type Suite, type WholeSuite } from './suites.ts'

export interface SignDocumentInput {
  readonly document: JsonObject
  readonly suite: Suite
  readonly signer: Signer | BbsSigner
  /** DID URL of the signer's key. */
  readonly verificationMethod: string
  /** RFC 3339. */
  readonly created: string
  /** RFC 3339: technical end of this copy, not of what it says (VCDM 2.0 §4.9). */
  readonly expires?: string
  /** Default `assertionMethod`. */
  readonly proofPurpose?: string
  readonly contexts?: Contexts
  /** What a presentation answers: `challenge`, `domain`. */
  readonly answer?: { readonly challenge?: string; readonly domain?: string }
  /** Members that every copy derived from this one shows (JSON Pointers; suites of selective disclosure). */
  readonly mandatoryPointers?: readonly string[]
}

/**
 * The document with a Data Integrity proof. One that it has already is kept beside it: a proof set (VC Data Integrity §4.3). The
 * signature is verified before it leaves.
 *
 * @throws AttestaError `proof.context`, `proof.json-ld`, `proof.key-type`, `proof.signature`
 */
export async function signDocument(input: SignDocumentInput): Promise<JsonObject> {
  const { suite, verificationMethod, created, expires, proofPurpose = 'assertionMethod', answer } = input
  const { proof: earlier, ...document } = input.document
  const context = document['@context']
  const members: JsonObject = {
    type: 'DataIntegrityProof',
    cryptosuite: suite,
    // With an instant in it, two copies derived from one bbs-2023 proof could be linked (vc-di-bbs §5).
    ...(suite === 'bbs-2023' ? {} : { created }),
    ...(expires === undefined ? {} : { expires }),
    verificationMethod,
    proofPurpose,
    ...answer,
    // Over JSON the context is a member of the proof, so that it is seen what it was (vc-di-eddsa §3.3.1).
    ...(formOf(suite) === 'jcs' && context !== undefined ? { '@context': context } : {}),
  }
  const proofValue = isSelective(suite)
    ? await selectiveValue({ ...input, document, proof: members, suite })
    : await wholeValue({ ...input, document, proof: members, suite })
  const proof = { ...members, proofValue }
  return { ...document, proof: earlier === undefined ? proof : [...(Array.isArray(earlier) ? earlier : [earlier]), proof] }
}

type ValueInput<S extends Suite> = Omit<SignDocumentInput, 'suite'> & { readonly suite: S; readonly proof: JsonObject }

async function selectiveValue(input: ValueInput<SelectiveSuite>): Promise<string> {
  const { document, proof, suite, signer, contexts, mandatoryPointers = [] } = input
  const { signSelective } = await import('./selective/sign.ts')
  return signSelective({ document, proof, suite, signer, contexts, mandatoryPointers })
}

async function wholeValue({ document, proof, suite, signer, contexts }: ValueInput<WholeSuite>): Promise<string> {
  if (!('sign' in signer)) throw new AttestaError('proof.key-type')
  const { alg, hash } = algorithmFor({ suite, key: signer.publicJwk })
  const data = await hashData({
    document,
    options: proofOptions({ document, proof }),
    suite,
    hash,
    ...(contexts === undefined ? {} : { contexts }),
  })
  const signature = await signer.sign(data)
  if (!(await crypto.verify({ alg, key: signer.publicJwk, signature, data }))) throw new AttestaError('proof.signature')
  return `z${encodeBase58(signature)}`
}
