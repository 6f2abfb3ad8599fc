import { createPublicKey, type KeyObject, webcrypto } from 'node:crypto'

export interface SealSubject {
  /** What the seal is called. */
  readonly commonName: string
  /** Legal name of the organisation. */
  readonly organization: string
  /** Two letters. */
  readonly country: string
  /** ETSI EN 319 412-1 §5.1.4: `VATIT-…`, `NTRIT-…`. */
  readonly organizationIdentifier: string
}

/**
 * A certification request (PKCS #10) for the key of a seal: what an authority asks for, signed by the key itself. The library is
 * loaded when somebody asks; no start needs it.
 */
export async function requestSeal({ privateKey, subject }: { privateKey: KeyObject; subject: SealSubject }): Promise<string> {
  const x509 = await openX509()
  const keys = await webKeys(privateKey)
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: nameOf(subject),
    keys,
    signingAlgorithm: algorithmOf(privateKey),
  })
  return `${request.toString('pem')}\n`
}

/** The subject as X.501 has it; no part of it is written into a text that would be parsed again. */
export function nameOf({ commonName, organization, country, organizationIdentifier }: SealSubject) {
  return [{ CN: [commonName] }, { O: [organization] }, { C: [country] }, { '2.5.4.97': [organizationIdentifier] }]
}

export async function openX509() {
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  x509.cryptoProvider.set(webcrypto as Crypto)
  return x509
}

export function algorithmOf({ asymmetricKeyType }: KeyObject) {
  return asymmetricKeyType === 'rsa'
    ? ({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const)
    : ({ name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const)
}

export async function webKeys(privateKey: KeyObject): Promise<CryptoKeyPair> {
  const algorithm = algorithmOf(privateKey)
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
  return {
    publicKey: await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
    privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
  }
}
