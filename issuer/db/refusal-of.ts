import { AttestaError, type ErrorCode } from '../../credential/errors.ts'
import { databaseRefusal } from '../../http/database-refusal.ts'

/** The steps check first and speak better; this table is for the request that lost a race, and for whoever went around them. */
const CONSTRAINTS: Readonly<Record<string, ErrorCode>> = {
  attestation_after_decision: 'release.before-decision',
  attestation_body_recognised: 'release.not-recognised',
  attestation_certified: 'release.not-certified',
  attestation_four_eyes: 'release.four-eyes',
  attestation_needs_decision: 'release.no-decision',
  attestation_number_key: 'register.number-taken',
  attestation_once: 'release.already',
  attestation_replaced_once: 'correction.state',
  attestation_replaced_valid: 'correction.state',
  attestation_recognised_that_day: 'release.not-recognised',
  case_assessment_day: 'validation.too-early',
  case_erased: 'case.erased',
  case_rests_on_standing: 'case.act-fallen',
  correction_open: 'correction.open',
  correction_stays: 'correction.answered',
  commission_act_number: 'appoint.act-number-taken',
  commission_composition: 'appoint.composition',
  commission_conflict: 'appoint.conflict',
  commission_chamber_recognised: 'appoint.not-recognised',
  commission_recognised_that_day: 'appoint.not-recognised',
  commission_candidate_once: 'write.conflict',
  commission_revocation_act: 'appoint.act-number-taken',
  commission_revocation_in_time: 'appointment.sat',
  commission_revocation_pkey: 'appointment.revoked',
  edc_order_standing: 'edc.no-mandate',
  expert_login: 'expert.linked',
  membership_grant_four_eyes: 'grant.four-eyes',
  membership_grant_open: 'grant.already-proposed',
  minutes_closed: 'sitting.closed',
  minutes_conflict: 'sitting.tie',
  minutes_declarations: 'sitting.not-declared',
  minutes_judgements: 'sitting.not-judged',
  minutes_presence: 'sitting.quorum',
  minutes_quorum: 'sitting.quorum',
  recognition_third_sector: 'recognise.third-sector',
  register_number_once: 'register.number-taken',
  repertory_release_four_eyes: 'release-file.four-eyes',
  sitting_revoked: 'sitting.unknown',
  sitting_after_appointment: 'sitting.before-appointment',
  status_change_order: 'status.order',
  status_change_pkey: 'status.order',
  volunteer_hours_born: 'volunteer.before-birth',
  volunteer_hours_done: 'volunteer.later',
  volunteer_hours_room: 'volunteer.too-many-hours',
}

/** What an error of the database means for whoever asked. Its text stays inside: it may quote rows (security.md §2 row 56). */
export function refusalOf(error: unknown): unknown {
  if (error instanceof AttestaError || !(error instanceof Error)) return error
  const away = databaseRefusal(error)
  if (away !== undefined) return away
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  if (typeof code !== 'string') return error
  if (typeof constraint === 'string') {
    const known = CONSTRAINTS[constraint]
    if (known !== undefined) return new AttestaError(known, {}, { cause: error })
  }
  if (/^(23|40)/.test(code)) return new AttestaError('write.conflict', {}, { cause: error })
  return error
}
