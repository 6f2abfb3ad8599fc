import { encode, encodeText, utf8Of, utf8OfParts } from '../base64url.ts'
import { KeyCache } from '../crypto/key-cache.ts'
import type { PublicJwk, Signer } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { formatDateTime, toNumericDate } from '../time.ts'
import { encodeBase64, keyOfCertificate, readCertificates } from '../x509/index.ts'
import { assertSealCertificate } from './assert-seal-certificate.ts'
import { issuerSerial } from './issuer-serial.ts'

export interface SealJadesInput {
  /** The text to seal; kept to the character. */
  readonly payload: string
  readonly signer: Signer
  /** PEM: the certificate of the signer's key, then each that issued the one before. */
  readonly certificates: readonly string[]
  readonly signedAt: Date
  /** `iat` is what ETSI TS 119 182-1 v1.2.1 writes; `sigT` is what was read before 2024. */
  readonly claimedTime?: 'iat' | 'sigT'
  /** Gets a time-stamp token (RFC 3161, DER) over some bytes; with it the seal is of level B-T. */
  readonly timestamp?: (data: Uint8Array) => Promise<Uint8Array>
}

/**
 * Seals a text: JAdES baseline B-B, or B-T, in JSON serialization with unencoded payload (ETSI TS 119 182-1 §6.3, RFC 7797).
 *
 * @throws AttestaError `seal.certificate-mismatch` when the certificate is of another key or not in force, `seal.purpose`
 */
export async function sealJades(input: SealJadesInput): Promise<string> {
  const { payload, signer, timestamp } = input
  if (!payload.isWellFormed()) throw new AttestaError('json.lone-surrogate')
  const protectedText = encodeText(JSON.stringify(protectedHeader(input)))
  const signature = encode(await signer.sign(utf8OfParts([protectedText, '.', payload])))
  const etsiU = timestamp === undefined ? [] : [signatureTimestamp(await timestamp(utf8Of(signature)))]
  return JSON.stringify({ payload, signatures: [{ protected: protectedText, header: { etsiU }, signature }] })
}

function protectedHeader({ signer, certificates, signedAt, claimedTime = 'iat' }: SealJadesInput) {
  const chain = readCertificates(certificates)
  const [leaf] = chain
  if (leaf === undefined || signedAt < leaf.notBefore || signedAt > leaf.notAfter) throw new AttestaError('seal.certificate-mismatch')
  if (!isSameKey(keyOfCertificate(leaf), signer.publicJwk)) throw new AttestaError('seal.certificate-mismatch')
  assertSealCertificate(leaf)
  return {
    alg: signer.alg,
    typ: 'jose+json',
    cty: 'json',
    ...written.get(chain.map(({ digest }) => digest).join(' '), () => ({
      kid: issuerSerial(leaf),
      'x5t#S256': leaf.digest,
      x5c: chain.map(({ der }) => encodeBase64(der)),
    })),
    b64: false,
    ...(claimedTime === 'iat'
      ? { iat: toNumericDate(signedAt), crit: ['b64'] }
      : { sigT: formatDateTime(signedAt), crit: ['b64', 'sigT'] }),
  }
}

/** What the certificates of a seal come out as is the same on each document. */
const written = new KeyCache<{ readonly kid: string; readonly 'x5t#S256': string; readonly x5c: readonly string[] }>(64)

function isSameKey(a: PublicJwk, b: PublicJwk): boolean {
  return a.kty === b.kty && a.crv === b.crv && a.x === b.x && a.y === b.y && a.n === b.n && a.e === b.e
}

/** `sigTst` (§5.3.4), encoded as the unsigned properties of these credentials are. */
function signatureTimestamp(token: Uint8Array): string {
  return encodeText(JSON.stringify({ sigTst: { tstTokens: [{ val: encodeBase64(token) }] } }))
}
