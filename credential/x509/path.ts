import { KeyCache } from '../crypto/key-cache.ts'
import { AttestaError, type ErrorCode } from '../errors.ts'
import type { ReadCertificate } from './certificate.ts'

export interface PathInput {
  readonly leaf: ReadCertificate
  /** Certificates that came along, in any order. */
  readonly others: readonly ReadCertificate[]
  /** Whom the relying party trusts: roots, or authorities below one, as trusted lists name them. */
  readonly anchors: readonly ReadCertificate[]
  /** The path must hold at this time. */
  readonly at: Date
}

export interface Path {
  readonly anchor: ReadCertificate
  /** From the leaf to the anchor. */
  readonly certificates: readonly ReadCertificate[]
}

const MAX_LENGTH = 6
const MAX_SIGNATURES = 16

/** Signatures of certificates already looked at: the same authority stands above thousands of documents. */
const signatures = new KeyCache<Promise<boolean>>(256)

/** Hashes that are still good for a certificate (ETSI TS 119 312); SHA-1 and MD5 are not among them. */
const ALGORITHMS = new Set([
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.113549.1.1.10',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
])

/**
 * Finds a path from a certificate to an anchor and checks it (RFC 5280 §6.1): names and key identifiers chain, signatures verify,
 * every certificate is in force at the time, every issuer is an authority that may sign certificates, no path is longer than an
 * authority allows, no critical extension is unknown. Revocation is not looked up.
 *
 * @throws AttestaError `seal.unanchored` when no path leads to an anchor; `seal.chain-*` when the only paths are bad
 */
export async function findPath({ leaf, others, anchors, at }: PathInput): Promise<Path> {
  const budget = { signatures: MAX_SIGNATURES }
  let fault: ErrorCode = 'seal.unanchored'
  const search = async (path: readonly ReadCertificate[]): Promise<Path | undefined> => {
    const last = path.at(-1) ?? leaf
    const isAnchor = (candidate: ReadCertificate) => anchors.some(({ digest }) => digest === candidate.digest)
    if (isAnchor(last)) {
      const found = faultOf(path, at)
      if (found === undefined) return { anchor: last, certificates: path }
      fault = found
      return undefined
    }
    if (path.length >= MAX_LENGTH) return undefined
    for (const issuer of [...anchors, ...others]) {
      if (path.some(({ digest }) => digest === issuer.digest) || !isNamedAsIssuer(issuer, last)) continue
      if (budget.signatures-- <= 0) throw new AttestaError('seal.certificate-limit')
      if (!(await isSignedBy(last, issuer))) continue
      const found = await search([...path, issuer])
      if (found !== undefined) return found
    }
    return undefined
  }
  const found = await search([leaf])
  if (found === undefined) throw new AttestaError(fault)
  return found
}

function faultOf(path: readonly ReadCertificate[], at: Date): ErrorCode | undefined {
  for (const [index, { notBefore, notAfter, extensions, parsed }] of path.entries()) {
    if (at < notBefore || at > notAfter) return 'seal.chain-not-in-force'
    if (extensions.hasUnknownCritical) return 'seal.chain-critical'
    if (index < path.length - 1 && !ALGORITHMS.has(parsed.signatureAlgorithm.algorithmId)) return 'seal.chain-algorithm'
    if (index === 0) continue
    if (!extensions.isAuthority || extensions.keyUsage?.has('keyCertSign') === false) return 'seal.chain-authority'
    // Certificates between this authority and the leaf that were not issued by their own subject (§4.2.1.9).
    const between = path.slice(1, index).filter((below) => below.names.issuer !== below.names.subject)
    if (extensions.pathLength !== undefined && between.length > extensions.pathLength) return 'seal.chain-authority'
  }
  return undefined
}

function isNamedAsIssuer(issuer: ReadCertificate, { names, extensions }: ReadCertificate): boolean {
  if (names.issuer !== issuer.names.subject) return false
  const { authorityKeyId } = extensions
  const { subjectKeyId } = issuer.extensions
  return authorityKeyId === undefined || subjectKeyId === undefined || authorityKeyId === subjectKeyId
}

function isSignedBy(certificate: ReadCertificate, issuer: ReadCertificate): Promise<boolean> {
  return signatures.get(`${certificate.digest} ${issuer.digest}`, () => certificate.parsed.verify(issuer.parsed).catch(() => false))
}
