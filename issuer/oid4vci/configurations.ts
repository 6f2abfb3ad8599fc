import { ATTESTA_VCT } from '../../credential/sd-jwt-vc/index.ts'
import { OPEN_BADGE_CLAIMS, SD_JWT_CLAIMS } from './claims.ts'

/** The two forms in which one attestation is handed out: the names are the ids of OpenID4VCI and the scopes of the token. */
export const CONFIGURATION_IDS = ['attestato_sd_jwt', 'attestato_open_badge'] as const
export type ConfigurationId = (typeof CONFIGURATION_IDS)[number]

/** Credentials of one form for one offer: a wallet may spread its keys over several so that its showings are not linked. */
export const BATCH_SIZE = 10

/** Algorithms of key proofs and DPoP proofs. Symmetric ones and `none` are not, and are never to be (RFC 8725 §3.1). */
export const PROOF_ALGORITHMS = ['ES256', 'ES384', 'EdDSA'] as const

/** Type of the one kind that is offered so far. */
export const SD_JWT_VCT = ATTESTA_VCT.certificato

const binding = {
  cryptographic_binding_methods_supported: ['jwk', 'did:jwk'],
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: PROOF_ALGORITHMS } },
}

/** `credential_configurations_supported` (OpenID4VCI 1.0 §12.2.4). Each has a `scope`: without it a wallet met in the field refuses everything. */
export function credentialConfigurations({ issuerUrl }: { issuerUrl: string }) {
  return {
    attestato_sd_jwt: {
      format: 'dc+sd-jwt',
      scope: 'attestato_sd_jwt',
      vct: SD_JWT_VCT,
      ...binding,
      credential_signing_alg_values_supported: ['ES256'],
      credential_metadata: { display: display({ issuerUrl }), claims: SD_JWT_CLAIMS },
    },
    attestato_open_badge: {
      format: 'ldp_vc',
      scope: 'attestato_open_badge',
      credential_definition: {
        '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
      },
      ...binding,
      // Data Integrity names its suite, not a JOSE algorithm (appendix A.1.2.4).
      credential_signing_alg_values_supported: ['ecdsa-rdfc-2019'],
      credential_metadata: { display: display({ issuerUrl, suffix: ' (Open Badge)' }), claims: OPEN_BADGE_CLAIMS },
    },
  } satisfies Record<ConfigurationId, unknown>
}

function display({ issuerUrl, suffix = '' }: { issuerUrl: string; suffix?: string }) {
  const look = {
    background_color: '#297A38',
    text_color: '#FFFFFF',
    // Wallets met in the field refuse an address without an image's extension.
    logo: { uri: `${issuerUrl}/oid4vci/attestato.svg`, alt_text: 'Attesta' },
  }
  return [
    {
      name: `Attestato di competenza${suffix}`,
      locale: 'it-IT',
      description: 'Rilasciato dopo la decisione di una commissione d’esame.',
      ...look,
    },
    {
      name: `Certificate of competence${suffix}`,
      locale: 'en',
      description: 'Issued on the decision of an examination commission.',
      ...look,
    },
  ]
}
