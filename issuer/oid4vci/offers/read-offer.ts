import type { Pool } from 'pg'
import { CONFIGURATION_IDS } from '../configurations.ts'
import { findOffer } from './find-offer.ts'
import { whyClosed } from './offer.ts'
import { preAuthorizedCodeOf, TX_CODE_LENGTH } from './offer-secrets.ts'
import { toldBefore } from './told-before.ts'

export const PRE_AUTHORIZED_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

/**
 * The Credential Offer that an address stands for (OpenID4VCI 1.0 §4.1.1), as often as it is asked while it is open.
 *
 * @throws AttestaError `offer.unknown`, `offer.used`, `offer.blocked`, `offer.replaced`, `offer.expired`, `offer.attestation-ended`
 */
export async function readOffer({ handle, issuerUrl, pool, at }: { handle: string; issuerUrl: string; pool: Pool; at: Date }) {
  const preAuthorizedCode = preAuthorizedCodeOf(handle)
  const offer = await findOffer({ preAuthorizedCode, db: pool })
  const closed = whyClosed(offer, at)
  if (closed !== undefined || offer === undefined) throw closed
  const told = await toldBefore({ attestationId: offer.attestationId, pool })

  return {
    credential_issuer: issuerUrl,
    credential_configuration_ids: CONFIGURATION_IDS,
    grants: {
      [PRE_AUTHORIZED_CODE_GRANT]: {
        'pre-authorized_code': preAuthorizedCode,
        tx_code: { input_mode: 'numeric', length: TX_CODE_LENGTH, description: guidance(told.body) },
      },
    },
    // The issuer's `display` (§12.2.4) names the service that all bodies share, a configuration's the kind of document; neither
    // this body nor this title. §4.1.1 leaves room: "Additional Credential Offer parameters MAY be defined and used", and a
    // wallet that does not know one ignores it.
    attesta: told,
  }
}

/** For a wallet that knows only the standard: how the holder comes by the code (§4.1.1 `description`, at most 300 characters). */
function guidance(body: string): string {
  return `Codice di sei cifre che ti ha dato ${body.slice(0, 200)}.`
}
