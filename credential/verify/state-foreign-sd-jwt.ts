import { AttestaError } from '../errors.ts'
import type { JsonObject } from '../json/index.ts'
import type { VerifiedSdJwt } from '../sd-jwt/index.ts'
import { formatDateTime } from '../time.ts'
import type { Statement } from './statement.ts'

/**
 * What an SD-JWT VC of another issuer states: its type, and the registered claims that have one meaning everywhere (OpenID Connect
 * Core §5.1, SD-JWT VC §2.2.2). Nothing else of it is given a meaning.
 *
 * @throws AttestaError `sd-jwt.claim-malformed`
 */
export function stateForeignSdJwt({ payload, times }: VerifiedSdJwt): Statement {
  const { iss, vct } = payload
  if (typeof iss !== 'string') throw new AttestaError('sd-jwt.claim-malformed', { claim: 'iss' })
  const type = typeof vct === 'string' ? vct : ''
  const givenName = textOf(payload, 'given_name')
  const familyName = textOf(payload, 'family_name')
  const birthDate = textOf(payload, 'birthdate')
  const issuedAt = times.issuedAt ?? times.notBefore
  return {
    kind: 'other',
    issuer: { id: iss, says: textOf(payload, 'issuing_authority') ?? iss },
    // Without a date there is no "as of": the document can only be judged as of the beginning of time, when nobody was trusted.
    issuedAt: issuedAt ?? new Date(0),
    copy: times,
    view: {
      form: 'sd-jwt-vc',
      kind: 'other',
      type,
      title: textOf(payload, 'title') ?? textOf(payload, 'name') ?? type,
      competences: [],
      holder: {
        ...(givenName === undefined ? {} : { givenName }),
        ...(familyName === undefined ? {} : { familyName }),
        ...(birthDate === undefined ? {} : { birthDate }),
      },
      dates: {
        ...(issuedAt === undefined ? {} : { issued: formatDateTime(issuedAt) }),
        ...(times.expiresAt === undefined ? {} : { technicalExpiry: formatDateTime(times.expiresAt) }),
      },
    },
    achievements: [type],
    authority: {},
    outcome: { person: {}, competences: [] },
    outcomeDigests: [],
    status: payload.status === undefined ? [] : [payload.status],
  }
}

function textOf(payload: JsonObject, claim: string): string | undefined {
  const value = payload[claim]
  return typeof value === 'string' && value.length <= 1000 ? value : undefined
}
