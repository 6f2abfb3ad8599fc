import { statusPlace } from '../attestation/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import type { OpenBadgeReading } from '../open-badge/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import { stateAct } from './state-act.ts'
import { stateForeignBadge } from './state-foreign-badge.ts'
import type { Statement } from './statement.ts'

export interface StateBadgeInput {
  readonly document: JsonObject
  readonly reading: OpenBadgeReading
  readonly copy: TokenTimes
}

/**
 * What a badge states: an act of ours in this form, or what somebody else awards.
 *
 * @throws AttestaError `schema.open-badge-attestation`, `schema.claim-not-committed`
 */
export function stateBadge({ document, reading, copy }: StateBadgeInput): Statement {
  const { act, status, issuer } = reading
  if (act === undefined) return stateForeignBadge({ reading, achievement: achievementOf(document), copy })
  if (act.body.id !== issuer.id) throw new AttestaError('schema.open-badge-attestation', { at: 'issuer' })
  const { endorsements, refresh } = reading
  return {
    ...stateAct({
      reading: act,
      form: 'open-badge',
      copy,
      status,
      place: statusPlace({ list: act.status.bitstringList, index: act.status.index }),
    }),
    documentId: reading.id,
    endorsements,
    ...(refresh === undefined ? {} : { refresh }),
  }
}

/** Id of what was achieved, which trust may be limited to. */
function achievementOf({ credentialSubject }: JsonObject): string {
  const achievement = isObject(credentialSubject) ? credentialSubject.achievement : undefined
  return isObject(achievement) && typeof achievement.id === 'string' ? achievement.id : ''
}
