import { t } from './t.ts'

/** Somebody about whom the commission decided. */
export interface Decided {
  readonly name: string
  /** Where their case stands now. */
  readonly state: string
  /** Who presented them, and releases. */
  readonly body: string
}

/** Who does what once the minutes are signed. */
export function afterMinutes({ name, state, body }: Decided, { ours }: { ours: boolean }): string {
  if (state === 'rilasciato') return t('after.released', { name, body })
  if (state === 'non_certificata') return t('after.refused', { name, body })
  return ours ? t('after.releaseOurs', { name }) : t('after.release', { name, body })
}
