import type { LocalizedText, Outcome } from '../../credential/attestation/attestation.ts'

export interface ComposeTitleInput {
  /** Title of what was applied for. */
  readonly title: LocalizedText
  readonly outcome: Pick<Outcome, 'qualification'>
}

/** The title of what was decided. A profile certified in part must not bear the profile's name (domain.md §7.10: inflated claims). */
export function composeTitle({ title, outcome: { qualification } }: ComposeTitleInput): LocalizedText {
  if (qualification?.partial !== true) return title
  const { it, en } = qualification.name
  return { it: `Competenze del profilo ${it}`, ...(en !== undefined && { en: `Competences of the profile ${en}` }) }
}
