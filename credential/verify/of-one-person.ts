import { failed } from '../chain/index.ts'
import type { CheckResult, CredentialView, VerificationResult } from './check.ts'
import { sentence } from './sentence.ts'

/**
 * Is everything in a record of one person? Its issuer says so, and its seal covers what is inside; but whoever has a badge of somebody else
 * could put it among their own. Told by the names that the documents show: namesakes are not told apart, and what names nobody is not
 * compared.
 */
export function ofOnePerson({
  holder,
  contained,
  results,
}: {
  readonly holder: CredentialView['holder']
  readonly contained: readonly VerificationResult[]
  readonly results: readonly CheckResult[]
}): readonly CheckResult[] {
  const names = [holder, ...contained.map(({ credential }) => credential?.holder ?? {})].map(nameOf).filter((name) => name !== '')
  const strangers = names.filter((name) => name !== names[0]).length
  if (strangers === 0) return results
  const step = failed('holder.another-inside', { strangers })
  const told: CheckResult = { id: 'holder', ...step, required: true, reason: sentence(step.code, step.facts) }
  return [...results.filter(({ id }) => id !== 'holder'), told]
}

function nameOf({ name, givenName, familyName }: CredentialView['holder']): string {
  return (name ?? [givenName, familyName].filter((part) => part !== undefined).join(' '))
    .normalize('NFC')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
}
