export { actIdOf } from './act-id.ts'
export type {
  ChainLink,
  CheckId,
  CheckResult,
  CredentialView,
  Expectation,
  Outcome,
  Verdict,
  VerificationResult,
  VerifiedCompetence,
  VerifyInput,
} from './check.ts'
export { judge } from './judge.ts'
export { sameActs } from './same-acts.ts'
export { verifyDocument } from './verify-document.ts'
export type { Limits, Trust, TrustedIssuer, World } from './world.ts'
