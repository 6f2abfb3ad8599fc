import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { Actor } from '../auth/actor.ts'
import type { Prisma } from '../db/prisma.ts'

/** Sittings: a member's own, or all of the Chamber's for its officer. */
export async function readSittings({ actor, prisma }: { actor: Actor; prisma: Prisma }) {
  if (actor.role !== 'member' && actor.role !== 'chamber') return []
  const sittings = await prisma.sitting.findMany({
    where: {
      organisationId: actor.organisation.id,
      ...(actor.role === 'member' && { commission: { members: { some: { expert: { accountId: actor.accountId } } } } }),
    },
    orderBy: { plannedAt: 'desc' },
    take: 500,
    include: {
      minutes: true,
      commission: {
        include: {
          chamber: true,
          members: { include: { expert: true } },
          candidates: { include: { case: { include: { person: true } } } },
        },
      },
    },
  })
  return sittings.map(({ id, state, plannedAt, place, minutes, commission }) => ({
    id,
    state,
    plannedAt: plannedAt.toISOString(),
    place,
    chamber: commission.chamber.name,
    commission: commission.name,
    actNumber: commission.actNumber,
    candidates: commission.candidates.map(({ case: record }) => ({
      caseId: record.id,
      name: `${record.person.givenName} ${record.person.familyName}`,
      title: (record.title as unknown as LocalizedText).it,
      titleByLanguage: record.title as unknown as LocalizedText,
    })),
    role: commission.members.find(({ expert }) => expert.accountId === actor.accountId)?.role,
    ...(minutes && { minutesNumber: minutes.number }),
  }))
}
