import { failed, notChecked, passed, type Step } from '../chain/index.ts'
import type { Expectation } from './check.ts'
import { isExpected } from './checks/holder.ts'

/** Somebody as a badge names its recipient (Open Badges 3.0 §B.1.14, 2.0 §IdentityObject). */
export interface Identity {
  readonly hashed: boolean
  readonly identityHash: string
  readonly salt?: string | undefined
}

/**
 * Who was it issued to? A badge carries no signature of its holder, so nobody proves by it that they are that person; but whoever knows an
 * e-mail address or a code of them can compare it.
 */
export async function compareRecipient({
  expect,
  identities,
}: {
  readonly expect: Expectation
  readonly identities: readonly Identity[]
}): Promise<Step> {
  if (isExpected(expect)) return failed('holder.bare-document')
  const { recipient } = expect
  if (recipient === undefined) return notChecked('holder.not-asked')
  if (identities.length === 0) return notChecked('holder.no-recipient')
  const { isIdentity } = await import('../open-badge/is-identity.ts')
  return identities.some((identity) => isIdentity({ identity, known: recipient }))
    ? passed('holder.recipient-matches')
    : failed('holder.other-recipient')
}
