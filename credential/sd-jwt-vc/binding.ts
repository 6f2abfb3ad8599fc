import { type BindingFault, OUTCOME_CLAIMS } from '../attestation/index.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import type { Path, VerifiedSdJwt } from '../sd-jwt/index.ts'

/**
 * Does every claim of the outcome come out of a disclosure that is among `committed`? The issuing body signs the credential, but
 * not the judgement: a claim that it adds in plain, or under a digest of its own, was never before the commission (design.md §3).
 */
export function bindingFault({ verified, committed }: { verified: VerifiedSdJwt; committed: readonly string[] }): BindingFault | undefined {
  const { payload, issuedPayload, disclosed } = verified
  const allowed = new Set(committed)
  // The decision counts SHA-256; another `_sd_alg` gives other digests for the same text.
  if (issuedPayload._sd_alg !== undefined && issuedPayload._sd_alg !== 'sha-256') return 'claim-not-committed'
  if (disclosed.some(({ digest, path }) => !allowed.has(digest) || !isOutcomePath(path))) return 'claim-not-committed'

  const shown = new Set(disclosed.map(({ path }) => path.join('/')))
  for (const name of OUTCOME_CLAIMS) {
    if (!Object.hasOwn(payload, name)) continue
    if (name === 'competences' ? hasPlainItem(issuedPayload) : !shown.has(name)) return 'claim-in-plain'
  }
  return undefined
}

function isOutcomePath([claim, index, ...more]: Path): boolean {
  if (more.length > 0 || !OUTCOME_CLAIMS.some((name) => name === claim)) return false
  return claim === 'competences' ? typeof index === 'number' : index === undefined
}

function hasPlainItem({ competences }: JsonObject): boolean {
  return !Array.isArray(competences) || !competences.every((item) => isObject(item) && Object.hasOwn(item, '...'))
}
