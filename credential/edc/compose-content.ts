import type { JsonObject } from '../json/index.ts'
import { CREDENTIALS_V1, EDC_CONTEXT, PROFILES } from './addresses.ts'
import { composeAchievement } from './compose-achievement.ts'
import { composeDisplay } from './compose-display.ts'
import { composeEvidence } from './compose-evidence.ts'
import { composeBody, composeIssuer } from './compose-organisation.ts'
import { composePerson } from './compose-person.ts'
import type { EdcContent } from './content.ts'
import { concept, node, present } from './node.ts'
import { composeOrder } from './order.ts'
import { composeRecord } from './record.ts'

/** The credential of a content. A reader composes it again from what it read: all that it shows must follow from what was judged. */
export function composeContent(content: EdcContent): JsonObject {
  const { id, issuedAt, validFrom, validUntil, number, profile } = content
  return present({
    '@context': [CREDENTIALS_V1, EDC_CONTEXT],
    id: id.replace('urn:uuid:', 'urn:credential:'),
    type: ['VerifiableCredential', 'EuropeanDigitalCredential'],
    credentialSchema: { id: PROFILES[profile.name], type: 'ShaclValidator2017' },
    credentialProfiles: concept(`profile/${profile.name}`),
    identifier: node('Identifier', 'number', { schemeName: 'Numero di registro', notation: number }),
    issuer: composeIssuer(content),
    issuanceDate: issuedAt,
    issued: issuedAt,
    validFrom,
    validUntil,
    displayParameter: composeDisplay(content),
    credentialSubject: composePerson({ content, claim: composeAchievement({ content, body: composeBody(content) }) }),
    credentialStatus: composeStatus(content),
    evidence: composeEvidence(content),
    attachment: composeAttachment(content),
  })
}

function composeAttachment(content: EdcContent): JsonObject | JsonObject[] {
  const { profile } = content
  const record = composeRecord(content)
  if (profile.name !== 'issued-by-mandate') return record
  return profile.order === undefined ? [record] : [record, composeOrder(profile.order)]
}

/**
 * Where the state is published. The model knows the class and nothing of it, not even a type: the address names the list and the place in
 * it, and the record that is attached says the same in full.
 */
function composeStatus({ status: { index, bitstringList } }: EdcContent): JsonObject {
  const folder = bitstringList.slice(0, bitstringList.lastIndexOf('/'))
  return { id: `${folder}/revocation#${index}`, type: 'CredentialStatus' }
}
