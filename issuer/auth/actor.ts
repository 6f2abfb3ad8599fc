/** What a person may be in an organisation. `member` sits in a Chamber's commissions. */
export const ROLES = ['officer', 'chamber', 'member', 'region'] as const
export type Role = (typeof ROLES)[number]

/** Who acts, as what, for whom: every step and every query takes one, and is scoped to its organisation (security.md §2 row 46). */
export interface Actor {
  readonly accountId: string
  readonly name: string
  readonly role: Role
  /** What the organisation lets them do there, by the names of the rule pack; empty is nothing (issuer/procedure). */
  readonly tasks: readonly string[]
  readonly organisation: { readonly id: string; readonly slug: string; readonly did: string; readonly name: string }
}
