import { dateTime, flag, type Infer, object, oneOf, optional, type Shape } from '../shape/index.ts'
import { Mismatch } from '../shape/shape.ts'
import { achievement, evidence, identityObject, MAX_IDENTITIES } from './achievement.ts'
import { endorsements, envelope, image } from './profile.ts'
import { iri, jws, line, some, types } from './vocabulary.ts'

/** Comprehensive Learner Record 2.0 §B: how one achievement stands to another. */
export const ASSOCIATIONS = [
  'exactMatchOf',
  'isChildOf',
  'isParentOf',
  'isPartOf',
  'isPeerOf',
  'isRelatedTo',
  'precedes',
  'replacedBy',
] as const

/** A signed credential, judged as a document of its own; here only that it is an object or a compact JWS. */
const contained: Shape<unknown> = {
  schema: {},
  read(value, at) {
    if (typeof value === 'string') return jws.read(value, at)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Mismatch(at)
    return value
  },
}

const association = object({
  type: types('Association'),
  associationType: oneOf(...ASSOCIATIONS),
  sourceId: iri,
  targetId: iri,
})

/** A ClrCredential without `@context` and `proof`, closed at every level but inside the credentials that it contains. */
export const learnerRecord = object({
  ...envelope,
  type: types('VerifiableCredential', 'ClrCredential'),
  name: optional(line),
  image: optional(image),
  partial: optional(flag),
  awardedDate: optional(dateTime),
  credentialSubject: object({
    id: optional(iri),
    type: types('ClrSubject'),
    identifier: optional(some(identityObject, { max: MAX_IDENTITIES })),
    achievement: optional(some(achievement)),
    verifiableCredential: optional(some(contained)),
    association: optional(some(association)),
  }),
  endorsement: optional(endorsements),
  endorsementJwt: optional(some(jws)),
  evidence: optional(some(evidence)),
})

export type LearnerRecord = Infer<typeof learnerRecord>
