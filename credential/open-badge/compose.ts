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
  /**
   * What the badge lets somebody compare the person with, beside the name. A hash of a tax code hides it from a reader, but not from somebody
   * who tries all codes of a known person, so none is there unless it is asked for.
   */
  readonly comparable?: readonly 'taxCode'[]
  /** An address of the person, as somebody who asks for the badge proved to have; in the badge it can only be compared. */
  readonly email?: string
  /** What the issuer publishes about it. */
  readonly publication?: Publication
}

/** Claims that a badge, which anybody may be shown whole, does not open. */
const KEPT_CLOSED: ReadonlySet<string> = new Set(['birthdate', 'tax_id_code'])

/**
 * The Open Badge 3.0 of an attestation (VCDM 2.0, context 3.0.3), unsigned. The mapping is that of the table in
 * docs/open-badge.md; what a badge has no property for is carried as evidence, under the salts that the commission's decision knows.
 */
export function composeOpenBadge({
  attestation,
  digest,
  holderDid,
  comparable = [],
  email,
  publication,
}: ComposeOpenBadgeInput): JsonObject {
  const { outcome, salts, status, ...act } = attestation
  const { givenName, familyName, taxCode } = outcome.person
  const disclosures = outcomeDisclosures(outcome, salts)
  return composeContent({
    ...act,
    mapping: 2,
    digest,
    status: { index: status.index, bitstringList: status.bitstringList },
    outcome: { ...outcome, person: { givenName, familyName } },
    outcomeDigests: disclosures.map(({ disclosure }) => disclosure.digest).sort(),
    disclosures: disclosures.filter(({ path }) => !KEPT_CLOSED.has(path)).map(({ disclosure }) => disclosure.encoded),
    ...(comparable.includes('taxCode') ? { taxCode: hashed({ identity: taxCode, secret: salts.tax_id_code ?? '' }) } : {}),
    ...(email === undefined ? {} : { email: hashed({ identity: email, secret: `email ${salts.tax_id_code ?? ''}` }) }),
    ...(publication === undefined ? {} : { publication }),
    ...(holderDid === undefined ? {} : { holderDid }),
  })
}

/** The salt follows from that of the disclosure without telling it, so that the same attestation always gives the same badge. */
function hashed({ identity, secret }: { identity: string; secret: string }): HashedIdentity {
  const salt = encode(crypto.sha256(new TextEncoder().encode(`open-badge ${secret}`))).slice(0, 22)
  return { identityHash: identityHash({ identity, salt }), salt }
}
