import { dayInRome } from '../../credential/time.ts'

/** Has the day come for which the sitting is convened? The hour may be anticipated by those who are there, the day may not. */
export function isItsDay({ sitting, at }: { sitting: { readonly plannedAt: Date }; at: Date }): boolean {
  return dayInRome(at) >= dayInRome(sitting.plannedAt)
}
