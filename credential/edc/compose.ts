import type { Attestation } from '../attestation/attestation.ts'
import { outcomeDisclosures } from '../attestation/index.ts'
import type { JsonObject } from '../json/index.ts'
import { composeContent } from './compose-content.ts'
import type { EdcIssuer, EdcPicture, EdcProfile } from './content.ts'

export interface ComposeEdcInput {
  readonly attestation: Attestation
  readonly digest: string
  readonly issuer: EdcIssuer
  /** At least one, and at most one for each language. */
  readonly pictures: readonly EdcPicture[]
  readonly profile?: EdcProfile
}

/**
 * The European Digital Credential of an attestation (ELM 3.2, VCDM 1.1), to be sealed as the text that it is written in. The mapping is
 * that of the table in docs/edc.md; what the model has no property for is carried as an attachment, which the seal covers too.
 *
 * @throws AttestaError `edc.country` where an organisation's country is not of the list
 */
export function composeEdc({ attestation, digest, issuer, pictures, profile = { name: 'generic' } }: ComposeEdcInput): JsonObject {
  const { salts, status, version: _, ...act } = attestation
  const disclosures = outcomeDisclosures(attestation.outcome, salts)
  return composeContent({
    ...act,
    digest,
    status: { index: status.index, bitstringList: status.bitstringList },
    outcomeDigests: disclosures.map(({ disclosure }) => disclosure.digest).sort(),
    disclosures: disclosures.map(({ disclosure }) => disclosure.encoded),
    issuer,
    pictures,
    profile,
  })
}
