import type { Attestation, DecisionRef } from '../attestation/attestation.ts'
import { namedIn, type OutcomeDisclosure, outcomeDisclosures } from '../attestation/index.ts'
import type { PublicJwk } from '../crypto/port.ts'
import type { JsonObject } from '../json/index.ts'
import { SD_JWT_VC } from '../sd-jwt/index.ts'
import { ATTESTA_VCT } from './vct.ts'

export interface ComposeSdJwtVcInput {
  readonly attestation: Attestation
  readonly digest: string
  readonly issuerDid: string
  readonly holderJwk: PublicJwk
  /** NumericDate: when this copy is made and when it technically ends. The act has its own dates (design.md §2). */
  readonly iat: number
  readonly exp: number
  readonly status: { readonly idx: number; readonly uri: string }
}

export interface ComposedSdJwtVc {
  readonly payload: JsonObject
  readonly disclosures: readonly OutcomeDisclosure[]
  /** `kid` is added by whoever holds the key. */
  readonly header: JsonObject
}

/**
 * The SD-JWT VC of an attestation, ready for `issueSdJwt`. What was judged can be disclosed piece by piece; who issued it, when, under
 * which authority and where its state is published stands in plain, because without it nothing can be verified.
 */
export function composeSdJwtVc({ attestation, digest, issuerDid, holderJwk, iat, exp, status }: ComposeSdJwtVcInput): ComposedSdJwtVc {
  const { titular, body, decision, replaces } = attestation
  const disclosures = outcomeDisclosures(attestation.outcome, attestation.salts)
  const payload: JsonObject = {
    iss: issuerDid,
    vct: ATTESTA_VCT[attestation.kind],
    iat,
    exp,
    cnf: { jwk: { ...holderJwk } },
    status: { status_list: { idx: status.idx, uri: status.uri } },
    attestation_digest: digest,
    attestation_type: attestation.kind,
    ...namedIn('title', attestation.title),
    document_number: attestation.number,
    date_of_issuance: attestation.issuedAt,
    valid_from: attestation.validFrom,
    ...(attestation.validUntil === undefined ? {} : { valid_until: attestation.validUntil }),
    issuing_authority: body.legalName,
    issuing_country: body.country,
    issuing_region: body.region,
    authorisation_ref: body.legalBasis,
    entitled_authority: {
      id: titular.id,
      name: titular.legalName,
      basis: titular.legalBasis,
      country: titular.country,
      region: titular.region,
    },
    ...(decision === undefined ? {} : { decision: decisionClaim(decision) }),
    ...(replaces === undefined ? {} : { replaces: { document_number: replaces.number, date_of_issuance: replaces.issuedAt } }),
    rule_pack: { id: attestation.rulePack.id, version: attestation.rulePack.version },
    outcome_digests: disclosures.map(({ disclosure }) => disclosure.digest).sort(),
    authority: { ...attestation.authority },
  }
  return { payload, disclosures, header: { typ: SD_JWT_VC } }
}

function decisionClaim({ minutes, satAt, commission, chamber, releasedBy }: DecisionRef): JsonObject {
  return {
    minutes_number: minutes.number,
    minutes_date: minutes.date,
    sat_at: satAt,
    commission_id: commission.id,
    act_number: commission.actNumber,
    appointed_at: commission.appointedAt,
    chamber: { id: chamber.id, name: chamber.legalName },
    released_by: releasedBy,
  }
}
