import type { AttestaError, ErrorCode } from '../errors.ts'

const DATA_MODEL = 'https://www.w3.org/TR/vc-data-model#'
const SECURITY = 'https://w3id.org/security#'
const STATUS_LIST = 'https://www.w3.org/ns/credentials/status-list#'

const PARSING = `${DATA_MODEL}PARSING_ERROR`
const MALFORMED = `${DATA_MODEL}MALFORMED_VALUE_ERROR`
const RANGE = `${DATA_MODEL}RANGE_ERROR`
const CRYPTOGRAPHIC = `${DATA_MODEL}CRYPTOGRAPHIC_SECURITY_ERROR`
const VERIFICATION = `${SECURITY}PROOF_VERIFICATION_ERROR`
const GENERATION = `${SECURITY}PROOF_GENERATION_ERROR`
const TRANSFORMATION = `${SECURITY}PROOF_TRANSFORMATION_ERROR`
const DATA_LOSS = `${SECURITY}DATA_LOSS_DETECTION_ERROR`
const RETRIEVAL = `${STATUS_LIST}STATUS_RETRIEVAL_ERROR`
const STATUS = `${STATUS_LIST}STATUS_VERIFICATION_ERROR`
const LENGTH = `${STATUS_LIST}STATUS_LIST_LENGTH_ERROR`

/** Codes whose type is not that of their family. */
const BY_CODE: Partial<Readonly<Record<ErrorCode, string>>> = {
  'vc.not-object': PARSING,
  'vc.spelling': DATA_LOSS,
  'vc.challenge': `${SECURITY}INVALID_CHALLENGE_ERROR`,
  'vc.domain': `${SECURITY}INVALID_DOMAIN_ERROR`,
  'vc.pointer': GENERATION,
  'vc.digest': CRYPTOGRAPHIC,
  'vc.token-expired': RANGE,
  'proof.context': MALFORMED,
  'proof.too-complex': TRANSFORMATION,
  'format.too-many-parts': TRANSFORMATION,
  'status.out-of-range': RANGE,
  'status.malformed': MALFORMED,
  'status.unreachable': RETRIEVAL,
  'validity.not-yet': RANGE,
  'validity.ended': RANGE,
}

/** The beginning of a code tells what was looked at. */
const BY_FAMILY: Readonly<Record<string, string>> = {
  json: PARSING,
  request: PARSING,
  vc: MALFORMED,
  'vc-api': MALFORMED,
  proof: VERIFICATION,
  'issuer-key': VERIFICATION,
  did: VERIFICATION,
  jws: VERIFICATION,
  jwk: VERIFICATION,
  'sd-jwt': VERIFICATION,
  base64url: VERIFICATION,
  status: STATUS,
  'status-list': STATUS,
  'status-entry': MALFORMED,
  time: MALFORMED,
}

/** Whoever issues generates a proof; whoever verifies checks one. */
export type Deed = 'issue' | 'verify'

/**
 * The type that W3C specifications give to a refusal (VCDM 2.0 §7, VC Data Integrity §4.7, Bitstring Status List 1.0 §3.5);
 * undefined for what they have no word for.
 */
export function problemTypeOf({ code, facts }: Pick<AttestaError, 'code' | 'facts'>, deed: Deed): string | undefined {
  if (code === 'proof.json-ld') return facts.why === 'dropped' ? DATA_LOSS : MALFORMED
  if (code === 'status.list-refused' && facts.cause === 'status-list.too-short') return LENGTH
  const type = BY_CODE[code] ?? BY_FAMILY[code.slice(0, code.indexOf('.'))]
  return type === VERIFICATION && deed === 'issue' ? GENERATION : type
}
