import type { LearnerRecordReading } from '../open-badge/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import { stateForeign } from './state-foreign.ts'
import type { Statement } from './statement.ts'

/**
 * What a Comprehensive Learner Record states: what its issuer says was achieved, and how the parts belong together. The credentials
 * inside it are judged each by itself.
 */
export function stateLearnerRecord({ reading, copy }: { readonly reading: LearnerRecordReading; readonly copy: TokenTimes }): Statement {
  const { achievements, associations, contained, endorsements, identifiers, partial, refresh, title } = reading
  const names = new Map(achievements.map(({ id, name }) => [id, name]))
  const name = identifiers.find(({ identityType, hashed }) => identityType === 'name' && !hashed)?.identityHash
  return {
    ...stateForeign({
      reading,
      copy,
      kind: 'open-badge',
      achievements: achievements.map(({ id }) => id),
      view: {
        form: 'clr',
        type: partial === true ? 'ClrCredential (partial)' : 'ClrCredential',
        title: title ?? 'Comprehensive Learner Record',
        competences: achievements.map(({ name, code }) => ({ name, ...(code === undefined ? {} : { code }) })),
        associations: associations.map(({ type, source, target }) => ({
          type,
          source: names.get(source) ?? source,
          target: names.get(target) ?? target,
        })),
        holder: name === undefined ? {} : { name },
      },
    }),
    contained,
    endorsements,
    ...(refresh === undefined ? {} : { refresh }),
  }
}
