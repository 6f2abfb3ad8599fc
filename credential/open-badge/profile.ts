import { date, dateTime, type Infer, integer, object, oneOf, optional, type Shape, text } from '../shape/index.ts'
import { Mismatch } from '../shape/shape.ts'
import { isAllowedContext } from './allowed-contexts.ts'
import { byType, iri, jws, later, line, number, prose, some, types } from './vocabulary.ts'

// Classes of Open Badges 3.0 (specification, appendix B) that contain one another: profiles, and the endorsements that they carry.
// Closed: a property that a later context adds is read once it stands here.

export const image = object({ id: iri, type: types('Image'), caption: optional(line) })

export const identifierEntry = object({ type: types('IdentifierEntry'), identifier: line, identifierType: line })

const geo = object({ type: types('GeoCoordinates'), latitude: number, longitude: number })

const address = object({
  type: types('Address'),
  addressCountry: optional(line),
  addressCountryCode: optional(line),
  addressRegion: optional(line),
  addressLocality: optional(line),
  streetAddress: optional(line),
  postOfficeBoxNumber: optional(line),
  postalCode: optional(line),
  geo: optional(geo),
})

const parentOrg: Shape<unknown> = later(() => profile)
const ownEndorsements: Shape<unknown> = later(() => endorsements)

export const profile = object({
  id: iri,
  type: types('Profile'),
  name: optional(line),
  url: optional(iri),
  phone: optional(line),
  description: optional(prose),
  endorsement: optional(ownEndorsements),
  endorsementJwt: optional(some(jws)),
  image: optional(image),
  email: optional(line),
  address: optional(address),
  otherIdentifier: optional(some(identifierEntry)),
  official: optional(line),
  parentOrg: optional(parentOrg),
  familyName: optional(line),
  givenName: optional(line),
  additionalName: optional(line),
  patronymicName: optional(line),
  honorificPrefix: optional(line),
  honorificSuffix: optional(line),
  familyNamePrefix: optional(line),
  dateOfBirth: optional(date),
})

/** A text by the specification (Bitstring Status List 1.0 §2.1), a number in samples of 1EdTech. */
const positionInList: Shape<string | number> = {
  schema: {},
  read: (value, at) => (typeof value === 'number' ? integer() : text({ pattern: /^(?:0|[1-9][0-9]{0,15})$/ })).read(value, at),
}

const statusListEntry = object({
  id: optional(iri),
  type: types('BitstringStatusListEntry'),
  statusPurpose: line,
  statusListIndex: positionInList,
  statusListCredential: iri,
})
const revocationList = object({ id: iri, type: types('1EdTechRevocationList') })

/** Every entry is judged by the status check, so a kind that is not known there is not read here either. */
const status = byType<Infer<typeof statusListEntry> | Infer<typeof revocationList>>({
  BitstringStatusListEntry: statusListEntry,
  '1EdTechRevocationList': revocationList,
})

/** Members that credentials of both kinds share (VCDM 2.0 §4). The proof has its own form in `data-integrity/`. */
export const envelope = {
  id: iri,
  issuer: profile,
  validFrom: dateTime,
  validUntil: optional(dateTime),
  description: optional(prose),
  credentialSchema: optional(
    some(
      object({
        id: iri,
        type: oneOf('1EdTechJsonSchemaValidator2019', 'JsonSchema', 'JsonSchemaValidator2020'),
        digestSRI: optional(line),
      }),
    ),
  ),
  credentialStatus: optional(some(status, { max: 8 })),
  refreshService: optional(some(object({ id: iri, type: types('1EdTechCredentialRefresh') }), { max: 1 })),
}

export const context: Shape<unknown> = {
  schema: {},
  read(value, at) {
    if (!isAllowedContext(value)) throw new Mismatch(at)
    return value
  },
}

/** Its own proofs are verified as those of a credential of its own; here only that they are objects. */
export const proof: Shape<unknown> = {
  schema: { type: 'object' },
  read(value, at) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Mismatch(at)
    return value
  },
}

/** A credential about a profile, an achievement or a badge, carried inside it. What it says is believed of nobody yet. */
const endorsementMembers = {
  ...envelope,
  type: types('VerifiableCredential', 'EndorsementCredential'),
  name: optional(line),
  awardedDate: optional(dateTime),
  credentialSubject: object({ id: iri, type: types('EndorsementSubject'), endorsementComment: optional(prose) }),
}
const endorsement = object({ ...endorsementMembers, '@context': context, proof: optional(some(proof)) })

/** The same as a document of its own, without `@context` and `proof`. */
export const endorsementCredential = object(endorsementMembers)

export const endorsements = some(endorsement)
