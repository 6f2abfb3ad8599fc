import type { JsonObject } from '../json/index.ts'
import type { EdcAccreditation, EdcContent } from './content.ts'
import { concept, country, node, type Term } from './node.ts'

/** What each profile wants beside the claims: an accreditation of the Union's register, or the words of a mandate. */
export function composeEvidence({ profile }: EdcContent): JsonObject | undefined {
  switch (profile.name) {
    case 'generic':
      return undefined
    case 'accredited':
      return node('Evidence', '1', {
        dcType: concept('evidence/accreditation'),
        accreditation: composeAccreditation(profile.accreditation),
      })
    case 'issued-by-mandate':
      return node('Evidence', '1', { dcType: concept('evidence/mandate'), evidenceStatement: profile.statement })
  }
}

function composeAccreditation(accreditation: EdcAccreditation): JsonObject {
  const { id, title, type, agent, issuedAt, expiresAt, eqfLevels = [] } = accreditation
  const { id: _, ...members } = node('Accreditation', 'register', {
    dcType: concept(`accreditation/${type}`),
    title: { it: title },
    accreditingAgent: {
      id: agent.id,
      type: 'Organisation',
      legalName: { it: agent.legalName },
      location: node('Location', 'agent', { address: node('Address', 'agent', { countryCode: country(agent.country) }) }),
    },
    dateIssued: issuedAt,
    expiryDate: expiresAt,
    limitEQFLevel: eqfLevels.map((level) => concept(`eqf/${level}` as Term)),
  })
  return { id, ...members }
}
