import { beforeEach, describe, expect, test } from 'vitest'
import { hashData, proofOptions } from '../../../credential/data-integrity/hash-data.ts'
import { algorithmFor } from '../../../credential/data-integrity/suites.ts'
import { encodeBase58 } from '../../../credential/did/base58.ts'
import { signCompact } from '../../../credential/jose/index.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { check, complaints, judge } from './verdict.ts'

const suite = 'ecdsa-rdfc-2019'
let demo: DemoWorld
beforeEach(async () => {
  demo = await demoWorld()
  // It ended when the act was released, and the body has another since.
  demo.body.keys[0] = { signer: demo.body.signer, life: { from: moments.keys, until: moments.issued } }
})

/** A Data Integrity proof that does not say when it was made, as VC Data Integrity §2.1 allows. */
async function undated(): Promise<string> {
  const { proof: _, ...document } = await demo.issueBadge({ attestation: { validFrom: '2026-01-01T00:00:00Z' } })
  const { signer, kid } = demo.body
  const members = { type: 'DataIntegrityProof', cryptosuite: suite, verificationMethod: kid, proofPurpose: 'assertionMethod' }
  const { alg: __, hash } = algorithmFor({ suite, key: signer.publicJwk })
  const signature = await signer.sign(await hashData({ document, options: proofOptions({ document, proof: members }), suite, hash }))
  return JSON.stringify({ ...document, proof: { ...members, proofValue: `z${encodeBase58(signature)}` } })
}

describe('a copy that does not say when it was signed is as old as it is now', () => {
  test('so that a key that ended cannot make a badge by dating the act back', async () => {
    const result = await judge(await undated(), demo.world)
    expect(check(result, 'proof')?.outcome).toBe('passed')
    expect(complaints(result)).toContain('issuer-key: failed issuer-key.ended')
    expect(result.verdict).toBe('invalid')
  })

  test('nor a badge in a JWT', async () => {
    const { proof: _, ...document } = await demo.issueBadge({ attestation: { validFrom: '2026-01-01T00:00:00Z' } })
    const { signer, kid } = demo.body
    const result = await judge(await signCompact({ header: { typ: 'vc+jwt', kid }, payload: document, signer }), demo.world)
    expect(complaints(result)).toContain('issuer-key: failed issuer-key.ended')
    expect(result.verdict).toBe('invalid')
  })
})
