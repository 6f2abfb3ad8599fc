import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider'
import type { Pool } from 'pg'
import { findOffer } from '../oid4vci/offers/find-offer.ts'
import { type Offer, whyClosed } from '../oid4vci/offers/offer.ts'
import { tryTxCode } from '../oid4vci/offers/try-tx-code.ts'
import { useOffer } from '../oid4vci/offers/use-offer.ts'
import { grantIdOf, OFFER_SCOPE } from './offer-grant.ts'
import { invalidGrant } from './refused-grant.ts'

/**
 * Pre-authorized codes are the rows of `credential_offer`: no second copy that could disagree. The library looks a code up once,
 * at the token endpoint, after it has checked the client and the DPoP proof; there the transaction code is judged, so that a
 * wrong one costs a try and not the offer. `consume` decides who redeems.
 */
export function offerCodeAdapter({ pool, issuerUrl, now }: { pool: Pool; issuerUrl: string; now: () => Date }): Adapter {
  return {
    async find(preAuthorizedCode) {
      const offer = await findOffer({ preAuthorizedCode, db: pool })
      const at = now()
      const closed = whyClosed(offer, at)
      if (closed !== undefined || offer === undefined) throw invalidGrant(closed)

      const { client, txCode } = requestOf()
      if (txCode === undefined) throw new errors.InvalidRequest('tx_code is needed')
      await tryTxCode({ offer, preAuthorizedCode, txCode, pool, at }).catch((error: unknown) => {
        throw invalidGrant(error)
      })
      return payloadOf({ offer, preAuthorizedCode, clientId: client, txCode, issuerUrl, at })
    },
    async consume(preAuthorizedCode) {
      const at = now()
      const offer = await findOffer({ preAuthorizedCode, db: pool })
      if (offer !== undefined && (await useOffer({ offerId: offer.id, pool, at })) === 'used') return
      throw invalidGrant(whyClosed(await findOffer({ preAuthorizedCode, db: pool }), at))
    },
    upsert: unused,
    findByUid: unused,
    findByUserCode: unused,
    destroy: unused,
    // Called when a code comes a second time; the tokens of the first go through the adapter that keeps them.
    revokeByGrantId: async () => undefined,
  }
}

function payloadOf({
  offer,
  preAuthorizedCode,
  clientId,
  txCode,
  issuerUrl,
  at,
}: {
  offer: Offer
  preAuthorizedCode: string
  clientId: string
  txCode: string
  issuerUrl: string
  at: Date
}): AdapterPayload {
  return {
    kind: 'PreAuthorizedCode',
    jti: preAuthorizedCode,
    iat: Math.floor(at.getTime() / 1000),
    exp: Math.floor(offer.expiresAt.getTime() / 1000),
    accountId: offer.id,
    grantId: grantIdOf(offer.id),
    // The code was made for a person, not for a wallet: whoever brings it with the right transaction code is its client.
    clientId,
    scope: OFFER_SCOPE,
    resource: issuerUrl,
    // Already compared; the library compares once more.
    txCode,
  }
}

function requestOf(): { client: string; txCode: string | undefined } {
  const oidc = Provider.ctx?.oidc
  const client = oidc?.client?.clientId
  if (client === undefined) throw new Error('a code was looked up outside of a token request')
  const txCode = oidc?.params?.tx_code
  return { client, txCode: typeof txCode === 'string' ? txCode : undefined }
}

async function unused(): Promise<undefined> {
  throw new Error('pre-authorized codes are made and ended by offers')
}
