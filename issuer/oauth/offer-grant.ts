import type { AdapterPayload } from 'oidc-provider'
import { CONFIGURATION_IDS } from '../oid4vci/configurations.ts'

const PREFIX = 'offer:'

/** What may be asked for with a token: both forms of the one attestation. */
export const OFFER_SCOPE = CONFIGURATION_IDS.join(' ')

export function grantIdOf(offerId: string): string {
  return `${PREFIX}${offerId}`
}

export function offerIdOf(grantId: string | undefined): string | undefined {
  return grantId?.startsWith(PREFIX) ? grantId.slice(PREFIX.length) : undefined
}

/** The grant that an offer is: nobody consents on a page, the officer's hand-over was the consent. It is not stored, it follows from the offer. */
export function offerGrant({
  offerId,
  clientId,
  issuerUrl,
  at,
}: {
  offerId: string
  clientId: string
  issuerUrl: string
  at: Date
}): AdapterPayload {
  const iat = Math.floor(at.getTime() / 1000)
  return {
    kind: 'Grant',
    jti: grantIdOf(offerId),
    iat,
    exp: iat + 600,
    accountId: offerId,
    clientId,
    resources: { [issuerUrl]: OFFER_SCOPE },
  }
}
