import type { OpenBadgeReading } from '../open-badge/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import { stateForeign } from './state-foreign.ts'
import type { Statement } from './statement.ts'

export interface StateForeignBadgeInput {
  readonly reading: OpenBadgeReading
  /** Id of what was achieved. */
  readonly achievement: string
  readonly copy: TokenTimes
}

/** What a badge of another issuer states. */
export function stateForeignBadge({ reading, achievement, copy }: StateForeignBadgeInput): Statement {
  const { achievementType, alignments, awardedDate, dataModel, endorsements, number, recipientName, refresh, title } = reading
  return {
    ...stateForeign({
      reading,
      copy,
      kind: 'open-badge',
      achievements: [achievement],
      ...(awardedDate === undefined ? {} : { awarded: awardedDate }),
      view: {
        form: 'open-badge',
        ...(achievementType === undefined ? {} : { type: achievementType }),
        ...(dataModel === '2.0' ? {} : { edition: `VCDM ${dataModel}` }),
        title,
        competences: alignments.map(({ name, code, framework }) => ({
          name,
          ...(code === undefined ? {} : { code }),
          ...(framework === undefined ? {} : { repertory: framework }),
        })),
        holder: recipientName === undefined ? {} : { name: recipientName },
        ...(number === undefined ? {} : { number }),
      },
    }),
    endorsements,
    ...(refresh === undefined ? {} : { refresh }),
  }
}
