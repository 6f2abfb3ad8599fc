import type { CheckResult, CredentialView, SealView, Verdict, VerificationResult } from '../credential/verify/check.ts'
import { judge } from '../credential/verify/judge.ts'
import { showsNothingJudged } from './nothing-shown.ts'
import { onlySealed } from './only-sealed.ts'

/** The word of each verdict, as a state of the kit. */
export const VERDICT_WORDS = { valid: 'valido', invalid: 'non valido', unverifiable: 'non verificabile' } as const satisfies Record<
  Verdict,
  string
>

/** What stands above a verdict, on a page and in a terminal: who shows it fills the words. */
export type Headline =
  | { readonly as: 'only-sealed'; readonly seal: SealView }
  | { readonly as: 'nothing-shown'; readonly credential: CredentialView }
  | { readonly as: 'valid'; readonly credential: CredentialView }
  | { readonly as: 'ended'; readonly state: EndedState }
  /** `restHolds`: it would be valid, had nobody asked whether it is the person whom they know. */
  | { readonly as: 'decided'; readonly check: CheckResult; readonly restHolds: boolean }
  /** Valid, of what has nothing to show; or nothing was found at all. */
  | { readonly as: 'bare' }

export type EndedState = NonNullable<CredentialView['state']> & { readonly word: 'sospeso' | 'annullato' | 'sostituito' }

export function headlineOf(result: VerificationResult): Headline {
  const { verdict, credential } = result
  const seal = onlySealed(result)
  if (seal !== undefined) return { as: 'only-sealed', seal }
  if (verdict === 'valid') {
    if (credential === undefined) return { as: 'bare' }
    return { as: showsNothingJudged(result) ? 'nothing-shown' : 'valid', credential }
  }
  const check = decidingOf(result)
  const state = credential?.state
  // Only the status check may say that an act was suspended or annulled: a forged paper's own story is not repeated.
  if (verdict === 'invalid' && check?.id === 'status' && isEnded(state)) return { as: 'ended', state }
  return check === undefined
    ? { as: 'bare' }
    : { as: 'decided', check, restHolds: COMPARED.includes(check.code) && holdsWithout(check, result) }
}

/** The check that decided: it gives the sentence and the next step of a verdict that is not "valid". */
export function decidingOf({ checks }: Pick<VerificationResult, 'checks'>): CheckResult | undefined {
  return checks.find(({ outcome }) => outcome === 'failed') ?? checks.find(({ outcome, required }) => outcome === 'not-checked' && required)
}

/** A comparison that could not be made, or that people must judge. */
const COMPARED: readonly string[] = ['holder.no-recipient', 'holder.similar-name']

function holdsWithout(decisive: CheckResult, { checks }: VerificationResult): boolean {
  return judge(checks.filter((check) => check !== decisive)) === 'valid'
}

function isEnded(state: CredentialView['state']): state is EndedState {
  return state !== undefined && state.word !== 'valido'
}
