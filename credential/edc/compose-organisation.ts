import regions from '../../schemas/edc/regions.json' with { type: 'json' }
import type { OrganisationRef } from '../attestation/attestation.ts'
import type { JsonObject } from '../json/index.ts'
import type { EdcContent, EdcIssuer } from './content.ts'
import { concept, country, node, note } from './node.ts'

/** Who seals: the body itself, or whom it gave a mandate. */
export function composeIssuer(content: EdcContent): JsonObject {
  const { issuer, body } = content
  if (issuer.id === body.id) return composeBody(content)
  return {
    id: issuer.id,
    type: 'Organisation',
    legalName: { it: issuer.legalName },
    location: place('issuer', { country: issuer.country }),
    eIDASIdentifier: certified(issuer),
  }
}

/**
 * The ente titolato. By whose authority it issues, the ente pubblico titolare (D.Lgs. 13/2013 art. 2), is an accreditation of it. The act
 * names it; where the certificate of its seal has another name for it, that stands beside.
 */
export function composeBody({ body, titular, issuer }: EdcContent): JsonObject {
  const seals = issuer.id === body.id
  return {
    id: body.id,
    type: 'Organisation',
    legalName: { it: body.legalName },
    ...(seals && issuer.legalName !== body.legalName ? { altLabel: { it: issuer.legalName } } : {}),
    location: place('body', body),
    ...(seals ? { eIDASIdentifier: certified(issuer) } : {}),
    accreditation: node('Accreditation', 'body', {
      dcType: concept('accreditation/institutional-licence'),
      title: { it: body.legalBasis },
      accreditingAgent: composeTitular(titular),
    }),
  }
}

function composeTitular(titular: OrganisationRef): JsonObject {
  return {
    // The public body may accredit itself: in RDF two nodes of one name are one, with the properties of both.
    id: `${titular.id}#titolare`,
    type: 'Organisation',
    legalName: { it: titular.legalName },
    location: place('titular', titular),
    additionalNote: note('titular', { it: titular.legalBasis }),
  }
}

function certified({ eidasIdentifier, country: state }: EdcIssuer): JsonObject {
  return node('LegalIdentifier', 'eidas', { notation: eidasIdentifier, spatial: country(state) })
}

function place(name: string, { country: state, region }: { country: string; region?: string }): JsonObject {
  return node('Location', name, {
    address: node('Address', name, { countryCode: country(state) }),
    spatialCode: region === undefined ? undefined : regionOf(region),
  })
}

/** By its NUTS code, which the record has. */
function regionOf(code: string): JsonObject {
  const label = Object.hasOwn(regions, code) ? regions[code as keyof typeof regions] : code
  return { id: `http://data.europa.eu/nuts/code/${code}`, type: 'Concept', notation: code, prefLabel: { it: label } }
}
