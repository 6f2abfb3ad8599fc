import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { parseDateTime } from '../time.ts'
import { plain } from './localized.ts'
import { several } from './several.ts'

/** As the viewer of Europass says it; `skipped` is never taken for ok. */
export type AccreditationAnswer =
  | { readonly status: 'ok' }
  | { readonly status: 'skipped'; readonly why: 'not-accredited' | 'register-not-asked' }
  | { readonly status: 'error'; readonly why: AccreditationFault }

export type AccreditationFault =
  | 'other-accreditation'
  | 'no-achievement'
  | 'dates'
  | 'body'
  | 'qualification'
  | 'level'
  | 'field'
  | 'jurisdiction'

export interface CheckAccreditationInput {
  readonly document: JsonObject
  /** As the register (QDR) publishes it. What the credential itself encloses is its issuer's word and makes nothing ok. */
  readonly accreditation?: JsonObject
}

/** Accreditations that an operator took from the register, and the day on which they were as they are here. */
export interface AccreditationSource {
  readonly name: string
  /** Calendar date. */
  readonly asOf: string
  readonly accreditations: readonly JsonObject[]
}

/** The accreditations that a credential encloses, as its issuer words them. */
export function enclosedAccreditations({ evidence }: JsonObject): JsonObject[] {
  return nodesOf(evidence).flatMap(({ accreditation }) => nodesOf(accreditation))
}

/** Does one of them not even cover the credential by its own words? Who is accredited it need not say. */
export function ownFault(document: JsonObject): AccreditationFault | undefined {
  return enclosedAccreditations(document)
    .map((one) => faultOf(document, { ...one, organisation: one.organisation ?? bodiesOf(document) }))
    .find((why) => why !== undefined)
}

/**
 * Does the accreditation that a credential names cover it (edc-ob3.md §4)? In force on the day of issue; of the body that awards; and wide
 * enough for each achievement in qualification, level, field and place.
 */
export function checkAccreditation({ document, accreditation }: CheckAccreditationInput): AccreditationAnswer {
  const named = enclosedAccreditations(document)
  if (named.length === 0) return { status: 'skipped', why: 'not-accredited' }
  if (accreditation === undefined) return { status: 'skipped', why: 'register-not-asked' }
  if (!named.some(({ id }) => id === accreditation.id)) return { status: 'error', why: 'other-accreditation' }
  const why = faultOf(document, accreditation)
  return why === undefined ? { status: 'ok' } : { status: 'error', why }
}

/**
 * Are the body that is accredited and each that awards the one with this identifier (organizationIdentifier of a seal)? What a document
 * says beside it of its bodies proves nothing.
 */
export function belongsTo({ document, accreditation, identifier }: BelongsToInput): boolean {
  // `VATIT-01234567890` (ETSI EN 319 412-1 §5.1.4) is the VAT number IT01234567890.
  const names = [identifier, identifier.replace(/^VAT([A-Z]{2})-/, '$1')]
  const isNamed = (organisation: JsonObject) => identifiersOf(organisation).some((one) => names.includes(one))
  return bodiesOf(document).every(isNamed) && nodesOf(accreditation.organisation).some(isNamed)
}

export interface BelongsToInput {
  readonly document: JsonObject
  /** As the register publishes it. */
  readonly accreditation: JsonObject
  readonly identifier: string
}

function faultOf(document: JsonObject, accreditation: JsonObject): AccreditationFault | undefined {
  const achievements = achievementsOf(document)
  if (achievements.length === 0) return 'no-achievement'
  if (!isInForce(plain(document.issued) ?? plain(document.issuanceDate), accreditation)) return 'dates'
  const bodies = bodiesOf(document)
  const accredited = nodesOf(accreditation.organisation).flatMap(identifiersOf)
  if (bodies.length === 0 || !bodies.every((body) => identifiersOf(body).some((one) => accredited.includes(one)))) return 'body'
  const specified = achievements.map(({ specifiedBy }) => nodesOf(specifiedBy))
  const covers = (limit: JsonValue | undefined, member: string, within: (id: string, allowed: string) => boolean) => {
    const allowed = namesOf(limit)
    if (allowed.length === 0) return true
    const isCovered = (specification: JsonObject) => {
      const ids = member === 'id' ? [String(specification.id)] : namesOf(specification[member])
      return ids.length > 0 && ids.every((id) => allowed.some((one) => within(id, one)))
    }
    // What nothing specifies is within no limit.
    return specified.every((specifications) => specifications.length > 0 && specifications.every(isCovered))
  }
  if (!covers(accreditation.limitQualification, 'id', (id, one) => id === one)) return 'qualification'
  if (!covers(accreditation.limitEQFLevel, 'eqfLevel', (id, one) => id === one)) return 'level'
  // A field of ISCED-F begins with the code of the one that it is part of.
  if (!covers(accreditation.limitField, 'thematicArea', (id, one) => id.startsWith(one))) return 'field'
  const places = namesOf(accreditation.limitJurisdiction)
  return places.length === 0 || bodies.every((body) => isWithin(body, places)) ? undefined : 'jurisdiction'
}

/** Who awards what it shows. */
function bodiesOf(document: JsonObject): JsonObject[] {
  return achievementsOf(document).flatMap(({ awardedBy }) => nodesOf(awardedBy).flatMap(({ awardingBody }) => nodesOf(awardingBody)))
}

/** Every achievement, with those that it is made of. */
function achievementsOf({ credentialSubject }: JsonObject): JsonObject[] {
  const claims = nodesOf(credentialSubject).flatMap(({ hasClaim }) => nodesOf(hasClaim))
  const withParts = (claim: JsonObject): JsonObject[] => [claim, ...nodesOf(claim.hasPart).flatMap(withParts)]
  return claims.filter(({ type }) => several(type).includes('LearningAchievement')).flatMap(withParts)
}

function isInForce(issued: string | undefined, { dateIssued, expiryDate }: JsonObject): boolean {
  if (issued === undefined) return false
  const at = parseDateTime(issued)
  const [from, until] = [plain(dateIssued), plain(expiryDate)]
  return (from === undefined || parseDateTime(from) <= at) && (until === undefined || at <= parseDateTime(until))
}

/** Notations of any identifier that an organisation has; a register may write them with a type of their own. */
function identifiersOf({ identifier, taxIdentifier, vatIdentifier, registration, eIDASIdentifier }: JsonObject): string[] {
  return [identifier, taxIdentifier, vatIdentifier, registration, eIDASIdentifier].flatMap(nodesOf).flatMap(({ notation }) =>
    several(notation).flatMap((one) => {
      const text = isObject(one) ? one['@value'] : one
      return typeof text === 'string' && text !== '' ? [text] : []
    }),
  )
}

/** An administrative unit's code goes on from the one that it is part of: `ESP`, `ESP_PR_BCN`. */
function isWithin({ location }: JsonObject, places: readonly string[]): boolean {
  const codes = nodesOf(location).flatMap(({ spatialCode, address }) => [
    ...namesOf(spatialCode),
    ...nodesOf(address).flatMap(({ countryCode }) => namesOf(countryCode)),
  ])
  const last = (id: string) => id.slice(id.lastIndexOf('/') + 1)
  return codes.some((code) => places.some((one) => last(code) === last(one) || last(code).startsWith(`${last(one)}_`)))
}

function nodesOf(value: JsonValue | undefined): JsonObject[] {
  return several(value).filter(isObject)
}

function namesOf(value: JsonValue | undefined): string[] {
  return several(value).flatMap((one) => {
    const id = isObject(one) ? one.id : one
    return typeof id === 'string' ? [id] : []
  })
}
