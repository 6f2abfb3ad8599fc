import { crypto } from '#crypto'
import type { Attestation } from '../attestation/attestation.ts'
import { outcomeDisclosures } from '../attestation/index.ts'
import { encode } from '../base64url.ts'
import type { JsonObject } from '../json/index.ts'
import { composeContent } from './compose-content.ts'
import type { HashedIdentity, Publication } from './content.ts'
import { identityHash } from './identity-hash.ts'

export interface ComposeOpenBadgeInput {
  readonly attestation: Attestation
  readonly digest: string
  /** did:jwk or did:key of the holder's key; a badge given as a file has none. */
  readonly holderDid?: string
  /** An address of the person, where they chose that the badge can be compared with it (`hashedEmail`). */
  readonly email?: HashedIdentity
  /** What the issuer publishes about it. */
  readonly publication?: Publication
}

/** Claims that a badge, which anybody may be shown whole, does not open. */
const KEPT_CLOSED: ReadonlySet<string> = new Set(['birthdate', 'tax_id_code'])

/**
 * The Open Badge 3.0 of an attestation (VCDM 2.0, context 3.0.3), unsigned. The mapping is that of the table in
 * docs/open-badge.md; what a badge has no property for is carried as evidence, under the salts that the commission's decision knows.
 */
export function composeOpenBadge({ attestation, digest, holderDid, email, publication }: ComposeOpenBadgeInput): JsonObject {
  const { outcome, salts, status, ...act } = attestation
  const { givenName, familyName } = outcome.person
  const disclosures = outcomeDisclosures(outcome, salts)
  return composeContent({
    ...act,
    mapping: 2,
    digest,
    status: { index: status.index, bitstringList: status.bitstringList },
    outcome: { ...outcome, person: { givenName, familyName } },
    outcomeDigests: disclosures.map(({ disclosure }) => disclosure.digest).sort(),
    disclosures: disclosures.filter(({ path }) => !KEPT_CLOSED.has(path)).map(({ disclosure }) => disclosure.encoded),
    ...(email === undefined ? {} : { email }),
    ...(publication === undefined ? {} : { publication }),
    ...(holderDid === undefined ? {} : { holderDid }),
  })
}

/**
 * An address as a badge carries it: who knows it can compare it, who does not cannot read it. In lower case, as most programs hash it. The salt
 * follows from that of the disclosure without telling it, so that the same act and address always give the same badge. Of a tax code no hash
 * is written: it follows from name, day and place of birth, so whoever tries them all has it in seconds.
 */
export function hashedEmail({ attestation: { salts }, email }: { attestation: Pick<Attestation, 'salts'>; email: string }): HashedIdentity {
  const salt = encode(crypto.sha256(new TextEncoder().encode(`open-badge email ${salts.tax_id_code ?? ''}`))).slice(0, 22)
  return { identityHash: identityHash({ identity: email.trim().toLowerCase(), salt }), salt }
}
