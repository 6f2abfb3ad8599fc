import type { Algorithm } from '../../../credential/crypto/port.ts'
import type { Suite } from '../../../credential/data-integrity/index.ts'
import { encodeMultikey } from '../../../credential/did/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'

export const created = '2026-05-13T09:05:00Z'

/** A badge of an issuer that is its own key. */
export function plainBadge(issuer: string): JsonObject {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Inclusione e qualità',
    issuer: { id: issuer, type: ['Profile'], name: 'Orobie Formazione e Lavoro' },
    validFrom: '2026-05-13T09:00:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityType: 'name', identityHash: "Niccolò D'Agostò" }],
      achievement: {
        id: 'urn:uuid:7d1d1c1e-0000-4000-8000-000000000002',
        type: ['Achievement'],
        name: 'Inclusione e qualità',
        description: 'Descrizione',
        criteria: { narrative: 'Colloquio.' },
      },
    },
  }
}

/** Keys of both curves and of Ed25519, each as a did:key. */
export function keyed(alg: Algorithm) {
  const signer = throwawaySigner({ alg })
  const multikey = encodeMultikey(signer.publicJwk)
  const did = `did:key:${multikey}`
  return { signer, did, multikey, verificationMethod: `${did}#${multikey}` }
}

export const suites: readonly (readonly [Suite, Algorithm])[] = [
  ['ecdsa-rdfc-2019', 'ES256'],
  ['ecdsa-rdfc-2019', 'ES384'],
  ['eddsa-rdfc-2022', 'EdDSA'],
  ['ecdsa-jcs-2019', 'ES256'],
  ['ecdsa-jcs-2019', 'ES384'],
  ['eddsa-jcs-2022', 'EdDSA'],
]
