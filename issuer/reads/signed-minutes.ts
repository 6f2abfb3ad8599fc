export interface SignedMinutesInput {
  readonly minutes: {
    readonly number: string
    readonly closedAt: Date
    readonly closedBy: string
    readonly closer: { readonly name: string }
  }
  readonly members: readonly {
    readonly name: string
    readonly role: string
    readonly accountId: string | null | undefined
    readonly present: boolean
  }[]
  readonly chamber: string
  /** When the Chamber sealed the decision. */
  readonly sealedAt: Date
}

export type SignedMinutes = ReturnType<typeof signedMinutes>

/** Who signed and as what, who was there, who sealed, and when: as recorded, none of it from the text. */
export function signedMinutes({ minutes, members, chamber, sealedAt }: SignedMinutesInput) {
  const role = members.find(({ accountId }) => accountId === minutes.closedBy)?.role
  return {
    number: minutes.number,
    signedBy: { name: minutes.closer.name, ...(role !== undefined && { role }) },
    signedAt: minutes.closedAt.toISOString(),
    present: members.filter(({ present }) => present).map((member) => ({ name: member.name, role: member.role })),
    sealedBy: chamber,
    sealedAt: sealedAt.toISOString(),
  }
}
