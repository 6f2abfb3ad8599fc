import type { EdcIssuer } from '../../credential/edc/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { CertificateName } from '../../credential/x509/index.ts'

export interface SealOwnerInput {
  /** DID of who seals. */
  readonly id: string
  /** Where the certificate names none. */
  readonly country: string
  readonly owner: CertificateName
}

/**
 * The issuer as the certificate of its seal names it: who checks the credential compares the two.
 *
 * @throws AttestaError `edc.seal-owner` where the certificate has no organizationIdentifier (ETSI EN 319 412-3 §4.2.1)
 */
export function sealOwner({ id, country: fallback, owner }: SealOwnerInput): EdcIssuer {
  const { organizationIdentifier, organization, commonName, country } = owner
  const legalName = organization ?? commonName
  if (organizationIdentifier === undefined || legalName === undefined) throw new AttestaError('edc.seal-owner')
  return { id, legalName, eidasIdentifier: organizationIdentifier, country: country ?? fallback }
}
