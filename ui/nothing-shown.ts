import type { VerificationResult } from '../credential/verify/check.ts'

/** Kinds whose competences somebody judged. An attendance has none, and of a stranger's document nobody here knows. */
const JUDGED = ['certificato', 'validazione', 'microcredenziale']

/** A genuine document whose holder kept back every competence: true, and worth nothing to whoever asks what the person can do. */
export function showsNothingJudged({ verdict, credential }: Pick<VerificationResult, 'verdict' | 'credential'>): boolean {
  return verdict === 'valid' && credential !== undefined && JUDGED.includes(credential.kind) && credential.competences.length === 0
}
