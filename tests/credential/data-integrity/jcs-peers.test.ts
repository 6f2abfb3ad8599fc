import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as ecdsa from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite'
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey'
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey'
import * as eddsa from '@digitalbazaar/eddsa-jcs-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { describe, expect, test } from 'vitest'
import { signDocument, verifyProofs } from '../../../credential/data-integrity/index.ts'
import { decodeMultikey } from '../../../credential/did/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { created, keyed, plainBadge } from './badge.ts'
import { documentLoader } from './digitalbazaar.ts'

const resolveKey = async (method: string) => decodeMultikey(method.split('#')[1] ?? '')
const now = new Date('2026-06-01T00:00:00Z')

async function verifiedByPeer(credential: JsonObject, { createVerifyCryptosuite }: typeof ecdsa): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() })
  const { verified } = await vc.verifyCredential({ credential, suite, documentLoader, checkStatus: async () => ({ verified: false }), now })
  return verified
}

describe('the JCS suites of @digitalbazaar and ours read one another', () => {
  test.each([
    ['ecdsa-jcs-2019', 'ES256', ecdsa],
    ['ecdsa-jcs-2019', 'ES384', ecdsa],
    ['eddsa-jcs-2022', 'EdDSA', eddsa],
  ] as const)('they verify our %s with %s, and not what was changed', async (suite, alg, theirs) => {
    const key = keyed(alg)
    const credential = await signDocument({ document: plainBadge(key.did), ...key, suite, created })
    expect(await verifiedByPeer(credential, theirs)).toBe(true)
    expect(await verifiedByPeer({ ...credential, name: 'x' }, theirs)).toBe(false)
  })

  test.each([
    ['P-256', ecdsa],
    ['P-384', ecdsa],
    ['Ed25519', eddsa],
  ] as const)('we verify their %s, and not what was changed', async (curve, { createSignCryptosuite }) => {
    const pair = curve === 'Ed25519' ? await Ed25519Multikey.generate() : await EcdsaMultikey.generate({ curve })
    const did = `did:key:${pair.publicKeyMultibase}`
    pair.id = `${did}#${pair.publicKeyMultibase}`
    pair.controller = did
    const suite = new DataIntegrityProof({ signer: pair.signer(), date: created, cryptosuite: createSignCryptosuite() })
    const document = (await vc.issue({ credential: plainBadge(did), suite, documentLoader })) as JsonObject
    expect(await verifyProofs({ document, resolveKey })).toHaveLength(1)
    await expect(verifyProofs({ document: { ...document, name: 'x' }, resolveKey })).rejects.toMatchObject({ code: 'proof.signature' })
  })
})
