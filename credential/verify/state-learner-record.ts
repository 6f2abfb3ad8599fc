import type { LearnerRecordReading, Stack } from '../open-badge/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import { achievementsOf } from './state-act.ts'
import { stateForeign } from './state-foreign.ts'
import type { StackedAct, Statement } from './statement.ts'

/**
 * What a Comprehensive Learner Record states: what its issuer says was achieved, and how the parts belong together. The credentials
 * inside it are judged each by itself.
 */
export function stateLearnerRecord({ reading, copy }: { readonly reading: LearnerRecordReading; readonly copy: TokenTimes }): Statement {
  const { achievements, associations, contained, endorsements, identifiers, partial, refresh, stack, title } = reading
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
        competences: (stack === undefined ? achievements : withoutTwins(achievements)).map(({ name, code }) => ({
          name,
          ...(code === undefined ? {} : { code }),
        })),
        associations: associations.map(({ type, source, target }) => ({
          type,
          source: names.get(source) ?? source,
          target: names.get(target) ?? target,
        })),
        holder: name === undefined ? {} : { name },
      },
    }),
    ...(stack === undefined ? {} : ofStack(stack)),
    contained,
    endorsements,
    ...(refresh === undefined ? {} : { refresh }),
  }
}

/** A qualification, the act that certifies it and a competence may bear one name: our own records write each of them, and a reader needs it once. */
function withoutTwins(achievements: LearnerRecordReading['achievements']): LearnerRecordReading['achievements'] {
  const coded = new Set(achievements.flatMap(({ name, code }) => (code === undefined ? [] : [name])))
  const first = (one: (typeof achievements)[number]) =>
    achievements.find(({ name, code }) => name === one.name && code === one.code) === one
  return achievements.filter((one) => first(one) && (one.code !== undefined || !coded.has(one.name)))
}

function ofStack({ acts, titular, recognition }: Stack): Pick<Statement, 'authority' | 'stack' | 'titular'> {
  const parts = acts.map(({ kind, title, outcome }): StackedAct => ({ kind, achievements: achievementsOf({ title, outcome }) }))
  return {
    authority: recognition === undefined ? {} : { body: recognition },
    titular: { id: titular.id, legalName: titular.legalName },
    stack: parts,
  }
}
