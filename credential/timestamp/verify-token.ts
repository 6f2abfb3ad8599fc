import type { SignedData } from 'pkijs'
import { crypto } from '#crypto'
import { AttestaError, type ErrorCode } from '../errors.ts'
import { asn1js, type CertificateName, findPath, pkijs, type ReadCertificate, readCertificate, readCertificates } from '../x509/index.ts'
import { SHA_256 } from './compose-request.ts'
import { parseToken } from './parse-token.ts'

export interface VerifyTimestampInput {
  /** DER of the token. */
  readonly token: Uint8Array
  /** What must have been there at that time. */
  readonly data: Uint8Array
  /** PEM: authorities that the timestamping authority may chain to. */
  readonly roots: readonly string[]
}

export interface VerifiedTimestamp {
  readonly at: Date
  readonly authority: CertificateName
  /** Policy under which it was made (RFC 3161 §2.4.2). */
  readonly policy: string
  /** Whether somebody whom the relying party trusts vouches for the authority. Without that the time is only a word. */
  readonly chain: { readonly anchor: CertificateName } | { readonly fault: ErrorCode }
}

const HASHES: Readonly<Record<string, ((data: Uint8Array) => Uint8Array) | undefined>> = {
  [SHA_256]: crypto.sha256,
  '2.16.840.1.101.3.4.2.2': crypto.sha384,
}
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'

/**
 * Verifies a time-stamp token (RFC 3161 §2.2, §2.3): the hash in it is that of the data, its signature is of the certificate that it
 * names (RFC 5816), and that certificate is for timestamps and nothing else. The library never looks at the last.
 *
 * @throws AttestaError `seal.timestamp-malformed`, `seal.timestamp-imprint`, `seal.timestamp-signature`, `seal.timestamp-purpose`
 */
export async function verifyTimestamp({ token, data, roots }: VerifyTimestampInput): Promise<VerifiedTimestamp> {
  const { signed, info, at } = parseToken(token)
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  const digest = HASHES[hashAlgorithm.algorithmId]?.(data)
  if (digest === undefined || !isSame(digest, hashedMessage.valueBlock.valueHexView)) throw new AttestaError('seal.timestamp-imprint')

  const { signer, others } = await signerOf(signed, data)
  const { purposes } = signer.extensions
  if (purposes?.critical !== true || purposes.ids.length !== 1 || purposes.ids[0] !== TIME_STAMPING)
    throw new AttestaError('seal.timestamp-purpose')
  await assertNamed(signed, signer)
  return { at, authority: signer.subject, policy: info.policy, chain: await chainOf({ signer, others, roots, at }) }
}

async function signerOf(signed: SignedData, data: Uint8Array): Promise<{ signer: ReadCertificate; others: ReadCertificate[] }> {
  try {
    // Only the library knows how CMS is signed; chain and purpose are looked at above and below.
    const result = await signed.verify({ signer: 0, data: new Uint8Array(data).buffer, checkChain: false, extendedMode: true })
    const [signer] = [result.signerCertificate].flatMap((certificate) => certificate ?? []).map(readParsed)
    if (result.signatureVerified === true && signer !== undefined) {
      const certificates = (signed.certificates ?? []).filter((one) => one instanceof pkijs.Certificate).slice(0, 8)
      return { signer, others: certificates.map(readParsed) }
    }
  } catch {
    // The library throws for what it cannot read, and for a signature that is none.
  }
  throw new AttestaError('seal.timestamp-signature')
}

function readParsed(certificate: { toSchema(): { toBER(): ArrayBuffer } }): ReadCertificate {
  return readCertificate(new Uint8Array(certificate.toSchema().toBER()))
}

/**
 * ESSCertID, ESSCertIDv2: the signature covers which certificate it is of, so that no other of the same key is put in its place. Either will
 * do (RFC 5816 §2.2.1); each that is there must name this one (RFC 5035 §5). The older names it by SHA-1 (RFC 2634 §5.4.1), for which nobody
 * can make a second certificate to a given hash, and which many authorities still write.
 */
async function assertNamed(signed: SignedData, { der }: ReadCertificate): Promise<void> {
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? []
  const named = attributes.filter(({ type }) => type === SIGNING_CERTIFICATE || type === SIGNING_CERTIFICATE_V2)
  if (named.length === 0) throw new AttestaError('seal.timestamp-signature')
  for (const { type, values } of named) {
    // SigningCertificate ::= SEQUENCE { certs SEQUENCE OF ESSCertID }, of which the first is that of the signer
    const parts: unknown[] = values[0]?.valueBlock?.value?.[0]?.valueBlock?.value?.[0]?.valueBlock?.value ?? []
    const hash = parts.find((part) => part instanceof asn1js.OctetString)
    const digest = type === SIGNING_CERTIFICATE ? await sha1(der) : digestByAlgorithm(parts, der)
    if (values.length !== 1 || hash === undefined || digest === undefined || !isSame(digest, hash.valueBlock.valueHexView))
      throw new AttestaError('seal.timestamp-signature')
  }
}

/** ESSCertIDv2 ::= SEQUENCE { hashAlgorithm DEFAULT sha256, certHash … } */
function digestByAlgorithm(parts: readonly unknown[], der: Uint8Array): Uint8Array | undefined {
  // The issuer and its serial number are a sequence too, behind the hash.
  const algorithm = parts[0] instanceof asn1js.Sequence ? parts[0].valueBlock.value[0] : undefined
  const oid = algorithm instanceof asn1js.ObjectIdentifier ? algorithm.getValue() : SHA_256
  return HASHES[oid]?.(der)
}

/** For this name of a certificate alone: no signature is made of it. */
async function sha1(data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await pkijs.getCrypto(true).digest('SHA-1', new Uint8Array(data)))
}

async function chainOf({
  signer,
  others,
  roots,
  at,
}: {
  signer: ReadCertificate
  others: readonly ReadCertificate[]
  roots: readonly string[]
  at: Date
}): Promise<VerifiedTimestamp['chain']> {
  try {
    const anchors = readCertificates(roots)
    const { anchor } = await findPath({ leaf: signer, others, anchors, at })
    return { anchor: anchor.subject }
  } catch (error) {
    if (error instanceof AttestaError) return { fault: error.code }
    throw error
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
