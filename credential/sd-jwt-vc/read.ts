import type { DecisionRef, Kind } from '../attestation/attestation.ts'
import { type ActReading, localizedFrom, OUTCOME_CLAIMS, readOutcomeClaims } from '../attestation/index.ts'
import { AttestaError } from '../errors.ts'
import type { VerifiedSdJwt } from '../sd-jwt/index.ts'
import { type Infer, readShape } from '../shape/index.ts'
import { bindingFault } from './binding.ts'
import { sdJwtVcShape } from './shape.ts'
import { kindOfVct } from './vct.ts'

/** An SD-JWT VC of ours, in the record's terms. */
export interface SdJwtVcReading extends ActReading {
  readonly status: { readonly idx: number; readonly uri: string }
}

/**
 * Reads what an SD-JWT VC of ours says, once its signature was verified.
 *
 * @throws AttestaError `schema.sd-jwt-vc` with the place; `schema.kind` when type and kind contradict each other
 */
export function readSdJwtVc(verified: VerifiedSdJwt): SdJwtVcReading {
  const claims = readShape({ shape: sdJwtVcShape, value: verified.payload, code: 'schema.sd-jwt-vc' })
  const kind = kindOfVct(claims.vct)
  if (kind === undefined || kind !== claims.attestation_type) throw new AttestaError('schema.kind')
  const fault = bindingFault({ verified, committed: claims.outcome_digests })
  const { entitled_authority: titular, decision, replaces } = claims
  return {
    kind: kind satisfies Kind,
    digest: claims.attestation_digest,
    number: claims.document_number,
    title: localizedFrom(claims.title, claims.title_i18n),
    issuedAt: claims.date_of_issuance,
    validFrom: claims.valid_from,
    ...(claims.valid_until === undefined ? {} : { validUntil: claims.valid_until }),
    body: {
      id: claims.iss,
      legalName: claims.issuing_authority,
      legalBasis: claims.authorisation_ref,
      country: claims.issuing_country,
      region: claims.issuing_region,
    },
    titular: { id: titular.id, legalName: titular.name, legalBasis: titular.basis, country: titular.country, region: titular.region },
    ...(decision === undefined ? {} : { decision: readDecision(decision) }),
    ...(replaces === undefined ? {} : { replaces: { number: replaces.document_number, issuedAt: replaces.date_of_issuance } }),
    rulePack: claims.rule_pack,
    authority: claims.authority,
    outcome: readOutcomeClaims({
      claims: Object.fromEntries(Object.entries(claims).filter(([name]) => OUTCOME_CLAIMS.some((known) => known === name))),
      code: 'schema.sd-jwt-vc',
    }),
    outcomeDigests: claims.outcome_digests,
    ...(fault === undefined ? {} : { bindingFault: fault }),
    status: claims.status.status_list,
  }
}

function readDecision(claim: NonNullable<Infer<typeof sdJwtVcShape>['decision']>): DecisionRef {
  return {
    minutes: { number: claim.minutes_number, date: claim.minutes_date },
    satAt: claim.sat_at,
    commission: { id: claim.commission_id, actNumber: claim.act_number, appointedAt: claim.appointed_at },
    chamber: { id: claim.chamber.id, legalName: claim.chamber.name },
    releasedBy: claim.released_by,
  }
}
