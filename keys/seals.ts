import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { Algorithm, PublicJwk } from '../credential/crypto/port.ts'
import { AttestaError } from '../credential/errors.ts'
import { algorithmOf, thumbprint } from '../credential/jose/index.ts'
import { keyOfCertificate, type ReadCertificate, readCertificate, readPem, toPem } from '../credential/x509/index.ts'
import type { StoredKey } from './key-files.ts'
import type { KeyRecord } from './key-record.ts'

export interface NewSeal {
  readonly org: string
  /** PKCS #8 or older PEM, without a password. */
  readonly privateKey: string | KeyObject
  /** PEM, own certificate first; absent: the authority has still to make it. */
  readonly certificates?: readonly string[]
  readonly from: Date
}

/**
 * The key of a seal as the keystore holds it. Its window is that of its certificate.
 *
 * @throws AttestaError `keystore.seal`, `seal.certificate-mismatch` when the certificate is of another key
 */
export function newSeal({ org, privateKey, certificates, from }: NewSeal): StoredKey {
  const key = readKey(privateKey)
  const { alg, publicJwk } = publicHalf(key)
  const kid = thumbprint(publicJwk)
  if (certificates !== undefined && thumbprint(keyOfChain(certificates)) !== kid) throw new AttestaError('seal.certificate-mismatch')
  const record: KeyRecord = { kid, org, alg, publicJwk: { ...publicJwk, kid, alg }, notBefore: from.toISOString(), use: 'seal' }
  return { record: { ...record, ...(certificates === undefined ? {} : certified(certificates)) }, privateKey: key }
}

/** What a certificate adds to the record of its key: itself, and from when to when the key seals. */
export function certified(certificates: readonly string[]): Pick<KeyRecord, 'certificates' | 'notBefore' | 'notAfter'> {
  const chain = readChain(certificates)
  const [leaf] = chain
  if (leaf === undefined) throw new AttestaError('seal.certificate')
  return {
    certificates: chain.map(({ der }) => toPem(der)),
    notBefore: leaf.notBefore.toISOString(),
    notAfter: leaf.notAfter.toISOString(),
  }
}

/** The key that the first certificate certifies. */
export function keyOfChain(certificates: readonly string[]): PublicJwk {
  const [leaf] = readChain(certificates)
  if (leaf === undefined) throw new AttestaError('seal.certificate')
  return keyOfCertificate(leaf)
}

function readChain(certificates: readonly string[]): ReadCertificate[] {
  return certificates.flatMap(readPem).map(readCertificate)
}

function readKey(key: string | KeyObject): KeyObject {
  if (typeof key !== 'string') return key
  try {
    return createPrivateKey(key)
  } catch {
    // The engine's message may quote the key.
    throw new AttestaError('keystore.seal')
  }
}

function publicHalf(key: KeyObject): { alg: Algorithm; publicJwk: PublicJwk } {
  const { asymmetricKeyType, asymmetricKeyDetails: { modulusLength = 0 } = {} } = key
  const publicJwk = createPublicKey(key).export({ format: 'jwk' }) as PublicJwk
  if (asymmetricKeyType === 'rsa' && (modulusLength < 2048 || modulusLength > 8192)) throw new AttestaError('keystore.seal')
  for (const alg of ['RS256', 'ES256', 'ES384'] as const) {
    try {
      return { alg: algorithmOf({ key: publicJwk, stated: alg }), publicJwk }
    } catch {
      // Of another kind.
    }
  }
  throw new AttestaError('keystore.seal')
}
