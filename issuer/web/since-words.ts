import { changeWords } from './change-words.ts'
import { t } from './later-t.ts'

const KNOWN = [
  'case',
  'presence.recorded',
  'sitting.opened',
  'candidate.left-out',
  'competence.judged',
  'conflict.declared',
  'minutes.written',
  'minutes.withdrawn',
  'minutes.refused',
  'minutes.closed',
  'attestation.sospeso',
  'attestation.valido',
  'attestation.annullato',
  'attestation.sostituito',
  'correction.asked',
  'correction.sealed',
  'correction.refused',
  'correction.ordered',
  'organisation.recognised',
  'organisation.recognition-withdrawn',
  'organisation.key-given',
  'edc-profile.set',
  'badge-picture.given',
  'volunteer.hours',
  'volunteer.take-back',
  'volunteer.statement',
  'volunteer.case',
  'volunteer.import-mend',
  'volunteer.import-aside',
  'volunteer.import-accept',
  'volunteer.import-hours',
  'citizen.access-given',
  'citizen.access-sent',
  'citizen.access-revoked',
  'citizen.answer',
  'file.upload-accepted',
  'file.upload-refused',
] as const

/** What somebody did to a page, by the name that the audit trail has for it. */
export function sinceWords(action: string): string {
  const known = KNOWN.find((name) => name === action)
  if (known !== undefined) return t(`since.${known}`)
  return action.startsWith('file.') ? changeWords(action) : t('since.other')
}
