import { t } from './t.ts'

const KNOWN = [
  'experience',
  'experience-dropped',
  'competences',
  'support',
  'evidence',
  'evidence-dropped',
  'hours',
  'validation',
  'assessment-moved',
  'informed',
  'tax-code',
  'differing',
  'transparency-renewed',
  'experiences-corrected',
] as const

/** What somebody did to a case, by the name that the audit trail has for it; an act of the procedure moves it on. */
export function changeWords(action: string): string {
  const known = KNOWN.find((name) => action === `file.${name}`)
  return t(known === undefined ? 'changed.other' : `changed.${known}`)
}
