import { deepStrictEqual, strictEqual } from 'node:assert'
import { existsSync } from 'node:fs'
import { verifyProofs } from '../../credential/data-integrity/index.ts'
import { group } from '../../credential/data-integrity/selective/group.ts'
import { hashMandatory, hashProof } from '../../credential/data-integrity/selective/hash.ts'
import { deriveDocument } from '../../credential/data-integrity/selective/index.ts'
import { hiddenLabels } from '../../credential/data-integrity/selective/labels.ts'
import { select } from '../../credential/data-integrity/selective/pointers.ts'
import { readBbsBase, readEcdsaBase } from '../../credential/data-integrity/selective/proof-value.ts'
import type { SelectiveSuite } from '../../credential/data-integrity/suites.ts'
import { canonicalize, type JsonObject } from '../../credential/json/index.ts'
import { didKeyOnly } from './di-mutations.ts'
import { type Case, readVector, vectorUrl } from './family.ts'
import { testContexts } from './test-contexts.ts'

interface Vectors {
  readonly suite: SelectiveSuite
  readonly folder: string
  readonly mandatory: string
  readonly selective: string
}

const root = 'w3c/di-spec'
const SETS: readonly Vectors[] = [
  {
    suite: 'ecdsa-sd-2023',
    folder: `${root}/ecdsa/ecdsa-sd-2023-prc`,
    mandatory: `${root}/ecdsa/prCredMandatory.json`,
    selective: `${root}/ecdsa/prCredSelective.json`,
  },
  {
    suite: 'bbs-2023',
    folder: `${root}/bbs/prc`,
    mandatory: `${root}/bbs/prCredMandatory.json`,
    selective: `${root}/bbs/prCredSelective.json`,
  },
  {
    suite: 'bbs-2023',
    folder: `${root}/bbs`,
    mandatory: `${root}/bbs/windMandatory.json`,
    selective: `${root}/bbs/windSelective.json`,
  },
]

/** What the specifications of selective disclosure print of every step from the base proof to what a verifier sees. */
export function selectiveSteps(): Case[] {
  return SETS.flatMap((set) => stepsOf(set))
}

function stepsOf({ suite, folder, mandatory: mandatoryPath, selective: selectivePath }: Vectors): Case[] {
  // The text of one unsigned document was changed after it was signed: what was signed counts.
  const { proof: _, ...document } = readVector<JsonObject>(`${folder}/addSignedSDBase.json`)
  const mandatory = readVector<string[]>(mandatoryPath)
  const selective = readVector<string[]>(selectivePath)
  const { hmacKeyString } = readVector<{ hmacKeyString: string }>(`${folder}/addBaseTransform.json`)
  const relabel = hiddenLabels({ suite, hmacKey: new Uint8Array(Buffer.from(hmacKeyString, 'hex')) })
  const combined = [...mandatory, ...selective]
  const grouped = () => group({ document, contexts: testContexts, relabel, pointers: { mandatory, selective, combined } })
  const signed = () => readVector<JsonObject>(`${folder}/addSignedSDBase.json`)

  const step = (file: string, check: (path: string) => Promise<void>): Case[] =>
    existsSync(vectorUrl(`${folder}/${file}`)) ? [{ path: `${folder}/${file}`, run: () => check(`${folder}/${file}`) }] : []
  return [
    ...step('addBaseDocHMACCanon.json', async (path) => deepStrictEqual((await grouped()).statements, readVector(path))),
    ...step('addBaseTransform.json', async (path) => {
      const { groups, statements } = await grouped()
      const { mandatory: shown, nonMandatory } = readVector<Record<'mandatory' | 'nonMandatory', { value: [number, string][] }>>(path)
      deepStrictEqual(
        groups.mandatory.indexes,
        shown.value.map(([index]) => index),
      )
      deepStrictEqual(
        shown.value.map(([, text]) => text),
        groups.mandatory.indexes.map((index) => statements[index]),
      )
      strictEqual(nonMandatory.value.length, statements.length - groups.mandatory.indexes.length)
    }),
    ...step('addHashData.json', async (path) => {
      const { proofHash, mandatoryHash } = readVector<Record<string, string>>(path)
      const proof = readVector<JsonObject>(`${folder}/addProofConfig.json`)
      const { groups, statements } = await grouped()
      strictEqual(hex(await hashProof({ document, proof, contexts: testContexts })), proofHash)
      strictEqual(hex(hashMandatory(groups.mandatory.indexes.map((index) => statements[index] ?? ''))), mandatoryHash)
    }),
    ...step('addRawBaseSignatureInfo.json', async () => {
      const { proof } = signed()
      const { proofValue } = proof as { proofValue: string }
      const base = suite === 'ecdsa-sd-2023' ? readEcdsaBase(proofValue) : readBbsBase(proofValue)
      deepStrictEqual(base.mandatoryPointers, mandatory)
      strictEqual(hex(base.hmacKey), hmacKeyString.toLowerCase())
    }),
    ...step('derivedGroupIndexes.json', async (path) => {
      const { groups } = await grouped()
      const { combinedIndexes, mandatoryIndexes, selectiveIndexes } = readVector<Record<string, number[]>>(path)
      deepStrictEqual(groups.combined.indexes, combinedIndexes)
      deepStrictEqual(groups.mandatory.indexes, mandatoryIndexes)
      deepStrictEqual(groups.selective.indexes, selectiveIndexes)
    }),
    ...step('derivedUnsignedReveal.json', async (path) => {
      strictEqual(canonicalize(select(document, combined) ?? {}), canonicalize(readVector<JsonObject>(path)))
    }),
    ...step('derivedRevealDocument.json', async (path) => {
      await verifyProofs({ document: readVector(path), resolveKey: didKeyOnly, contexts: testContexts })
    }),
    ...step('addSignedSDBase.json', async () => {
      const derived = await deriveDocument({ document: signed(), selectivePointers: selective, contexts: testContexts })
      await verifyProofs({ document: derived, resolveKey: didKeyOnly, contexts: testContexts })
    }),
  ]
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
