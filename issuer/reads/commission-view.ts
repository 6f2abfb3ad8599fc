/** A commission as pages show it: by whom and by which act, when and where it sits, who is in it. */
export function commissionView(commission: {
  id: string
  name: string
  actNumber: string
  appointedAt: Date
  place: string
  chamber: { name: string }
  members: readonly { role: string; expert: { name: string } }[]
  sittings: readonly { plannedAt: Date; place: string }[]
  revocation?: { actNumber: string; revokedAt: Date; reason: string; replacement: { actNumber: string } | null } | null
}) {
  const sitting = commission.sittings[0]
  const { revocation } = commission
  return {
    id: commission.id,
    name: commission.name,
    chamber: commission.chamber.name,
    actNumber: commission.actNumber,
    appointedAt: commission.appointedAt.toISOString(),
    members: commission.members.map(({ role, expert }) => ({ name: expert.name, role })),
    ...(sitting && { sittingPlannedAt: sitting.plannedAt.toISOString() }),
    place: sitting?.place ?? commission.place,
    ...(revocation && {
      revoked: {
        actNumber: revocation.actNumber,
        at: revocation.revokedAt.toISOString(),
        reason: revocation.reason,
        ...(revocation.replacement && { replacedBy: revocation.replacement.actNumber }),
      },
    }),
  }
}
