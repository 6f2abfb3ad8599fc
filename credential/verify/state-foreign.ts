import type { JsonObject } from '../json/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import { formatDateTime, parseDateTime } from '../time.ts'
import type { Statement } from './statement.ts'

export interface StateForeignInput {
  readonly reading: {
    readonly id: string
    readonly issuer: { readonly id: string; readonly name?: string }
    readonly validFrom: string
    readonly validUntil?: string
    readonly status: readonly JsonObject[]
  }
  readonly copy: TokenTimes
  readonly kind: 'open-badge' | 'other'
  /** Ids of what was achieved, which trust may be limited to. */
  readonly achievements: readonly string[]
  /** Day of the award, where the document tells it apart from its own. */
  readonly awarded?: string
  readonly view: Omit<Statement['view'], 'kind' | 'dates'>
}

/**
 * What a credential of the Open Badges family states when it is no act of ours. The words of the law are for acts of the law: what another
 * issuer calls its badge is told apart. Its day of issue is when it was signed: `validFrom` can be written at will.
 */
export function stateForeign({ reading, copy, kind, achievements, awarded, view }: StateForeignInput): Statement {
  const { id, issuer, validFrom, validUntil, status } = reading
  return {
    kind,
    issuer: { id: issuer.id, says: issuer.name ?? issuer.id },
    issuedAt: copy.issuedAt ?? parseDateTime(validFrom),
    validFrom: parseDateTime(validFrom),
    ...(validUntil === undefined ? {} : { validUntil: parseDateTime(validUntil) }),
    copy,
    view: {
      ...view,
      kind,
      dates: {
        issued: awarded ?? validFrom,
        validFrom,
        ...(validUntil === undefined ? {} : { validUntil }),
        ...(copy.expiresAt === undefined ? {} : { technicalExpiry: formatDateTime(copy.expiresAt) }),
      },
    },
    documentId: id,
    achievements,
    authority: {},
    outcome: { person: {}, competences: [] },
    outcomeDigests: [],
    status,
  }
}
