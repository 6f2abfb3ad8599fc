import type { JsonObject } from '../json/index.ts'
import { amount, date, dateTime, flag, integer, list, object, oneOf, optional, record, type Shape, text } from '../shape/index.ts'
import type {
  Attestation,
  Authority,
  Competence,
  DecisionRef,
  LocalizedText,
  OrganisationRef,
  Outcome,
  Qualification,
  ReplacedAct,
} from './attestation.ts'

const line = text({ max: 1000 })
const prose = text({ max: 10_000 })
const did = text({ pattern: /^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/, max: 4096 })
const urn = text({ pattern: /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ })
const jws = text({ pattern: /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/ })
const level = integer({ min: 1, max: 8 })

export const localizedShape: Shape<LocalizedText> = object({
  it: line,
  en: optional(line),
  fr: optional(line),
  es: optional(line),
  uk: optional(line),
  ar: optional(line),
})

const versionedCode = object({ code: line, version: line })
const repertory = object({ name: line, release: line, section: line })

export const organisationShape: Shape<OrganisationRef> = object({
  id: did,
  legalName: line,
  legalBasis: line,
  country: text({ pattern: /^[A-Z]{2}$/ }),
  region: text({ pattern: /^[A-Z0-9]{2,10}$/ }),
})

const competence: Shape<Competence> = object({
  name: localizedShape,
  code: optional(line),
  repertory,
  eqfLevel: optional(level),
  qnqLevel: optional(level),
  abilities: list(prose),
  knowledge: list(prose),
  esco: list(text({ pattern: /^https?:\/\/\S+$/ })),
  ada: list(versionedCode),
  demo: flag,
})

const qualification: Shape<Qualification> = object({
  name: localizedShape,
  code: optional(line),
  repertory,
  description: optional(localizedShape),
  eqfLevel: optional(level),
  ateco: list(versionedCode),
  cpIstat: list(versionedCode),
  partial: flag,
})

const experience = object({
  title: line,
  organisation: optional(line),
  from: optional(date),
  until: optional(date),
  hours: optional(amount),
})

export const outcomeShape: Shape<Outcome> = object({
  person: object({
    givenName: line,
    familyName: line,
    birthDate: date,
    // Its check letter is judged where it is typed (tax-code.ts): here an act is read that exists already.
    taxCode: text({ pattern: /^(?:[A-Z0-9]{16}|[0-9]{11})$/ }),
  }),
  competences: list(competence, { max: 200 }),
  qualification: optional(qualification),
  learning: object({ setting: oneOf('formal', 'non-formal', 'informal'), experiences: list(experience) }),
  assessment: object({
    type: line,
    mode: oneOf('presential', 'online', 'blended'),
    date,
    idVerification: oneOf('with-id', 'none'),
  }),
  workloadHours: optional(amount),
  participationMode: optional(oneOf('presential', 'online', 'blended', 'work-based')),
  qualityAssurance: optional(prose),
})

export const decisionRefShape: Shape<DecisionRef> = object({
  minutes: object({ number: line, date }),
  satAt: dateTime,
  commission: object({ id: urn, actNumber: line, appointedAt: dateTime }),
  chamber: object({ id: did, legalName: line }),
  releasedBy: text({ pattern: /^[A-Za-z0-9_-]{43}$/ }),
})

export const authorityShape: Shape<Authority> = object({
  body: jws,
  chamber: optional(jws),
  commission: optional(jws),
  decision: optional(jws),
  renewal: optional(jws),
})

export const replacedShape: Shape<ReplacedAct> = object({ number: line, issuedAt: dateTime })

const url = text({ pattern: /^https?:\/\/\S+$/, max: 2048 })

/** The closed form of the record; `schemas/attestation.schema.json` is written from it. */
export const attestationShape: Shape<Attestation> = object({
  version: oneOf(1),
  id: urn,
  kind: oneOf('trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza'),
  number: line,
  title: localizedShape,
  issuedAt: dateTime,
  validFrom: dateTime,
  validUntil: optional(dateTime),
  titular: organisationShape,
  body: organisationShape,
  outcome: outcomeShape,
  // 128 bits in base64url (RFC 9901 §9.3).
  salts: record({ name: /^[a-z_]+(?:\/[0-9]+)?$/, member: text({ pattern: /^[A-Za-z0-9_-]{21}[AQgw]$/ }) }),
  decision: optional(decisionRefShape),
  authority: authorityShape,
  rulePack: object({ id: line, version: line }),
  status: object({ index: integer(), tokenList: url, bitstringList: url }),
  replaces: optional(replacedShape),
})

/** The same form for others, as `schemas/attestation.schema.json` publishes it (JSON Schema 2020-12). */
export const attestationSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://attesta.example/schemas/attestation/1',
  title: 'Attestation',
  ...attestationShape.schema,
}
