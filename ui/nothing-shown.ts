import type { CredentialView, VerificationResult } from '../credential/verify/check.ts'

/** Kinds whose competences somebody judged. An attendance has none, and of a stranger's document nobody here knows. */
const JUDGED = ['certificato', 'validazione', 'microcredenziale']

/** What to do about it: a person keeps things back, and a code on paper has no room for a long act, whatever the sheet around it prints. */
export function adviceForNothing({ form }: Pick<CredentialView, 'form'>): 'verdict.now.nothingShown' | 'verdict.now.nothingInCode' {
  return form === 'cose' ? 'verdict.now.nothingInCode' : 'verdict.now.nothingShown'
}

/** A genuine document whose holder kept back every competence: true, and worth nothing to whoever asks what the person can do. */
export function showsNothingJudged({ verdict, credential }: Pick<VerificationResult, 'verdict' | 'credential'>): boolean {
  return verdict === 'valid' && credential !== undefined && JUDGED.includes(credential.kind) && credential.competences.length === 0
}
