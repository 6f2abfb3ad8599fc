import { crypto } from '#crypto'
import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError, type ErrorCode } from '../errors.ts'
import { algorithmOf } from '../jose/index.ts'
import { type CertificateName, findPath, keyOfCertificate, type ReadCertificate, readCertificate, readPem } from '../x509/index.ts'
import { assertSealCertificate } from './assert-seal-certificate.ts'
import type { OpenedSeal } from './open.ts'

export interface VerifyJadesInput {
  /** PEM texts of those whom seals may chain to. */
  readonly sealRoots: readonly string[]
}

/** What a seal proves. The payload is believed by whoever believes the owner of the certificate; the chain says who vouches for it. */
export interface VerifiedSeal {
  /** When it was sealed: as the sealer says. */
  readonly signedAt: Date
  readonly owner: CertificateName
  readonly key: PublicJwk
  readonly certificate: { readonly digest: string; readonly notBefore: Date; readonly notAfter: Date; readonly issuer: CertificateName }
  /** Whether a path led from the certificate to an anchor, at the time of sealing. */
  readonly chain: { readonly anchor: CertificateName } | { readonly fault: ErrorCode }
  /** Whether a seal is a qualified one stands in the trusted lists of the member states, which nobody has looked up here. */
  readonly qualified: 'unknown'
}

/**
 * Verifies a seal (ETSI TS 119 182-1 §5, RFC 7797 §3): the certificate is the one whose hash was signed, its key signed exactly
 * this text, it is a certificate for seals, and a path leads from it to an anchor as of the time of sealing.
 *
 * @throws AttestaError `seal.digest`, `seal.key`, `seal.signature`, `seal.purpose`, `seal.certificate*`, `jws.algorithm`
 */
export async function verifyJades(seal: OpenedSeal, { sealRoots }: VerifyJadesInput): Promise<VerifiedSeal> {
  const { header } = seal
  const [leaf, ...others] = header.certificates.map(readCertificate)
  if (leaf === undefined) throw new AttestaError('seal.certificate')
  if (header.certificateDigest !== undefined && header.certificateDigest !== leaf.digest) throw new AttestaError('seal.digest')
  const key = keyOfCertificate(leaf)
  const alg = algorithmOf({ key, stated: header.alg })
  const data = new TextEncoder().encode(`${seal.protectedText}.${seal.payload}`)
  if (!(await crypto.verify({ alg, key, signature: seal.signature, data }))) throw new AttestaError('seal.signature')
  assertSealCertificate(leaf)

  const signedAt = header.claimedAt
  return {
    signedAt,
    owner: leaf.subject,
    key,
    certificate: { digest: leaf.digest, notBefore: leaf.notBefore, notAfter: leaf.notAfter, issuer: leaf.issuer },
    chain: await chainOf({ leaf, others, sealRoots, at: signedAt }),
    qualified: 'unknown',
  }
}

interface ChainInput {
  readonly leaf: ReadCertificate
  readonly others: readonly ReadCertificate[]
  readonly sealRoots: readonly string[]
  readonly at: Date
}

async function chainOf({ leaf, others, sealRoots, at }: ChainInput): Promise<VerifiedSeal['chain']> {
  try {
    const anchors = sealRoots.flatMap(readPem).map(readCertificate)
    const { anchor } = await findPath({ leaf, others, anchors, at })
    return { anchor: anchor.subject }
  } catch (error) {
    if (error instanceof AttestaError) return { fault: error.code }
    throw error
  }
}
