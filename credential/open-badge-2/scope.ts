import type { IssuerProfile } from './classes.ts'

/**
 * May a badge of this issuer lie at this address? Its profile names origins or beginnings; without either it is the issuer's own host
 * (Open Badges 2.0 §Profile, `verification`).
 */
export function isInScope({
  address,
  issuer,
  at,
}: {
  readonly address: string
  readonly issuer: IssuerProfile
  readonly at: string
}): boolean {
  const { host, origin } = new URL(address)
  const { allowedOrigins, startsWith } = issuer.verification ?? {}
  const origins = allowedOrigins ?? [new URL(at).host]
  if (!origins.some((allowed) => allowed === host || allowed === origin)) return false
  return startsWith === undefined || startsWith.some((beginning) => /^https?:\/\/[^/]+\//.test(beginning) && address.startsWith(beginning))
}
