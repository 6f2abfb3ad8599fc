import type { RulePack } from './rule-pack.ts'

/** What a member is owed for a sitting and for each person heard in it; a role that the pack does not pay is owed nothing. */
export function feeOfRole({ pack, role, candidates }: { pack: RulePack; role: string; candidates: number }) {
  const fee = pack.fees.find((known) => known.role === role)
  return {
    cents: (fee?.sittingCents ?? 0) + (fee?.candidateCents ?? 0) * candidates,
    /** Nobody has read an act that fixes it. */
    workingDefault: fee === undefined || 'default' in fee.origin,
  }
}
