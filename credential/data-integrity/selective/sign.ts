import { crypto } from '#crypto'
import { decode } from '../../base64url.ts'
import { type Contexts, pinnedContexts } from '../../contexts/index.ts'
import type { BbsSigner, Signer } from '../../crypto/port.ts'
import { decodeBase58 } from '../../did/base58.ts'
import { encodeMultikey } from '../../did/multikey.ts'
import { AttestaError } from '../../errors.ts'
import type { JsonObject } from '../../json/index.ts'
import { assertCurve, type SelectiveSuite } from '../suites.ts'
import { group } from './group.ts'
import { bytesOfText, hashMandatory, hashProof, joined } from './hash.ts'
import { hiddenLabels } from './labels.ts'
import { writeBbsBase, writeEcdsaBase } from './proof-value.ts'

export interface SignSelectiveInput {
  /** Without its proof. */
  readonly document: JsonObject
  /** The proof without its value. */
  readonly proof: JsonObject
  readonly suite: SelectiveSuite
  readonly signer: Signer | BbsSigner
  readonly mandatoryPointers: readonly string[]
  readonly contexts: Contexts | undefined
  /** Default: 32 random bytes. */
  readonly hmacKey?: Uint8Array
}

/**
 * The value of a base proof (vc-di-ecdsa §3.6.1, vc-di-bbs §3.4.1): for the holder, who derives from it what others see. The signature over
 * what all copies show is verified before it leaves.
 *
 * @throws AttestaError `vc.pointer`, `proof.key-type`, `proof.signature`, and as `canonize`
 */
export async function signSelective(input: SignSelectiveInput): Promise<string> {
  const { document, proof, suite, signer, mandatoryPointers, contexts = pinnedContexts } = input
  assertCurve({ suite, key: signer.publicJwk })
  const hmacKey = input.hmacKey ?? crypto.randomBytes(32)
  const [proofHash, { statements, groups }] = await Promise.all([
    hashProof({ document, proof, contexts }),
    group({ document, contexts, relabel: hiddenLabels({ suite, hmacKey }), pointers: { mandatory: mandatoryPointers } }),
  ])
  const isMandatory = new Set(groups.mandatory.indexes)
  const mandatoryHash = hashMandatory(statements.filter((_, index) => isMandatory.has(index)))
  const messages = statements.filter((_, index) => !isMandatory.has(index)).map(bytesOfText)
  const parts: Parts = { proofHash, mandatoryHash, messages, hmacKey, mandatoryPointers }
  if ('sign' in signer) return signEcdsa(parts, signer)
  return signBbs(parts, signer)
}

interface Parts {
  readonly proofHash: Uint8Array
  readonly mandatoryHash: Uint8Array
  readonly messages: readonly Uint8Array[]
  readonly hmacKey: Uint8Array
  readonly mandatoryPointers: readonly string[]
}

async function signEcdsa({ proofHash, mandatoryHash, messages, hmacKey, mandatoryPointers }: Parts, signer: Signer): Promise<string> {
  const passing = await crypto.passingKey()
  const publicKey = decodeBase58(encodeMultikey(passing.publicJwk).slice(1))
  const data = joined(proofHash, publicKey, mandatoryHash)
  const [baseSignature, ...signatures] = await Promise.all([signer.sign(data), ...messages.map(passing.sign)])
  if (!(await crypto.verify({ alg: 'ES256', key: signer.publicJwk, signature: baseSignature, data })))
    throw new AttestaError('proof.signature')
  return writeEcdsaBase({ baseSignature, publicKey, hmacKey, signatures, mandatoryPointers })
}

async function signBbs({ proofHash, mandatoryHash, messages, hmacKey, mandatoryPointers }: Parts, signer: BbsSigner): Promise<string> {
  const header = joined(proofHash, mandatoryHash)
  const signature = await signer.signMessages({ header, messages })
  return writeBbsBase({ signature, header, publicKey: decode(signer.publicJwk.x ?? ''), hmacKey, mandatoryPointers })
}
