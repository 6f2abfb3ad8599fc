import { dateTime, type Infer, object, optional, type Shape } from '../shape/index.ts'
import { Mismatch } from '../shape/shape.ts'
import { achievementSubject, evidence } from './achievement.ts'
import { endorsements, envelope, image } from './profile.ts'
import { jws, line, some } from './vocabulary.ts'

/** OpenBadgeCredential, or AchievementCredential, which its context makes the same. */
const credentialType: Shape<string> = {
  schema: {},
  read(value, at) {
    const names: readonly unknown[] = Array.isArray(value) ? value : []
    const own = names.find((name) => name === 'OpenBadgeCredential' || name === 'AchievementCredential')
    if (names.length !== 2 || !names.includes('VerifiableCredential') || typeof own !== 'string') throw new Mismatch(at)
    return own
  },
}

/** An AchievementCredential without `@context` and `proof`, closed at every level. */
export const achievementCredential = object({
  ...envelope,
  type: credentialType,
  name: optional(line),
  image: optional(image),
  awardedDate: optional(dateTime),
  credentialSubject: achievementSubject,
  endorsement: optional(endorsements),
  endorsementJwt: optional(some(jws)),
  evidence: optional(some(evidence)),
})

export type AchievementCredential = Infer<typeof achievementCredential>
