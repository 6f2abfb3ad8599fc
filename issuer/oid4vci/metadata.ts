import { BATCH_SIZE, credentialConfigurations } from './configurations.ts'

/** Credential Issuer Metadata (OpenID4VCI 1.0 §12.2). The issuer is its own authorization server, so none is named. */
export function issuerMetadata({ issuerUrl }: { issuerUrl: string }) {
  return {
    credential_issuer: issuerUrl,
    credential_endpoint: `${issuerUrl}/oid4vci/credential`,
    nonce_endpoint: `${issuerUrl}/oid4vci/nonce`,
    // Ours: §12.2.4 lets metadata carry more. Under it, by the name of its form, each file of the act that a token is for.
    attesta_rendering_endpoint: `${issuerUrl}/oid4vci/renderings`,
    // Ours too: acts that a wallet holds, sealed together, for whoever signs with the key of each.
    attesta_record_endpoint: `${issuerUrl}/oid4vci/records`,
    batch_credential_issuance: { batch_size: BATCH_SIZE },
    display: [
      { name: 'Attesta – attestati di competenza', locale: 'it-IT' },
      { name: 'Attesta – certificates of competence', locale: 'en' },
    ],
    credential_configurations_supported: credentialConfigurations({ issuerUrl }),
  }
}
