import { crypto } from '#crypto'
import type { Attestation } from '../attestation/attestation.ts'
import { outcomeDisclosures } from '../attestation/index.ts'
import { encode } from '../base64url.ts'
import type { JsonObject } from '../json/index.ts'
import { composeContent } from './compose-content.ts'
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
}

/** Claims that a badge, which anybody may be shown whole, does not open. */
const KEPT_CLOSED: ReadonlySet<string> = new Set(['birthdate', 'tax_id_code'])

/**
 * The Open Badge 3.0 of an attestation (VCDM 2.0, context 3.0.3), unsigned. The mapping is that of the table in
 * docs/open-badge.md; what a badge has no property for is carried as evidence, under the salts that the commission's decision knows.
 */
export function composeOpenBadge({ attestation, digest, holderDid, comparable = [] }: ComposeOpenBadgeInput): JsonObject {
  const { outcome, salts, status, ...act } = attestation
  const { givenName, familyName, taxCode } = outcome.person
  const disclosures = outcomeDisclosures(outcome, salts)
  return composeContent({
    ...act,
    digest,
    status: { index: status.index, bitstringList: status.bitstringList },
    outcome: { ...outcome, person: { givenName, familyName } },
    outcomeDigests: disclosures.map(({ disclosure }) => disclosure.digest).sort(),
    disclosures: disclosures.filter(({ path }) => !KEPT_CLOSED.has(path)).map(({ disclosure }) => disclosure.encoded),
    ...(comparable.includes('taxCode') ? { taxCode: hashedTaxCode({ taxCode, secret: salts.tax_id_code ?? '' }) } : {}),
    ...(holderDid === undefined ? {} : { holderDid }),
  })
}

/** The salt follows from that of the disclosure without telling it, so that the same attestation always gives the same badge. */
function hashedTaxCode({ taxCode, secret }: { taxCode: string; secret: string }) {
  const salt = encode(crypto.sha256(new TextEncoder().encode(`open-badge ${secret}`))).slice(0, 22)
  return { identityHash: identityHash({ identity: taxCode, salt }), salt }
}
