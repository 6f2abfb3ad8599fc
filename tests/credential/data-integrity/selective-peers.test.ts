import * as bbs from '@digitalbazaar/bbs-2023-cryptosuite'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey'
import * as ecdsaSd from '@digitalbazaar/ecdsa-sd-2023-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { describe, expect, test } from 'vitest'
import { signDocument, verifyProofs } from '../../../credential/data-integrity/index.ts'
import { freshBbsKey, signBbs } from '../../../credential/data-integrity/selective/bbs.ts'
import { deriveDocument } from '../../../credential/data-integrity/selective/index.ts'
import { decodeMultikey, encodeMultikey } from '../../../credential/did/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { created, keyed, plainBadge } from './badge.ts'
import { documentLoader } from './digitalbazaar.ts'

const resolveKey = async (method: string) => decodeMultikey(method.split('#')[1] ?? '')
const mandatoryPointers = ['/issuer', '/validFrom', '/credentialSubject/type', '/credentialSubject/achievement/name']
const selectivePointers = ['/credentialSubject/achievement/criteria', '/name']
const suites = { 'ecdsa-sd-2023': ecdsaSd, 'bbs-2023': bbs }
type Name = keyof typeof suites

async function ourBase(suite: Name): Promise<JsonObject> {
  if (suite === 'ecdsa-sd-2023') {
    const key = keyed('ES256')
    return signDocument({ document: plainBadge(key.did), ...key, suite, created, mandatoryPointers })
  }
  const key = await freshBbsKey()
  const kid = encodeMultikey(key.publicJwk)
  const did = `did:key:${kid}`
  const signer = {
    kid,
    publicJwk: key.publicJwk,
    signMessages: (input: Omit<Parameters<typeof signBbs>[0], 'key'>) => signBbs({ ...input, key }),
  }
  return signDocument({ document: plainBadge(did), suite, signer, verificationMethod: `${did}#${kid}`, created, mandatoryPointers })
}

async function theirBase(): Promise<JsonObject> {
  const pair = await EcdsaMultikey.generate({ curve: 'P-256' })
  const did = `did:key:${pair.publicKeyMultibase}`
  pair.id = `${did}#${pair.publicKeyMultibase}`
  pair.controller = did
  const suite = new DataIntegrityProof({
    signer: pair.signer(),
    date: created,
    cryptosuite: ecdsaSd.createSignCryptosuite({ mandatoryPointers }),
  })
  return (await vc.issue({ credential: plainBadge(did), suite, documentLoader })) as JsonObject
}

async function theyDerive(document: JsonObject, name: Name): Promise<JsonObject> {
  const presentationHeader = new Uint8Array()
  const cryptosuite = suites[name].createDiscloseCryptosuite({ selectivePointers, ...(name === 'bbs-2023' ? { presentationHeader } : {}) })
  const suite = new DataIntegrityProof({ cryptosuite })
  return (await vc.derive({ verifiableCredential: document, suite, documentLoader })) as JsonObject
}

async function theyVerify(credential: JsonObject, name: Name): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite: suites[name].createVerifyCryptosuite() })
  const checkStatus = async () => ({ verified: true })
  const { verified } = await vc.verifyCredential({ credential, suite, documentLoader, checkStatus, now: new Date('2026-06-01T00:00:00Z') })
  return verified
}

describe.each(['ecdsa-sd-2023', 'bbs-2023'] as const)('the cryptosuite of Digital Bazaar and we read one another: %s', (name) => {
  test('what we sign and derive, it verifies, and nothing that was changed', async () => {
    const derived = await deriveDocument({ document: await ourBase(name), selectivePointers })
    expect(await theyVerify(derived, name)).toBe(true)
    expect(await theyVerify({ ...derived, name: 'x' }, name)).toBe(false)
  })

  test('what it derives from what we sign, both verify', async () => {
    const derived = await theyDerive(await ourBase(name), name)
    expect(await theyVerify(derived, name)).toBe(true)
    expect(await verifyProofs({ document: derived, resolveKey })).toHaveLength(1)
  })
})

test('what it signs, we derive from and verify', async () => {
  const derived = await deriveDocument({ document: await theirBase(), selectivePointers })
  expect(await verifyProofs({ document: derived, resolveKey })).toHaveLength(1)
  expect(await theyVerify(derived, 'ecdsa-sd-2023')).toBe(true)
  await expect(verifyProofs({ document: { ...derived, name: 'x' }, resolveKey })).rejects.toMatchObject({ code: 'proof.signature' })
})
