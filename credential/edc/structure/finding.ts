import type { ErrorCode } from '../../errors.ts'

/** Something that the form of a credential is not as it must be, or should not be. */
export interface Finding {
  readonly code: ErrorCode & `edc.${string}`
  /** Place, of names that the model knows: `credentialSubject.hasClaim.awardedBy`. Never a stranger's text. */
  readonly at: string
  readonly severity: 'error' | 'warning'
}

export function error(code: Finding['code'], at: string): Finding {
  return { code, at: at === '' ? 'document' : at, severity: 'error' }
}

export function warning(code: Finding['code'], at: string): Finding {
  return { ...error(code, at), severity: 'warning' }
}
