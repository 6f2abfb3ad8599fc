import { createHash, randomBytes } from 'node:crypto'
import { type CallbackContext, type JwtSignerJwk, setGlobalConfig } from '@openid4vc/oauth2'
import { Openid4vciClient } from '@openid4vc/openid4vci'
import { importJWK, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyProof, newKey, type WalletKey } from './wallet.ts'
import { type OfferInHand, openIssuer, type TestIssuer } from './world.ts'

let issuer: TestIssuer
beforeAll(async () => {
  // Loopback over http, in this test only.
  setGlobalConfig({ allowInsecureUrls: true })
  issuer = await openIssuer()
})
afterAll(() => issuer.close())

const newOffer = async () => issuer.offer((await issuer.release()).attestationId)

describe('the @openid4vc wallet', () => {
  test.each<[string, { dpop: boolean; clientId?: string }]>([
    ['with a bearer token', { dpop: false, clientId: 'foreign-wallet' }],
    ['with DPoP', { dpop: true, clientId: 'foreign-wallet' }],
    ['without a name', { dpop: false }],
  ])('takes both forms %s', async (_, how) => {
    const { credentials, tokenType } = await take(await newOffer(), how)
    expect(tokenType).toBe(how.dpop ? 'DPoP' : 'Bearer')
    expect(credentials.attestato_sd_jwt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+~/)
    expect(credentials.attestato_open_badge).toMatchObject({ type: ['VerifiableCredential', 'OpenBadgeCredential'] })
  })

  async function take(offerInHand: OfferInHand, { dpop, clientId }: { dpop: boolean; clientId?: string }) {
    const holder = await newKey()
    const dpopKey = await newKey()
    const client = new Openid4vciClient({
      callbacks: callbacksOf({ keys: [holder, dpopKey], ...(clientId !== undefined && { clientId }) }),
    })
    const credentialOffer = await client.resolveCredentialOffer(
      `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(offerInHand.uri)}`,
    )
    const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
    const token = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
      credentialOffer,
      issuerMetadata,
      txCode: offerInHand.txCode,
      ...(dpop && { dpop: { signer: signerOf(dpopKey) } }),
    })
    const { access_token: accessToken, token_type: tokenType } = token.accessTokenResponse

    const credentials: Record<string, unknown> = {}
    for (const credentialConfigurationId of credentialOffer.credential_configuration_ids) {
      const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata })
      const { jwt } = await client.createCredentialRequestJwtProof({
        issuerMetadata,
        credentialConfigurationId,
        signer: signerOf(holder),
        nonce,
      })
      const { credentialResponse } = await client.retrieveCredentials({
        issuerMetadata,
        accessToken,
        credentialConfigurationId,
        proofs: { jwt: [jwt] },
        ...(token.dpop !== undefined && { dpop: token.dpop }),
      })
      credentials[credentialConfigurationId] = (credentialResponse.credentials as { credential: unknown }[] | undefined)?.[0]?.credential
    }
    return { credentials, tokenType }
  }
})

describe('oauth4webapi', () => {
  test('discovers, redeems and asks with DPoP', async () => {
    const offer = await newOffer()
    const insecure = { [oauth.allowInsecureRequests]: true }
    const url = new URL(issuer.issuerUrl)
    const as = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...insecure }))
    const client: oauth.Client = { client_id: 'foreign-wallet' }
    const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))
    const answer = await oauth.genericTokenEndpointRequest(
      as,
      client,
      oauth.None(),
      'urn:ietf:params:oauth:grant-type:pre-authorized_code',
      { 'pre-authorized_code': offer.code, tx_code: offer.txCode },
      { DPoP, ...insecure },
    )
    const { access_token: token, token_type: type } = await oauth.processGenericTokenEndpointResponse(as, client, answer)
    expect(type).toBe('dpop')

    const body = JSON.stringify({ credential_configuration_id: 'attestato_sd_jwt', proofs: { jwt: [await keyProof(issuer)] } })
    const headers = new Headers({ 'content-type': 'application/json' })
    const response = await oauth.protectedResourceRequest(token, 'POST', new URL(`${issuer.issuerUrl}/oid4vci/credential`), headers, body, {
      DPoP,
      ...insecure,
    })
    expect(response.status).toBe(200)
  })
})

function signerOf({ jwk }: WalletKey): JwtSignerJwk {
  return { method: 'jwk', alg: 'ES256', publicJwk: jwk as JwtSignerJwk['publicJwk'] }
}

function callbacksOf({ keys, clientId }: { keys: readonly WalletKey[]; clientId?: string }): CallbackContext {
  const notUsed = () => {
    throw new Error('not needed by this flow')
  }
  return {
    fetch: globalThis.fetch,
    hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
    generateRandom: (length) => randomBytes(length),
    signJwt: async (signer, { header, payload }) => {
      if (signer.method !== 'jwk') throw new Error('these keys are named by jwk')
      const key = keys.find(({ jwk }) => jwk.x === signer.publicJwk.x)
      if (key === undefined) throw new Error('not one of this wallet')
      const jwt = await new SignJWT(payload as JWTPayload)
        .setProtectedHeader({ ...header, jwk: signer.publicJwk } as JWTHeaderParameters)
        .sign(key.privateKey)
      return { jwt, signerJwk: signer.publicJwk }
    },
    verifyJwt: async (signer) => {
      if (signer.method !== 'jwk') return { verified: false }
      await importJWK(signer.publicJwk as JWK, signer.alg)
      return { verified: true, signerJwk: signer.publicJwk }
    },
    encryptJwe: notUsed,
    decryptJwe: notUsed,
    clientAuthentication: ({ body }) => {
      if (clientId !== undefined) body.client_id = clientId
    },
  }
}
