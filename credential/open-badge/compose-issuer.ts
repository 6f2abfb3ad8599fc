import type { OrganisationRef } from '../attestation/attestation.ts'
import type { JsonObject } from '../json/index.ts'
import type { BadgeContent } from './content.ts'

/** The ente titolato; above it, as `parentOrg`, the ente pubblico titolare by whose authority it issues (D.Lgs. 13/2013 art. 2). */
export function composeIssuer({ body, titular, publication: { endorsement } = {} }: BadgeContent): JsonObject {
  return {
    ...composeProfile(body),
    parentOrg: composeProfile(titular),
    ...(endorsement === undefined ? {} : { endorsement: [endorsement] }),
  }
}

function composeProfile({ id, legalName, legalBasis, country, region }: OrganisationRef): JsonObject {
  return {
    id,
    type: ['Profile'],
    name: legalName,
    address: { type: ['Address'], addressCountryCode: country, addressRegion: region },
    otherIdentifier: [{ type: 'IdentifierEntry', identifier: legalBasis, identifierType: 'ext:authorisation' }],
  }
}
