import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite as ecdsa } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite'
import { cryptosuite as eddsa } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import * as bazaar from '@digitalbazaar/vc'
import * as consortium from '@digitalcredentials/vc'
import { beforeAll, describe, expect, test } from 'vitest'
import { signDocument } from '../../../credential/data-integrity/index.ts'
import { encodeMultikey } from '../../../credential/did/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { composeClr, composeOpenBadge } from '../../../credential/open-badge/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { type DemoWorld, demoWorld } from '../../fixtures/demo-world.ts'
import { documentLoader as knowing } from '../data-integrity/digitalbazaar.ts'

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

const HOME = 'http://localhost:4000'
const libraries = { '@digitalbazaar/vc': bazaar, '@digitalcredentials/vc': consortium }

/** The act of the demo as a badge of the second mapping, with everything that it may name, by a key of either kind. */
async function signed(alg: 'ES256' | 'EdDSA', compose: (badge: JsonObject) => JsonObject = (badge) => badge) {
  const signer = throwawaySigner({ alg })
  const { attestation, digest } = demo
  const publication = { picture: `${HOME}/badges/pictures/x/0.svg`, refresh: `${HOME}/badges/refresh/x.y` }
  const key = encodeMultikey(signer.publicJwk)
  const did = attestation.body.id
  const verificationMethod = `${did}#${key}`
  const credential = await signDocument({
    document: compose(composeOpenBadge({ attestation, digest, publication })),
    suite: alg === 'ES256' ? 'ecdsa-rdfc-2019' : 'eddsa-rdfc-2022',
    signer,
    verificationMethod,
    created: '2026-05-13T09:05:00Z',
  })
  const method = { id: verificationMethod, type: 'Multikey', controller: did, publicKeyMultibase: key }
  const documentLoader = async (url: string) => {
    if (!url.startsWith(did)) return knowing(url)
    const document =
      url === did
        ? {
            '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
            id: did,
            verificationMethod: [method],
            assertionMethod: [verificationMethod],
          }
        : { '@context': 'https://w3id.org/security/multikey/v1', ...method }
    return { contextUrl: null, documentUrl: url, document }
  }
  return { credential, documentLoader, cryptosuite: alg === 'ES256' ? ecdsa : eddsa }
}

describe.each(Object.entries(libraries))('%s', (_, library) => {
  const verifies = async ({ credential, documentLoader, cryptosuite }: Awaited<ReturnType<typeof signed>>) => {
    const { verified } = await library.verifyCredential({
      credential,
      suite: new DataIntegrityProof({ cryptosuite }),
      documentLoader,
      checkStatus: async () => ({ verified: true }),
      now: new Date('2026-06-01T00:00:00Z'),
    })
    return verified
  }

  test.each(['ES256', 'EdDSA'] as const)('accepts the badge of an act, signed with %s, and not when a letter was changed', async (alg) => {
    const badge = await signed(alg)
    expect(await verifies(badge)).toBe(true)
    expect(await verifies({ ...badge, credential: { ...badge.credential, name: 'Altro' } })).toBe(false)
  })

  test('accepts a set of them', async () => {
    const { attestation, body } = demo
    const record = await signed('EdDSA', (badge) =>
      composeClr({
        id: 'urn:uuid:00000000-0000-4000-8000-0000000000c1',
        issuer: { id: body.did, legalName: body.name },
        title: 'Percorso',
        validFrom: new Date('2026-05-20T00:00:00Z'),
        parts: [{ attestation, badge }],
      }),
    )
    expect(await verifies(record)).toBe(true)
  })
})
