import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { PRE_AUTHORIZED_CODE_GRANT } from '../../../issuer/oid4vci/offers/read-offer.ts'
import type { OfferInHand, TestIssuer } from './world.ts'

export interface WalletKey {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
  readonly thumbprint: string
}

export async function newKey(alg = 'ES256'): Promise<WalletKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(publicKey)
  return { privateKey, jwk, thumbprint: await calculateJwkThumbprint(jwk) }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown> & { attesta?: { code: string; facts: Record<string, unknown>; it: string } }
}

export async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init)
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}

export function redeem(
  issuer: Pick<TestIssuer, 'issuerUrl'>,
  offer: OfferInHand,
  { parameters = {}, headers = {} }: { parameters?: Record<string, string | undefined>; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const all = { grant_type: PRE_AUTHORIZED_CODE_GRANT, 'pre-authorized_code': offer.code, tx_code: offer.txCode, ...parameters }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return send(`${issuer.issuerUrl}/oauth/token`, { method: 'POST', body: new URLSearchParams(given), headers })
}

export async function tokenFor(issuer: Pick<TestIssuer, 'issuerUrl'>, offer: OfferInHand): Promise<string> {
  return String((await redeem(issuer, offer)).body.access_token)
}

export async function newNonce(issuer: Pick<TestIssuer, 'issuerUrl'>): Promise<string> {
  return String((await send(`${issuer.issuerUrl}/oid4vci/nonce`, { method: 'POST' })).body.c_nonce)
}

export interface ProofOptions {
  readonly key?: WalletKey
  readonly nonce?: string | undefined
  readonly payload?: JWTPayload
  readonly header?: Record<string, unknown>
}

export async function keyProof(
  issuer: Pick<TestIssuer, 'issuerUrl'>,
  { key, nonce, payload = {}, header = {} }: ProofOptions = {},
): Promise<string> {
  const { privateKey, jwk } = key ?? (await newKey())
  const claims = { aud: issuer.issuerUrl, iat: seconds(), nonce: nonce ?? (await newNonce(issuer)), ...payload }
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk, ...header }).sign(privateKey)
}

export async function dpopProof(
  { privateKey, jwk }: WalletKey,
  { url, token, payload = {}, header = {} }: { url: string; token?: string; payload?: JWTPayload; header?: Record<string, unknown> },
): Promise<string> {
  const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') }
  return new SignJWT({ jti: randomUUID(), htm: 'POST', htu: url, iat: seconds(), ...ath, ...payload })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
    .sign(privateKey)
}

export function askCredential(
  issuer: Pick<TestIssuer, 'issuerUrl'>,
  { token, body, headers = {}, scheme = 'Bearer' }: { token: string; body: unknown; headers?: Record<string, string>; scheme?: string },
): Promise<Answer> {
  return send(`${issuer.issuerUrl}/oid4vci/credential`, {
    method: 'POST',
    headers: { authorization: `${scheme} ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

export function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
