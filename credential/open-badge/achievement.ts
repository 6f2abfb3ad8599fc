import { dateTime, flag, object, oneOf, optional } from '../shape/index.ts'
import { endorsements, identifierEntry, image, profile } from './profile.ts'
import { iri, jws, line, number, prose, some, types } from './vocabulary.ts'

const alignment = object({
  type: types('Alignment'),
  targetName: line,
  targetUrl: iri,
  targetCode: optional(line),
  targetDescription: optional(prose),
  targetFramework: optional(line),
  targetType: optional(line),
})

const rubricCriterionLevel = object({
  id: iri,
  type: types('RubricCriterionLevel'),
  name: line,
  alignment: optional(some(alignment)),
  description: optional(prose),
  level: optional(line),
  points: optional(line),
})

const resultDescription = object({
  id: iri,
  type: types('ResultDescription'),
  name: line,
  resultType: line,
  alignment: optional(some(alignment)),
  allowedValue: optional(some(line)),
  requiredLevel: optional(iri),
  requiredValue: optional(line),
  rubricCriterionLevel: optional(some(rubricCriterionLevel)),
  valueMax: optional(line),
  valueMin: optional(line),
})

const result = object({
  type: types('Result'),
  achievedLevel: optional(iri),
  alignment: optional(some(alignment)),
  resultDescription: optional(iri),
  status: optional(oneOf('Completed', 'Enrolled', 'Failed', 'InProgress', 'OnHold', 'Provisional', 'Withdrew')),
  value: optional(line),
})

const related = object({ id: iri, type: types('Related'), inLanguage: optional(line), version: optional(line) })

export const achievement = object({
  id: iri,
  type: types('Achievement'),
  name: line,
  description: prose,
  criteria: object({ id: optional(iri), narrative: optional(prose) }),
  achievementType: optional(line),
  alignment: optional(some(alignment)),
  creator: optional(profile),
  creditsAvailable: optional(number),
  endorsement: optional(endorsements),
  endorsementJwt: optional(some(jws)),
  fieldOfStudy: optional(line),
  humanCode: optional(line),
  image: optional(image),
  inLanguage: optional(line),
  otherIdentifier: optional(some(identifierEntry)),
  related: optional(some(related)),
  resultDescription: optional(some(resultDescription)),
  specialization: optional(line),
  tag: optional(some(line)),
  version: optional(line),
})

/** Each may have to be hashed to be compared. */
export const MAX_IDENTITIES = 64

export const identityObject = object({
  type: types('IdentityObject'),
  hashed: flag,
  identityHash: line,
  identityType: line,
  salt: optional(line),
})

export const achievementSubject = object({
  id: optional(iri),
  type: types('AchievementSubject'),
  achievement,
  name: optional(line),
  activityStartDate: optional(dateTime),
  activityEndDate: optional(dateTime),
  creditsEarned: optional(number),
  identifier: optional(some(identityObject, { max: MAX_IDENTITIES })),
  image: optional(image),
  licenseNumber: optional(line),
  narrative: optional(prose),
  result: optional(some(result)),
  role: optional(line),
  source: optional(profile),
  term: optional(line),
})

export const evidence = object({
  id: optional(iri),
  type: types('Evidence'),
  name: optional(line),
  description: optional(prose),
  genre: optional(line),
  narrative: optional(prose),
  audience: optional(line),
})
