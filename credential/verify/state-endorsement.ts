import type { EndorsementReading } from '../open-badge/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import { stateForeign } from './state-foreign.ts'
import type { Statement } from './statement.ts'

/** What an endorsement states: that its issuer stands by somebody or something. It awards nothing, so trust for badges does not cover it. */
export function stateEndorsement({ reading, copy }: { readonly reading: EndorsementReading; readonly copy: TokenTimes }): Statement {
  const { about, comment, title } = reading
  return {
    ...stateForeign({
      reading,
      copy,
      kind: 'other',
      achievements: [about],
      view: {
        form: 'endorsement',
        type: 'EndorsementCredential',
        title: title ?? 'Endorsement',
        competences: [],
        endorses: { id: about, ...(comment === undefined ? {} : { comment }) },
        holder: {},
      },
    }),
    standsBy: about,
  }
}
