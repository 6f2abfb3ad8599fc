import type { CheckId, CheckResult, VerificationResult, VerifyInput } from '../../../credential/verify/index.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import type { World } from '../../../credential/verify/world.ts'

/** Judges a text as a document. */
export function judge(text: string, world: World, expect?: VerifyInput['expect']): Promise<VerificationResult> {
  return verifyDocument({ bytes: new TextEncoder().encode(text), ...(expect === undefined ? {} : { expect }) }, world)
}

export function check({ checks }: VerificationResult, id: CheckId): CheckResult | undefined {
  return checks.find((result) => result.id === id)
}

/** `id: outcome code` of the checks that did not pass and count. */
export function complaints({ checks }: VerificationResult): string[] {
  return checks
    .filter(({ outcome, required }) => outcome === 'failed' || (outcome === 'not-checked' && required))
    .map(({ id, outcome, code }) => `${id}: ${outcome} ${code}`)
}

/** The first complaint: the one that a page puts in its sentence. */
export function firstComplaint(result: VerificationResult): string {
  return complaints(result)[0] ?? 'none'
}
