import { authorityShape, namedIn, translationsShape } from '../attestation/index.ts'
import { decisionRefShape, organisationShape, replacedShape } from '../attestation/shape.ts'
import { canonicalize, type JsonObject } from '../json/index.ts'
import { dateTime, type Infer, integer, list, object, oneOf, optional, type Shape, text } from '../shape/index.ts'
import { Mismatch } from '../shape/shape.ts'
import { encodeBase64 } from './base64.ts'
import type { EdcContent, EdcProfile } from './content.ts'
import { concept, node } from './node.ts'

/** Names the form of the record, and by it the mapping: another one will have another number. */
export const RECORD_ID = 'https://attesta.example/ns/edc/1'

const line = text({ max: 1000 })
const digest = text({ pattern: /^[A-Za-z0-9_-]{43}$/ })
const alpha2 = text({ pattern: /^[A-Z]{2}$/ })

const accreditationShape = object({
  id: text({ pattern: /^https?:\/\/\S+$/, max: 2048 }),
  title: line,
  type: oneOf('institutional-licence', 'programme-quality', 'institutional-quality', 'programme-licence'),
  agent: object({ id: line, legalName: line, country: alpha2 }),
  issuedAt: optional(dateTime),
  expiresAt: optional(dateTime),
  eqfLevels: optional(list(integer({ min: 1, max: 8 }), { max: 8 })),
})

const PROFILE_SHAPES: Readonly<Record<EdcProfile['name'], Shape<EdcProfile>>> = {
  generic: object({ name: oneOf('generic') }),
  accredited: object({ name: oneOf('accredited'), accreditation: accreditationShape }),
  'issued-by-mandate': object({ name: oneOf('issued-by-mandate'), statement: text({ max: 10_000 }), mandate: text({ max: 65_536 }) }),
}

export const profileShape: Shape<EdcProfile> = {
  schema: { anyOf: Object.values(PROFILE_SHAPES).map(({ schema }) => schema) },
  read(value, at) {
    const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined
    if (typeof name !== 'string' || !Object.hasOwn(PROFILE_SHAPES, name)) throw new Mismatch(at)
    return PROFILE_SHAPES[name as EdcProfile['name']].read(value, at)
  },
}

/** All of an attestation that a verifier needs and the model has no property for, in a closed form. */
export const recordShape = object({
  digest,
  kind: oneOf('trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza'),
  number: line,
  title: line,
  title_i18n: optional(translationsShape),
  issuedAt: dateTime,
  validFrom: dateTime,
  validUntil: optional(dateTime),
  body: organisationShape,
  titular: organisationShape,
  decision: optional(decisionRefShape),
  replaces: optional(replacedShape),
  rulePack: object({ id: line, version: line }),
  authority: authorityShape,
  status: object({ index: integer(), bitstringList: text({ pattern: /^https?:\/\/\S+$/, max: 2048 }) }),
  issuer: object({ id: line, legalName: line, eidasIdentifier: line, country: alpha2 }),
  profile: profileShape,
  outcomeDigests: list(digest),
  disclosures: list(text({ max: 1_048_576 })),
})

export type EdcRecord = Infer<typeof recordShape>

/** The order is about the record too, and stands beside it. */
function unordered(profile: EdcProfile): EdcProfile {
  if (profile.name !== 'issued-by-mandate') return profile
  const { order: _, ...rest } = profile
  return rest
}

/**
 * The record as an attachment. An `evidence` would say it better, but in the profiles that want evidence each one must be an
 * accreditation, or a mandate: a second one of another sort breaks them.
 */
export function composeRecord(content: EdcContent): JsonObject {
  const { id: _, outcome: __, pictures: ___, title, profile, ...rest } = content
  // An interface is not known to have no other members, hence the assertion; the canonicalizer refuses what is not JSON.
  const record = { ...rest, ...namedIn('title', title), profile: unordered(profile) } as unknown as JsonObject
  const { id: ____, ...members } = node('MediaObject', 'record', {
    title: { it: "Dati dell'attestato, per chi lo verifica", en: "The certificate's data, for verification" },
    content: encodeBase64(new TextEncoder().encode(canonicalize(record))),
    contentEncoding: concept('encoding/base64'),
    contentType: concept('file/json'),
  })
  return { id: RECORD_ID, ...members }
}
