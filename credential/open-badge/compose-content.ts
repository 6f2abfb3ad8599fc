import { CREDENTIALS_V2, OPEN_BADGES_3_0_3, OPEN_BADGES_EXTENSIONS } from '../contexts/index.ts'
import type { JsonObject } from '../json/index.ts'
import { composeAchievement } from './compose-achievement.ts'
import { composeEvidence } from './compose-evidence.ts'
import { composeIssuer } from './compose-issuer.ts'
import type { BadgeContent, HashedIdentity } from './content.ts'

/** The badge of a content. A reader composes it again from what it read: everything that a badge shows must follow from what was judged. */
export function composeContent(content: BadgeContent): JsonObject {
  const { id, mapping, publication = {}, title, issuedAt, validFrom, validUntil } = content
  const { refresh } = publication
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3, ...(mapping === 1 ? [] : [OPEN_BADGES_EXTENSIONS])],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: title.it,
    issuer: composeIssuer(content),
    validFrom,
    ...(validUntil === undefined ? {} : { validUntil }),
    awardedDate: issuedAt,
    credentialSubject: composeSubject(content),
    credentialStatus: composeStatus(content),
    ...(refresh === undefined ? {} : { refreshService: { id: refresh, type: '1EdTechCredentialRefresh' } }),
    evidence: composeEvidence(content),
  }
}

function composeSubject(content: BadgeContent): JsonObject {
  const { holderDid, number, kind } = content
  const results = kind === 'trasparenza' ? [] : content.outcome.competences.map((_, index) => resultOf(content, index))
  return {
    ...(holderDid === undefined ? {} : { id: holderDid }),
    type: ['AchievementSubject'],
    identifier: composeIdentifiers(content),
    licenseNumber: number,
    achievement: composeAchievement(content),
    ...(results.length === 0 ? {} : { result: results }),
  }
}

function composeIdentifiers({ outcome, taxCode, email }: BadgeContent): JsonObject[] {
  const { givenName = '', familyName = '' } = outcome.person
  const name = { type: 'IdentityObject', hashed: false, identityType: 'name', identityHash: `${givenName} ${familyName}` }
  const hashed = (identityType: string, identity: HashedIdentity | undefined): JsonObject[] =>
    identity === undefined ? [] : [{ type: 'IdentityObject', hashed: true, identityType, ...identity }]
  return [name, ...hashed('nationalIdentityNumber', taxCode), ...hashed('emailAddress', email)]
}

function resultOf({ id }: BadgeContent, index: number): JsonObject {
  return { type: ['Result'], resultDescription: `${id}#result-${index + 1}`, status: 'Completed' }
}

/**
 * One index in two lists: annulled or replaced, and suspended (design.md §2). Beside them the list that readers of 1EdTech know: unsigned, of
 * ids that are random, made from the same rows.
 */
function composeStatus({ mapping, status: { index, bitstringList } }: BadgeContent): JsonObject[] {
  const folder = bitstringList.slice(0, bitstringList.lastIndexOf('/'))
  const bits = ['revocation', 'suspension'].map((statusPurpose) => ({
    id: `${folder}/${statusPurpose}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: String(index),
    statusListCredential: `${folder}/${statusPurpose}`,
  }))
  return mapping === 1 ? bits : [...bits, { id: `${folder}/revoked`, type: '1EdTechRevocationList' }]
}
