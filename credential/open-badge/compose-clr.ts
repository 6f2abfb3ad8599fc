import type { Competence, Qualification } from '../attestation/attestation.ts'
import type { DisclosedOutcome } from '../attestation/index.ts'
import { CLR_2_0, CREDENTIALS_V2, OPEN_BADGES_3_0_3, OPEN_BADGES_EXTENSIONS } from '../contexts/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import { formatDateTime } from '../time.ts'
import { inWords } from './compose-achievement.ts'
import { addressOfCompetence, addressOfQualification } from './compose-alignments.ts'
import { AUTHORITY } from './compose-evidence.ts'

export interface ComposeClrInput {
  /** `urn:uuid:`, random. */
  readonly id: string
  /** Who puts the set together and seals it; each badge in it is its own issuer's. */
  readonly issuer: { readonly id: string; readonly legalName: string }
  readonly title: string
  readonly validFrom: Date
  /** Acts with their badges, signed, of one person. */
  readonly parts: readonly Part[]
  /** Profile that the parts are stacked up to, where there is one of its own. */
  readonly qualification?: Qualification
  /** Address of the 1EdTech Revocation List that names it when it is revoked. */
  readonly revocations?: string
  readonly holderDid?: string
  /** The recognition of the issuer that was in force when the record was made, as each act carries its own. */
  readonly recognition?: string
}

interface Part {
  readonly attestation: { readonly outcome: Pick<DisclosedOutcome, 'person' | 'competences'> }
  readonly badge: JsonObject
}

/**
 * A set of badges as a Comprehensive Learner Record 2.0, unsigned: each badge whole, with its own proof; an achievement for each profile and
 * one for each competence; and how they are parts of one another.
 *
 * @throws AttestaError `schema.open-badge` for a part that is no badge
 */
export function composeClr(input: ComposeClrInput): JsonObject {
  const { id, issuer, title, validFrom, parts, qualification, revocations, holderDid, recognition } = input
  const stack = qualification === undefined ? undefined : ofQualification(qualification)
  const profiles = parts.map(({ badge }) => profileOf(badge))
  const competences = new Map<string, Competence>()
  const associations: JsonObject[] = []
  for (const [index, { attestation }] of parts.entries()) {
    const target = profiles[index]?.id ?? ''
    for (const competence of attestation.outcome.competences) {
      const source = addressOfCompetence(competence)
      competences.set(source, competence)
      associations.push(isPartOf(source, target))
    }
    if (stack !== undefined) associations.push(isPartOf(target, stack.id))
  }
  return {
    '@context': [CREDENTIALS_V2, CLR_2_0, OPEN_BADGES_3_0_3, ...(revocations === undefined ? [] : [OPEN_BADGES_EXTENSIONS])],
    id,
    type: ['VerifiableCredential', 'ClrCredential'],
    name: title,
    issuer: { id: issuer.id, type: ['Profile'], name: issuer.legalName },
    validFrom: formatDateTime(validFrom),
    ...(revocations === undefined ? {} : { credentialStatus: { id: revocations, type: '1EdTechRevocationList' } }),
    credentialSubject: {
      ...(holderDid === undefined ? {} : { id: holderDid }),
      type: ['ClrSubject'],
      ...identifierOf(parts[0]?.attestation),
      achievement: [
        ...(stack === undefined ? [] : [achievement({ ...stack, type: 'Certificate' })]),
        ...profiles.map(({ id, name, description }) => achievement({ id, name, description, type: 'MicroCredential' })),
        ...[...competences].map(([id, competence]) => ofCompetence(id, competence)),
      ],
      association: unique(associations),
      verifiableCredential: parts.map(({ badge }) => badge),
    },
    ...(recognition === undefined ? {} : { evidence: { id: `${id}#body`, type: ['Evidence'], ...AUTHORITY.body, narrative: recognition } }),
  }
}

/** Whose it is, as each badge in it says. */
function identifierOf(attestation: Part['attestation'] | undefined): JsonObject {
  if (attestation === undefined) return {}
  const { givenName = '', familyName = '' } = attestation.outcome.person
  return { identifier: [{ type: 'IdentityObject', hashed: false, identityType: 'name', identityHash: `${givenName} ${familyName}` }] }
}

function ofQualification(qualification: Qualification): Named {
  const { name, description = name } = qualification
  return { id: addressOfQualification(qualification), name: name.it, description: description.it }
}

interface Named {
  readonly id: string
  readonly name: string
  readonly description: string
}

function profileOf({ credentialSubject }: JsonObject): Named {
  const found = isObject(credentialSubject) && isObject(credentialSubject.achievement) ? credentialSubject.achievement : {}
  const { id, name, description } = found
  if (typeof id !== 'string' || typeof name !== 'string' || typeof description !== 'string') {
    throw new AttestaError('schema.open-badge', { at: 'credentialSubject.achievement' })
  }
  return { id, name, description }
}

function achievement({ id, name, description, type }: Named & { readonly type: string }): JsonObject {
  return { id, type: ['Achievement'], achievementType: type, inLanguage: 'it', name, description, criteria: { narrative: name } }
}

function ofCompetence(id: string, competence: Competence): JsonObject {
  const { code, name } = competence
  return {
    ...achievement({ id, name: name.it, description: inWords(competence), type: 'Competency' }),
    ...(code === undefined ? {} : { humanCode: code }),
  }
}

function isPartOf(sourceId: string, targetId: string): JsonObject {
  return { type: 'Association', associationType: 'isPartOf', sourceId, targetId }
}

function unique(associations: readonly JsonObject[]): JsonObject[] {
  return [...new Map(associations.map((one) => [JSON.stringify(one), one])).values()]
}
