import type { JsonObject } from '../json/index.ts'
import { type ReadOptions, readEndorsement, readLearnerRecord, readOpenBadge } from '../open-badge/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import type { Identity } from './evidence.ts'
import { stateBadge } from './state-badge.ts'
import { stateEndorsement } from './state-endorsement.ts'
import { stateLearnerRecord } from './state-learner-record.ts'
import type { Statement } from './statement.ts'

/** A credential of the family of Open Badges 3.0 in its closed form; that it was signed is not known yet. */
export interface BadgeForm {
  readonly id: string
  /** What its closed form is called. */
  readonly schema: 'schema.passed' | 'schema.passed-open-badge'
  readonly issuer: string
  readonly validFrom: string
  readonly validUntil?: string
  readonly subject?: string
  readonly identities: readonly Identity[]
  /** What it states, once its proof holds. */
  readonly state: (copy: TokenTimes) => Statement
}

/**
 * Reads a badge, a Comprehensive Learner Record or an endorsement, as its `type` says.
 *
 * @throws AttestaError as the reader of each
 */
export async function readBadgeForm(document: JsonObject, options: ReadOptions = {}): Promise<BadgeForm> {
  const types = typesOf(document)
  if (types.includes('ClrCredential')) {
    const reading = await readLearnerRecord(document, options)
    const { holder } = reading
    return {
      ...common(reading),
      ...subjectOf(holder),
      identities: reading.identifiers,
      state: (copy) => stateLearnerRecord({ reading, copy }),
    }
  }
  if (types.includes('EndorsementCredential')) {
    const reading = await readEndorsement(document, options)
    return { ...common(reading), subject: reading.about, identities: [], state: (copy) => stateEndorsement({ reading, copy }) }
  }
  const reading = await readOpenBadge(document, options)
  return {
    ...common(reading),
    schema: 'schema.passed-open-badge',
    ...subjectOf(reading.holder),
    identities: reading.identifiers,
    state: (copy) => stateBadge({ document, reading, copy }),
  }
}

export function typesOf({ type }: JsonObject): readonly unknown[] {
  return Array.isArray(type) ? type : [type]
}

interface Common {
  readonly id: string
  readonly issuer: { readonly id: string }
  readonly validFrom: string
  readonly validUntil?: string
}

function common({ id, issuer, validFrom, validUntil }: Common) {
  return { id, schema: 'schema.passed' as const, issuer: issuer.id, validFrom, ...(validUntil === undefined ? {} : { validUntil }) }
}

function subjectOf(holder: string | undefined): Pick<BadgeForm, 'subject'> {
  return holder === undefined ? {} : { subject: holder }
}
