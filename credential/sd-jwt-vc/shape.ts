import { authorityShape, outcomeClaimShapes, translationsShape } from '../attestation/index.ts'
import { date, dateTime, integer, list, object, oneOf, optional, text } from '../shape/index.ts'
import { ATTESTA_VCT } from './vct.ts'

const line = text({ max: 1000 })
const did = text({ pattern: /^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/, max: 4096 })
const digest = text({ pattern: /^[A-Za-z0-9_-]{43}$/ })
const coordinate = optional(text({ pattern: /^[A-Za-z0-9_-]+$/, max: 100 }))

/**
 * The processed payload of an SD-JWT VC of ours, closed at every level. A claim that this reader does not know is refused:
 * it might be the one that a later version puts a condition in.
 */
export const sdJwtVcShape = object({
  iss: did,
  vct: oneOf(...Object.values(ATTESTA_VCT)),
  iat: integer(),
  nbf: optional(integer()),
  exp: integer(),
  cnf: object({
    jwk: object({
      kty: oneOf('EC', 'OKP'),
      crv: line,
      x: coordinate,
      y: coordinate,
      kid: optional(line),
      alg: optional(line),
      use: optional(line),
    }),
  }),
  status: object({ status_list: object({ idx: integer(), uri: text({ pattern: /^https?:\/\/\S+$/, max: 2048 }) }) }),
  attestation_digest: digest,
  attestation_type: oneOf('trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza'),
  title: line,
  title_i18n: optional(translationsShape),
  document_number: line,
  date_of_issuance: dateTime,
  valid_from: dateTime,
  valid_until: optional(dateTime),
  issuing_authority: line,
  issuing_country: text({ pattern: /^[A-Z]{2}$/ }),
  issuing_region: line,
  authorisation_ref: line,
  entitled_authority: object({ id: did, name: line, basis: line, country: line, region: line }),
  decision: optional(
    object({
      minutes_number: line,
      minutes_date: date,
      sat_at: dateTime,
      commission_id: line,
      act_number: line,
      appointed_at: dateTime,
      chamber: object({ id: did, name: line }),
      released_by: digest,
    }),
  ),
  replaces: optional(object({ document_number: line, date_of_issuance: dateTime })),
  rule_pack: object({ id: line, version: line }),
  outcome_digests: list(digest, { min: 1, max: 500 }),
  authority: authorityShape,
  ...outcomeClaimShapes,
})
