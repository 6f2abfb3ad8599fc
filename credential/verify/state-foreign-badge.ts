import type { OpenBadgeReading } from '../open-badge/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import { formatDateTime, parseDateTime } from '../time.ts'
import type { Statement } from './statement.ts'

export interface StateForeignBadgeInput {
  readonly reading: OpenBadgeReading
  /** Id of what was achieved. */
  readonly achievement: string
  readonly copy: TokenTimes
}

/** What a badge of another issuer states. Its day of issue is when it was signed: `validFrom` can be written at will. */
export function stateForeignBadge({ reading, achievement, copy }: StateForeignBadgeInput): Statement {
  const { issuer, validFrom, validUntil, awardedDate, number, recipientName } = reading
  return {
    kind: 'open-badge',
    issuer: { id: issuer.id, says: issuer.name ?? issuer.id },
    issuedAt: copy.issuedAt ?? parseDateTime(validFrom),
    validFrom: parseDateTime(validFrom),
    ...(validUntil === undefined ? {} : { validUntil: parseDateTime(validUntil) }),
    copy,
    view: {
      form: 'open-badge',
      // The words of the law are for acts of the law: what another issuer calls its badge is told apart.
      kind: 'open-badge',
      ...(reading.achievementType === undefined ? {} : { type: reading.achievementType }),
      title: reading.title,
      competences: reading.alignments.map(({ name, code, framework }) => ({
        name,
        ...(code === undefined ? {} : { code }),
        ...(framework === undefined ? {} : { repertory: framework }),
      })),
      holder: recipientName === undefined ? {} : { name: recipientName },
      dates: {
        issued: awardedDate ?? validFrom,
        validFrom,
        ...(validUntil === undefined ? {} : { validUntil }),
        ...(copy.expiresAt === undefined ? {} : { technicalExpiry: formatDateTime(copy.expiresAt) }),
      },
      ...(number === undefined ? {} : { number }),
    },
    documentId: reading.id,
    achievements: [achievement],
    authority: {},
    outcome: { person: {}, competences: [] },
    outcomeDigests: [],
    status: reading.status,
  }
}
