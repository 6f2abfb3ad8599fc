import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509Certificate,
} from '@peculiar/x509'
import type { PublicJwk } from '../../../credential/crypto/port.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { readPublicJwk } from '../../../credential/jose/index.ts'
import { isObject, type JsonValue } from '../../../credential/json/index.ts'
import { bytesOfBase64 } from './base64.ts'

/** Leaf first, each certified by the next; the anchor itself need not travel (RFC 7515 §4.1.6). */
const MAX_CERTIFICATES = 5

/** Extensions that the checks below understand; a critical one that is not among them spoils the certificate (RFC 5280 §4.2). */
const UNDERSTOOD = new Set(['2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.37'])

/**
 * Reads `x5c`.
 *
 * @throws AttestaError `ask.certificate`
 */
export function readCertificates(x5c: JsonValue | undefined): [X509Certificate, ...X509Certificate[]] {
  try {
    if (!Array.isArray(x5c) || x5c.length > MAX_CERTIFICATES) throw new AttestaError('ask.certificate')
    const [leaf, ...rest] = x5c.map((entry) => new X509Certificate(bytesOfBase64(String(entry))))
    if (leaf === undefined) throw new AttestaError('ask.certificate')
    return [leaf, ...rest]
  } catch (cause) {
    throw new AttestaError('ask.certificate', {}, { cause })
  }
}

/** The key in a certificate, as a JWK. */
export async function keyOfCertificate(certificate: X509Certificate): Promise<PublicJwk> {
  try {
    const jwk: unknown = await crypto.subtle.exportKey('jwk', await certificate.publicKey.export(crypto))
    if (!isObject(jwk as JsonValue)) throw new AttestaError('ask.certificate')
    const { kty, crv, x, y, n, e } = jwk as Record<string, string>
    return readPublicJwk(JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })))
  } catch (cause) {
    throw new AttestaError('ask.certificate', {}, { cause })
  }
}

/** DNS names that a certificate speaks for. */
export function dnsNamesOf(certificate: X509Certificate): readonly string[] {
  const names = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? []
  return names.filter(({ type }) => type === 'dns').map(({ value }) => value.toLowerCase())
}

/** Whether this may sign requests now: in its dates, meant for signatures, no authority, nothing critical unknown. */
export function isUsableLeaf(certificate: X509Certificate, now: Date): boolean {
  const usage = certificate.getExtension(KeyUsagesExtension)?.usages
  return (
    isInDates(certificate, now) &&
    hasNothingUnknown(certificate) &&
    certificate.getExtension(BasicConstraintsExtension)?.ca !== true &&
    (usage === undefined || (usage & KeyUsageFlags.digitalSignature) !== 0)
  )
}

/**
 * Walks from the leaf to one of the anchors (RFC 5280 §6.1, as far as these chains go): names in line, each signature good, each
 * issuer an authority that may sign certificates, within its dates and its length.
 *
 * @returns the subject of the anchor, or nothing when no way leads to one
 */
export async function walkToAnchor({
  certificates,
  anchors,
  now,
}: {
  certificates: readonly X509Certificate[]
  anchors: readonly string[]
  now: Date
}): Promise<string | undefined> {
  const roots = anchors.map((pem) => new X509Certificate(pem))
  let [current, ...above] = certificates
  for (let below = 0; current !== undefined; below++) {
    for (const root of roots) if (await certifies({ issuer: root, subject: current, below, now })) return root.subject
    const [next, ...rest] = above
    if (next === undefined || !(await certifies({ issuer: next, subject: current, below, now }))) return undefined
    current = next
    above = rest
  }
  return undefined
}

interface Step {
  readonly issuer: X509Certificate
  readonly subject: X509Certificate
  /** Authorities already passed below the issuer. */
  readonly below: number
  readonly now: Date
}

async function certifies({ issuer, subject, below, now }: Step): Promise<boolean> {
  if (subject.issuer !== issuer.subject || !isInDates(issuer, now) || !hasNothingUnknown(issuer)) return false
  const constraints = issuer.getExtension(BasicConstraintsExtension)
  const usages = issuer.getExtension(KeyUsagesExtension)?.usages ?? 0
  if (constraints?.ca !== true || (usages & KeyUsageFlags.keyCertSign) === 0) return false
  if (constraints.pathLength !== undefined && below > constraints.pathLength) return false
  const publicKey = await issuer.publicKey.export(crypto).catch((): undefined => undefined)
  return publicKey !== undefined && (await subject.verify({ publicKey, signatureOnly: true }, crypto).catch(() => false))
}

function isInDates({ notBefore, notAfter }: X509Certificate, now: Date): boolean {
  return notBefore <= now && now <= notAfter
}

function hasNothingUnknown({ extensions }: X509Certificate): boolean {
  return extensions.every(({ critical, type }) => !critical || UNDERSTOOD.has(type))
}
