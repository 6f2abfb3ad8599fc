import type { Pool } from 'pg'
import { CONFIGURATION_IDS } from '../configurations.ts'
import { findOffer } from './find-offer.ts'
import { whyClosed } from './offer.ts'
import { preAuthorizedCodeOf, TX_CODE_LENGTH } from './offer-secrets.ts'

export const PRE_AUTHORIZED_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

/**
 * The Credential Offer that an address stands for (OpenID4VCI 1.0 §4.1.1), as often as it is asked while it is open.
 *
 * @throws AttestaError `offer.unknown`, `offer.used`, `offer.blocked`, `offer.replaced`, `offer.expired`, `offer.attestation-ended`
 */
export async function readOffer({ handle, issuerUrl, pool, at }: { handle: string; issuerUrl: string; pool: Pool; at: Date }) {
  const preAuthorizedCode = preAuthorizedCodeOf(handle)
  const closed = whyClosed(await findOffer({ preAuthorizedCode, db: pool }), at)
  if (closed !== undefined) throw closed

  return {
    credential_issuer: issuerUrl,
    credential_configuration_ids: CONFIGURATION_IDS,
    grants: {
      [PRE_AUTHORIZED_CODE_GRANT]: {
        'pre-authorized_code': preAuthorizedCode,
        tx_code: { input_mode: 'numeric', length: TX_CODE_LENGTH, description: 'Codice di sei cifre che ti ha dato l’ente.' },
      },
    },
  }
}
