import { crypto } from '#crypto'
import { utf8Of, utf8OfParts } from '../base64url.ts'
import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError, type ErrorCode } from '../errors.ts'
import { algorithmOf } from '../jose/index.ts'
import { type VerifiedTimestamp, verifyTimestamp } from '../timestamp/index.ts'
import { type CertificateName, findPath, keyOfCertificate, type ReadCertificate, readCertificate, readCertificates } from '../x509/index.ts'
import { assertSealCertificate } from './assert-seal-certificate.ts'
import type { OpenedSeal } from './open.ts'

export interface VerifyJadesInput {
  /** PEM texts of those whom seals may chain to. */
  readonly sealRoots: readonly string[]
  /** PEM texts of those whom timestamping authorities may chain to. Default: those of seals. */
  readonly timestampRoots?: readonly string[]
}

/** What a seal proves. The payload is believed by whoever believes the owner of the certificate; the chain says who vouches for it. */
export interface VerifiedSeal {
  /** When it was sealed: as the sealer says. */
  readonly signedAt: Date
  /** When the seal is known to have been there, by the word of an authority that the relying party trusts. */
  readonly witnessedAt?: Date
  /** What the timestamps say, whoever vouches for them. */
  readonly timestamps: readonly VerifiedTimestamp[]
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
 * this text, it is a certificate for seals, and a path leads from it to an anchor as of the time of sealing: that of a timestamp whose
 * authority is trusted, else the one that the sealer claims.
 *
 * @throws AttestaError `seal.digest`, `seal.key`, `seal.signature`, `seal.purpose`, `seal.certificate*`, `seal.timestamp-*`, `jws.algorithm`
 */
export async function verifyJades(seal: OpenedSeal, input: VerifyJadesInput): Promise<VerifiedSeal> {
  const { header } = seal
  const { sealRoots } = input
  const [leaf, ...others] = header.certificates.map(readCertificate)
  if (leaf === undefined) throw new AttestaError('seal.certificate')
  if (header.certificateDigest !== undefined && header.certificateDigest !== leaf.digest) throw new AttestaError('seal.digest')
  const key = keyOfCertificate(leaf)
  const alg = algorithmOf({ key, stated: header.alg })
  const data = utf8OfParts([seal.protectedText, '.', seal.payload])
  if (!(await crypto.verify({ alg, key, signature: seal.signature, data }))) throw new AttestaError('seal.signature')
  assertSealCertificate(leaf)

  const signedAt = header.claimedAt
  const timestamps = await timestampsOf(seal, input)
  const [witnessedAt] = timestamps
    .filter(({ chain }) => 'anchor' in chain)
    .map(({ at }) => at)
    .toSorted((a, b) => a.getTime() - b.getTime())
  return {
    signedAt,
    ...(witnessedAt === undefined ? {} : { witnessedAt }),
    timestamps,
    owner: leaf.subject,
    key,
    certificate: { digest: leaf.digest, notBefore: leaf.notBefore, notAfter: leaf.notAfter, issuer: leaf.issuer },
    chain: await chainOf({ leaf, others, sealRoots, at: witnessedAt ?? signedAt }),
    qualified: 'unknown',
  }
}

/** Clocks of sealer and authority may differ. */
const SKEW_MS = 60_000

/**
 * Those over the signature (§5.3.4), and beside them those over the payload (§5.2.6), which must be good but tell nothing of the seal.
 *
 * @throws AttestaError `seal.timestamp-*`
 */
async function timestampsOf(
  seal: OpenedSeal,
  { sealRoots, timestampRoots: roots = sealRoots }: VerifyJadesInput,
): Promise<VerifiedTimestamp[]> {
  for (const token of seal.header.payloadTimestamps) await verifyTimestamp({ token, data: utf8Of(seal.payload), roots })
  const data = utf8Of(seal.signatureText)
  const timestamps: VerifiedTimestamp[] = []
  for (const token of seal.timestamps) timestamps.push(await verifyTimestamp({ token, data, roots }))
  if (timestamps.some(({ at }) => at.getTime() + SKEW_MS < seal.header.claimedAt.getTime())) throw new AttestaError('seal.timestamp-order')
  return timestamps
}

interface ChainInput {
  readonly leaf: ReadCertificate
  readonly others: readonly ReadCertificate[]
  readonly sealRoots: readonly string[]
  readonly at: Date
}

async function chainOf({ leaf, others, sealRoots, at }: ChainInput): Promise<VerifiedSeal['chain']> {
  try {
    const anchors = readCertificates(sealRoots)
    const { anchor } = await findPath({ leaf, others, anchors, at })
    return { anchor: anchor.subject }
  } catch (error) {
    if (error instanceof AttestaError) return { fault: error.code }
    throw error
  }
}
