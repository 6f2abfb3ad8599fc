import type { AsnType } from 'asn1js'
import type { Certificate } from 'pkijs'
import { crypto } from '#crypto'
import { encode } from '../base64url.ts'
import { KeyCache } from '../crypto/key-cache.ts'
import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { readPublicJwk } from '../jose/index.ts'
import { assertSmallDer } from './der-limits.ts'
import { type Extensions, readExtensions } from './extensions.ts'
import { asn1js, pkijs } from './library.ts'
import { readPem } from './pem.ts'
import { readTime } from './read-time.ts'

/** A certificate as it was received. Nothing in it is believed before a path leads to an anchor. */
export interface ReadCertificate {
  readonly der: Uint8Array
  /** SHA-256 of the DER, base64url: `x5t#S256` (RFC 7515 §4.1.8). */
  readonly digest: string
  readonly subject: CertificateName
  readonly issuer: CertificateName
  readonly notBefore: Date
  readonly notAfter: Date
  readonly extensions: Extensions
  /** Both names in DER, for comparing: as written, which RFC 5280 §7.1 lets every authority do. */
  readonly names: { readonly subject: string; readonly issuer: string }
  /** For the libraries that verify signatures. */
  readonly parsed: Certificate
}

export interface CertificateName {
  readonly commonName?: string
  readonly organization?: string
  readonly country?: string
  /** 2.5.4.97 (ETSI EN 319 412-1 §5.1.4): `VATIT-…`, `NTRIT-…`, `LEIXG-…`. */
  readonly organizationIdentifier?: string
}

const NAMES: Readonly<Record<string, keyof CertificateName>> = {
  '2.5.4.3': 'commonName',
  '2.5.4.10': 'organization',
  '2.5.4.6': 'country',
  '2.5.4.97': 'organizationIdentifier',
}

/** Reading costs more than verifying with what was read, and one seal is on thousands of documents. */
const kept = new KeyCache<ReadCertificate>(64)

/**
 * Reads a certificate (RFC 5280 §4.1).
 *
 * @throws AttestaError `seal.certificate`, `seal.certificate-limit`
 */
export function readCertificate(der: Uint8Array): ReadCertificate {
  const known = ofBytes.get(der)
  if (known !== undefined) return known
  const digest = encode(crypto.sha256(der))
  const certificate = kept.get(digest, () => read(der, digest))
  ofBytes.set(der, certificate)
  return certificate
}

/** Of bytes that somebody keeps, as the reader of seals does; nobody writes into bytes that were read. */
const ofBytes = new WeakMap<Uint8Array, ReadCertificate>()

function read(der: Uint8Array, digest: string): ReadCertificate {
  assertSmallDer(der)
  const parsed = parse(der)
  return {
    der,
    digest,
    subject: nameOf(parsed.subject),
    issuer: nameOf(parsed.issuer),
    ...intervalOf(parsed),
    extensions: readExtensions(parsed),
    names: { subject: derOf(parsed.subject), issuer: derOf(parsed.issuer) },
    parsed,
  }
}

function derOf(name: Certificate['subject']): string {
  return encode(new Uint8Array(name.toSchema().toBER(false)))
}

function parse(der: Uint8Array): Certificate {
  try {
    return pkijs.Certificate.fromBER(new Uint8Array(der))
  } catch {
    // The library's message may quote the certificate.
    throw new AttestaError('seal.certificate')
  }
}

/** `Validity` of the signed part (§4.1): behind version, serial number, algorithm and issuer; the first of them may be left out. */
function intervalOf({ tbsView }: Certificate): Pick<ReadCertificate, 'notBefore' | 'notAfter'> {
  try {
    const members = membersOf(asn1js.fromBER(tbsView).result)
    const [notBefore, notAfter] = membersOf(members[members[0]?.idBlock.tagClass === CONTEXT_SPECIFIC ? 4 : 3])
    return { notBefore: readTime(notBefore), notAfter: readTime(notAfter) }
  } catch (cause) {
    throw new AttestaError('seal.certificate', {}, { cause })
  }
}

const CONTEXT_SPECIFIC = 3

function membersOf(value: AsnType | undefined): readonly AsnType[] {
  return value instanceof asn1js.Sequence ? value.valueBlock.value : []
}

/** An attribute that is there twice says nothing: which of them would be meant? */
function nameOf({ typesAndValues }: Certificate['subject']): CertificateName {
  const name: { -readonly [K in keyof CertificateName]: CertificateName[K] } = {}
  for (const [oid, member] of Object.entries(NAMES)) {
    const values = typesAndValues.filter(({ type }) => type === oid)
    const text: unknown = values[0]?.value.valueBlock.value
    if (values.length === 1 && typeof text === 'string' && text !== '' && text.length <= 200) name[member] = text
  }
  return name
}

/**
 * The public key of a certificate, of a kind that seals are made with: RSA of 2048 to 8192 bits, P-256, P-384.
 *
 * @throws AttestaError `seal.key`
 */
export function keyOfCertificate(certificate: ReadCertificate): PublicJwk {
  const known = keys.get(certificate)
  if (known !== undefined) return known
  const key = readKey(certificate)
  keys.set(certificate, key)
  return key
}

const keys = new WeakMap<ReadCertificate, PublicJwk>()

function readKey({ parsed }: ReadCertificate): PublicJwk {
  try {
    // The point of an uncompressed key is not checked here: importing it for verifying does.
    const { kty, crv = '', x = '', y = '', n = '', e = '' } = parsed.subjectPublicKeyInfo.toJSON() as Record<string, string | undefined>
    const key = readPublicJwk(kty === 'RSA' ? { kty, n: trimmed(n), e: trimmed(e) } : { kty: 'EC', crv, x, y })
    if (key.kty === 'RSA' ? isUsualSize(key) : key.crv === 'P-256' || key.crv === 'P-384') return key
  } catch {
    // Curves and kinds that nothing here verifies with.
  }
  throw new AttestaError('seal.key')
}

/** Certificates of PEM texts, in their order; the texts of a verifier's anchors are always the same. @throws AttestaError `seal.certificate*` */
export function readCertificates(pems: readonly string[]): readonly ReadCertificate[] {
  return pems.flatMap((pem) => texts.get(pem, () => readPem(pem).map(readCertificate)))
}

const texts = new KeyCache<readonly ReadCertificate[]>(64)

/** The library pads with equal signs or not, by version. */
function trimmed(text: string): string {
  return text.replace(/=+$/, '')
}

function isUsualSize({ n = '', e = '' }: PublicJwk): boolean {
  const bits = Math.floor((n.length * 6) / 8) * 8
  return bits >= 2048 && bits <= 8192 && e.length <= 6
}
