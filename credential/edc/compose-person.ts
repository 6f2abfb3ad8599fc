import type { JsonObject } from '../json/index.ts'
import type { EdcContent } from './content.ts'
import { country, node } from './node.ts'

/** Whose competences they are. A day of birth is an instant in this model: midnight UTC, so that no zone makes it another day. */
export function composePerson({ content, claim }: { content: EdcContent; claim: JsonObject }): JsonObject {
  const { givenName = '', familyName = '', birthDate, taxCode } = content.outcome.person
  return node('Person', '1', {
    fullName: { it: `${givenName} ${familyName}` },
    givenName: { it: givenName },
    familyName: { it: familyName },
    dateOfBirth: birthDate === undefined ? undefined : `${birthDate}T00:00:00Z`,
    nationalID:
      taxCode === undefined
        ? undefined
        : node('LegalIdentifier', 'taxCode', { schemeName: 'Codice fiscale', notation: taxCode, spatial: country('IT') }),
    hasClaim: claim,
  })
}
