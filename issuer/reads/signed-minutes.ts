/** What of minutes is read beside them, for `signedMinutes`. */
export const WITH_SIGNATURES = {
  closer: true,
  text: { include: { signatures: { include: { expert: true }, orderBy: { answeredAt: 'asc' } } } },
} as const

export interface SignedMinutesInput {
  readonly minutes: {
    readonly number: string
    readonly closedAt: Date
    readonly closedBy: string
    readonly closer: { readonly name: string }
    /** Undefined, or nothing, for minutes of before: the president alone signed them. */
    readonly text: {
      readonly digest: string
      readonly signatures: readonly {
        readonly answer: string
        readonly note: string | null
        readonly answeredAt: Date
        readonly accountId: string
        readonly expert: { readonly name: string }
      }[]
    } | null
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
  const roleOf = (account: string) => members.find(({ accountId }) => accountId === account)?.role
  const role = roleOf(minutes.closedBy)
  return {
    number: minutes.number,
    signedBy: { name: minutes.closer.name, ...(role !== undefined && { role }) },
    signedAt: minutes.closedAt.toISOString(),
    present: members.filter(({ present }) => present).map((member) => ({ name: member.name, role: member.role })),
    sealedBy: chamber,
    sealedAt: sealedAt.toISOString(),
    ...(minutes.text && {
      digest: minutes.text.digest,
      answers: minutes.text.signatures.map(({ expert, accountId, answer, note, answeredAt }) => ({
        name: expert.name,
        role: roleOf(accountId) ?? '',
        answer: answer === 'signed' ? ('signed' as const) : ('refused' as const),
        ...(note !== null && { note }),
        at: answeredAt.toISOString(),
      })),
    }),
  }
}
