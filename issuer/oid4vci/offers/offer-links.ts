export interface OfferLinks {
  /** What a wallet takes from a QR code or a press on a telephone (OpenID4VCI 1.0 §4.1). */
  readonly deepLink: string
  /** The same in our own wallet, in any browser. */
  readonly walletLink: string
}

/** Where an offer is opened. The wallet's address carries it behind the `#`, so that its server does not see it. */
export function offerLinks({ credentialOfferUri, walletUrl }: { credentialOfferUri: string; walletUrl: string }): OfferLinks {
  const query = `credential_offer_uri=${encodeURIComponent(credentialOfferUri)}`
  return { deepLink: `openid-credential-offer://?${query}`, walletLink: `${walletUrl}/#/ricevi?${query}` }
}
