import 'reflect-metadata'
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, X509Certificate as ReadableCertificate } from '@peculiar/x509'
import { crypto } from '#crypto'
import { encode } from '../../credential/base64url.ts'
import { readPublicJwk, thumbprint } from '../../credential/jose/index.ts'
import type { JsonValue } from '../../credential/json/index.ts'
import { verifiedSignature } from '../../keys/index.ts'
import type { RequestSigner } from './request-signer.ts'

const KEY = 'VERIFIER_REQUEST_KEY'
const CERTIFICATE = 'VERIFIER_REQUEST_CERTIFICATE'
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

export interface ReadRequestSignerInput {
  readonly keyFile: string
  readonly certificateFile: string
  readonly clientId: 'x509_san_dns' | 'x509_hash'
  /** Host of the verifier's address. */
  readonly host: string
  readonly now: Date
}

/**
 * Key and certificates that an operator gave. What no wallet could accept is refused here, at the start, rather than in front of a
 * citizen (OpenID4VP 1.0 §5.9.3; HAIP 1.0 §5: the leaf is not signed by itself).
 *
 * @throws Error with a sentence that names the setting
 */
export async function readRequestSigner({ keyFile, certificateFile, clientId, host, now }: ReadRequestSignerInput): Promise<RequestSigner> {
  const privateKey = readKey(await readSetting(KEY, keyFile))
  const chain = readChain(await readSetting(CERTIFICATE, certificateFile))
  const [leaf] = chain

  refuseUnless(leaf.checkPrivateKey(privateKey), CERTIFICATE, `the first certificate is not for the key of ${KEY}`)
  refuseUnless(
    !isSelfSigned(leaf),
    CERTIFICATE,
    'the first certificate is signed by itself, and wallets refuse that: an authority must issue it',
  )
  refuseUnless(
    !isAuthority(leaf) && mayUse(leaf, KeyUsageFlags.digitalSignature),
    CERTIFICATE,
    'the first certificate is not made for signing requests',
  )
  for (const [index, certificate] of chain.entries()) {
    const issuer = chain[index + 1]
    refuseUnless(
      issuer === undefined || isIssuedBy(certificate, issuer),
      CERTIFICATE,
      `certificate ${index + 2} of the file did not issue the one before it`,
    )
    refuseUnless(now >= new Date(certificate.validFrom), CERTIFICATE, `certificate ${index + 1} of the file is not valid yet`)
    refuseUnless(now <= new Date(certificate.validTo), CERTIFICATE, `certificate ${index + 1} of the file has expired`)
  }
  refuseUnless(
    clientId === 'x509_hash' || leaf.checkHost(host, { subject: 'never', wildcards: false }) !== undefined,
    CERTIFICATE,
    `the first certificate does not name ${host}, the host of VERIFIER_URL, among its DNS names`,
  )

  const publicJwk = readPublicJwk(createPublicKey(privateKey).export({ format: 'jwk' }) as JsonValue)
  return {
    kid: thumbprint(publicJwk),
    alg: 'ES256',
    publicJwk,
    sign: (data) => verifiedSignature({ alg: 'ES256', privateKey, publicJwk, data }),
    clientId: clientId === 'x509_hash' ? `x509_hash:${encode(crypto.sha256(leaf.raw))}` : `x509_san_dns:${host}`,
    x5c: chain.filter((certificate) => !isSelfSigned(certificate)).map(({ raw }) => raw.toString('base64')),
    until: new Date(Math.min(...chain.map(({ validTo }) => Date.parse(validTo)))),
  }
}

async function readSetting(setting: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => refuse(setting, `the file ${file} cannot be read`, cause))
}

function readKey(pem: string): KeyObject {
  const key = attempt(() => createPrivateKey(pem), KEY, 'the file holds no private key in PEM, or one behind a passphrase')
  refuseUnless(key.asymmetricKeyDetails?.namedCurve === 'prime256v1', KEY, 'the key is not on the curve P-256, which every wallet reads')
  return key
}

function readChain(pem: string): readonly [X509Certificate, ...X509Certificate[]] {
  const texts = pem.match(PEM_CERTIFICATE) ?? []
  const [leaf, ...more] = texts.map((text) => attempt(() => new X509Certificate(text), CERTIFICATE, 'a certificate cannot be read'))
  return leaf === undefined ? refuse(CERTIFICATE, 'the file holds no certificate in PEM') : [leaf, ...more]
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey)
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return (
    isAuthority(issuer) &&
    mayUse(issuer, KeyUsageFlags.keyCertSign) &&
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey)
  )
}

function isAuthority({ raw }: X509Certificate): boolean {
  return new ReadableCertificate(raw).getExtension(BasicConstraintsExtension)?.ca === true
}

/** A certificate that says nothing of its use may serve for any (RFC 5280 §4.2.1.3). */
function mayUse({ raw }: X509Certificate, use: KeyUsageFlags): boolean {
  const usages = new ReadableCertificate(raw).getExtension(KeyUsagesExtension)?.usages
  return usages === undefined || (usages & use) !== 0
}

function refuseUnless(holds: boolean, setting: string, otherwise: string): void {
  if (!holds) refuse(setting, otherwise)
}

function attempt<T>(read: () => T, setting: string, otherwise: string): T {
  try {
    return read()
  } catch (cause) {
    return refuse(setting, otherwise, cause)
  }
}

function refuse(setting: string, why: string, cause?: unknown): never {
  throw new Error(`Setting ${setting}: ${why}.`, { cause })
}
