import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { Signer } from '../../../credential/crypto/port.ts'
import { signCompact } from '../../../credential/jose/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'

x509.cryptoProvider.set(webcrypto as Crypto)
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

export const HOST = 'verifica.example'
export const CLIENT_ID = `x509_san_dns:${HOST}`
export const now = new Date('2026-06-01T12:00:00Z')
const seconds = now.getTime() / 1000
const day = (n: number) => new Date(now.getTime() + n * 24 * 3600_000)

interface Authority {
  readonly certificate: x509.X509Certificate
  readonly keys: CryptoKeyPair
}

export interface CertificateOptions {
  readonly names?: readonly string[]
  readonly from?: Date
  readonly until?: Date
  readonly authority?: boolean
  readonly usage?: number
}

/** Whoever asks: a root, and a leaf for a host over a key that signs requests. */
export async function createAuthority({
  by,
  authority = true,
  pathLength,
}: {
  by?: Authority
  authority?: boolean
  pathLength?: number
} = {}): Promise<Authority> {
  const keys = (await webcrypto.subtle.generateKey(P256, false, ['sign', 'verify'])) as CryptoKeyPair
  const name = `CN=Autorità ${webcrypto.randomUUID()}`
  const extensions = [
    new x509.BasicConstraintsExtension(authority, pathLength, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
  ]
  const dates = { notBefore: day(-10), notAfter: day(100), signingAlgorithm: P256, extensions }
  const certificate =
    by === undefined
      ? await x509.X509CertificateGenerator.createSelfSigned({ name, keys, ...dates })
      : await x509.X509CertificateGenerator.create({
          subject: name,
          issuer: by.certificate.subject,
          publicKey: keys.publicKey,
          signingKey: by.keys.privateKey,
          ...dates,
        })
  return { certificate, keys }
}

export async function createLeaf(by: Authority, options: CertificateOptions & { signer: Signer }): Promise<x509.X509Certificate> {
  const { signer, names = [HOST], from = day(-1), until = day(1), authority = false, usage = x509.KeyUsageFlags.digitalSignature } = options
  const { kty, crv, x, y } = signer.publicJwk
  return x509.X509CertificateGenerator.create({
    subject: `CN=${names[0] ?? HOST}`,
    issuer: by.certificate.subject,
    notBefore: from,
    notAfter: until,
    publicKey: await webcrypto.subtle.importKey('jwk', { kty, crv: crv ?? '', x: x ?? '', y: y ?? '' }, P256, true, ['verify']),
    signingKey: by.keys.privateKey,
    signingAlgorithm: P256,
    extensions: [
      new x509.BasicConstraintsExtension(authority, undefined, true),
      new x509.KeyUsagesExtension(usage, true),
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
    ],
  })
}

export const root = await createAuthority()
export const signer = throwawaySigner()
const leaf = await createLeaf(root, { signer })
const encryption = throwawaySigner()

export const claims: JsonObject = {
  response_type: 'vp_token',
  response_mode: 'direct_post.jwt',
  client_id: CLIENT_ID,
  response_uri: `https://${HOST}/risposte/1`,
  aud: 'https://self-issued.me/v2',
  nonce: 'n-0S6_WzA2Mj-lungo-abbastanza',
  state: 'uno-stato',
  iat: seconds,
  exp: seconds + 300,
  purpose: 'Selezione del personale',
  dcql_query: { credentials: [{ id: 'attestato', format: 'dc+sd-jwt', meta: { vct_values: ['x'] }, claims: [{ path: ['given_name'] }] }] },
  client_metadata: {
    client_name: 'Impresa di prova',
    jwks: {
      keys: [
        { kty: 'EC', crv: 'P-256', x: encryption.publicJwk.x ?? '', y: encryption.publicJwk.y ?? '', alg: 'ECDH-ES', use: 'enc', kid: 'k' },
      ],
    },
    encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
  },
}

export interface AskOptions {
  readonly payload?: JsonObject
  readonly without?: string
  readonly header?: JsonObject
  readonly certificates?: readonly x509.X509Certificate[]
  readonly by?: Signer
}

/** A signed request, right in everything but what is given. */
export function ask({ payload = {}, without, header = {}, certificates = [leaf], by = signer }: AskOptions = {}): Promise<string> {
  const all: Record<string, unknown> = { ...claims, ...payload }
  if (without !== undefined) delete all[without]
  const x5c = certificates.map((certificate) => certificate.toString('base64'))
  return signCompact({ header: { typ: 'oauth-authz-req+jwt', x5c, ...header }, payload: all as JsonObject, signer: by })
}
