import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'

/** An EndorsementCredential as it stands in a document: JSON, or a compact JWS. */
export type Endorsing = JsonObject | string

/**
 * The endorsements anywhere in a credential that was read in its closed form (Open Badges 3.0 §5.1): of itself, its achievement, a
 * profile. One that is itself endorsed keeps what it carries.
 */
export function endorsementsIn(credential: JsonObject): readonly Endorsing[] {
  return Object.entries(credential).flatMap(([name, member]): readonly Endorsing[] => {
    if (name === 'endorsement') return each(member).filter(isObject)
    if (name === 'endorsementJwt') return each(member).filter((item) => typeof item === 'string')
    if (name === 'verifiableCredential' || name === 'proof') return []
    return each(member).flatMap((item) => (isObject(item) ? endorsementsIn(item) : []))
  })
}

function each(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : [value]
}
