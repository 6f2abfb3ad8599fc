import type { IssuerKeys } from '../chain/index.ts'
import { causeOf, failed, notChecked, passed, type Step } from '../chain/index.ts'
import { AttestaError } from '../errors.ts'
import type { World } from '../verify/world.ts'

export type StatusWord = 'valido' | 'sospeso' | 'annullato' | 'sostituito'

/** What a list says about one position, and how that counts. */
export interface StatusResult {
  readonly step: Step
  /** Absent when nothing can be said. */
  readonly word?: StatusWord
  /** Where it was looked up: the reasons are published beside it. */
  readonly place?: { readonly listUrl: string; readonly index: number }
  /** The bare value of the list. */
  readonly value?: number
  /** Text that the list gives for the value (Bitstring Status List 1.0 §2.1, `statusMessage`). */
  readonly message?: string
}

export interface StatusQuestion {
  /** Who issued the document: its list must be theirs. Absent = whoever the list says, for bare look-ups. */
  readonly issuer?: string
  /** Id of the document, for lists that name what they revoke. */
  readonly documentId?: string
  readonly world: World
  readonly keys: IssuerKeys
}

/** How a word counts. Suspended is not valid (Token Status List §7.1). */
export function stepOf(word: StatusWord): Step {
  return word === 'valido' ? passed('status.passed') : failed(`status.${word}-unexplained`)
}

/**
 * What a refusal means: a reference that is itself wrong is a "no" of the document; a list that is not there, not fresh or not
 * the issuer's leaves the question open, and an open question is never a "yes".
 */
export function stepOfRefusal(error: unknown): Step {
  const cause = causeOf(error)
  if (cause === 'status-list.index') return failed('status.out-of-range')
  if (cause === 'status-entry.malformed') return failed('status.malformed')
  if (cause === 'status-list.unreachable' || cause === 'did.unreachable' || cause === 'did.not-found')
    return notChecked('status.unreachable')
  if (cause === 'status-list.expired') return notChecked('status.list-expired')
  return notChecked('status.list-refused', { cause })
}

/** Seconds of clock difference that tokens get (security.md §2 row 22). */
export function assertListCurrent({ world, from, until }: { world: World; from?: Date; until?: Date }): void {
  const skew = (world.limits?.clockSkew ?? 60) * 1000
  if (from !== undefined && from.getTime() > world.now.getTime() + skew) throw new AttestaError('status-list.not-yet-valid')
  if (until !== undefined && until.getTime() <= world.now.getTime() - skew) throw new AttestaError('status-list.expired')
}
