import { crypto } from '#crypto'
import { type Contexts, pinnedContexts } from '../../contexts/index.ts'
import type { PublicJwk } from '../../crypto/port.ts'
import { encodeBase58 } from '../../did/base58.ts'
import { decodeMultikey } from '../../did/multikey.ts'
import { AttestaError } from '../../errors.ts'
import type { JsonObject } from '../../json/index.ts'
import { toDataset } from '../json-ld.ts'
import { assertCurve, type SelectiveSuite } from '../suites.ts'
import { bytesOfText, hashMandatory, hashProof, joined } from './hash.ts'
import { readBbsDerived, readEcdsaDerived } from './proof-value.ts'
import { canonicalStatements, type Labels } from './statements.ts'

export interface VerifySelectiveInput {
  /** Without its proof. */
  readonly document: JsonObject
  readonly written: JsonObject
  readonly suite: SelectiveSuite
  readonly proofValue: string
  readonly key: PublicJwk
  readonly contexts: Contexts | undefined
}

/**
 * Verifies a derived proof (vc-di-ecdsa §3.6.7, vc-di-bbs §3.4.7): every statement that is shown is signed, and all that must be shown is.
 *
 * @throws AttestaError `proof.malformed`, also for a base proof, which is for the holder alone; `proof.key-type`, `proof.signature`
 */
export async function verifySelective(input: VerifySelectiveInput): Promise<void> {
  assertCurve(input)
  const holds = input.suite === 'ecdsa-sd-2023' ? await verifyEcdsa(input) : await verifyBbs(input)
  if (!holds) throw new AttestaError('proof.signature')
}

async function verifyEcdsa({ document, written, proofValue, key, contexts = pinnedContexts }: VerifySelectiveInput): Promise<boolean> {
  const { baseSignature, publicKey, signatures, labels, mandatoryIndexes } = readEcdsaDerived(proofValue)
  const [proofHash, { mandatory, others }] = await Promise.all([
    hashProof({ document, proof: written, contexts }),
    split({ document, labels, mandatoryIndexes, contexts }),
  ])
  if (signatures.length !== others.length) return false
  const passing = decodeMultikey(`z${encodeBase58(publicKey)}`)
  for (const [index, statement] of others.entries()) {
    const signature = signatures[index]
    const data = bytesOfText(statement)
    if (signature === undefined || !(await crypto.verify({ alg: 'ES256', key: passing, signature, data }))) return false
  }
  const data = joined(proofHash, publicKey, hashMandatory(mandatory))
  return crypto.verify({ alg: 'ES256', key, signature: baseSignature, data })
}

async function verifyBbs({ document, written, proofValue, key, contexts = pinnedContexts }: VerifySelectiveInput): Promise<boolean> {
  const { proof, labels, mandatoryIndexes, selectiveIndexes, presentationHeader } = readBbsDerived(proofValue)
  const [proofHash, { mandatory, others }] = await Promise.all([
    hashProof({ document, proof: written, contexts }),
    split({ document, labels, mandatoryIndexes, contexts }),
  ])
  if (selectiveIndexes.length !== others.length) return false
  const { verifyBbsProof } = await import('./bbs.ts')
  const header = joined(proofHash, hashMandatory(mandatory))
  const messages = others.map(bytesOfText)
  return verifyBbsProof({ key, proof, header, presentationHeader, messages, indexes: selectiveIndexes })
}

/** The statements of what is shown, under the names that the proof gives its nodes: those that must be shown, and the rest. */
async function split({
  document,
  labels,
  mandatoryIndexes,
  contexts,
}: {
  document: JsonObject
  labels: Labels
  mandatoryIndexes: readonly number[]
  contexts: Contexts
}): Promise<{ mandatory: readonly string[]; others: readonly string[] }> {
  const dataset = await toDataset({ document, contexts })
  const { statements } = await canonicalStatements({
    dataset,
    relabel: (canonical) => {
      if (canonical.length !== labels.size) throw new AttestaError('proof.signature')
      return labels
    },
  })
  if (mandatoryIndexes.some((index) => index >= statements.length)) throw new AttestaError('proof.malformed', { at: 'proofValue' })
  const isMandatory = new Set(mandatoryIndexes)
  return {
    mandatory: statements.filter((_, index) => isMandatory.has(index)),
    others: statements.filter((_, index) => !isMandatory.has(index)),
  }
}
