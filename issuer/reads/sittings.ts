import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { NOBODY_LEFT } from '../steps/nobody-left.ts'
import { NOBODY, onPage, pageOf } from './page.ts'

export const SITTING_GROUPS = ['to-hold', 'held'] as const
export interface SittingsAsked {
  readonly group?: (typeof SITTING_GROUPS)[number] | undefined
  /** From 1. */
  readonly page?: number | undefined
}

/** One page of sittings, a member's own or all of the Chamber's for its officer: those to hold, the next first, or those held, the latest first. */
export async function readSittings({
  actor,
  asked = {},
  prisma,
  db,
}: {
  actor: Actor
  asked?: SittingsAsked
  prisma: Prisma
  db: Pick<Database, 'rows'>
}) {
  const { group = 'to-hold', page = 1 } = asked
  const where = {
    organisationId: actor.role === 'member' || actor.role === 'chamber' ? actor.organisation.id : NOBODY,
    state: group === 'held' ? 'closed' : { not: 'closed' },
    // What was revoked is held no more; the act is read from the case.
    commission: { revocation: null, ...(actor.role === 'member' && { members: { some: { expert: { accountId: actor.accountId } } } }) },
  }
  const total = await prisma.sitting.count({ where })
  const sittings = await prisma.sitting.findMany({
    where,
    orderBy: [{ plannedAt: group === 'held' ? 'desc' : 'asc' }, { id: 'asc' }],
    ...onPage(page),
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
  const empty = await emptyAmong(actor.role === 'chamber' ? sittings.map(({ id }) => id) : [], db)
  const items = sittings.map(({ id, state, plannedAt, place, minutes, commission }) => ({
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
    ...(empty.has(id) && {
      nobody: {
        commissionId: commission.id,
        reasonMinimumLength: rulePackOf({ id: commission.rulePackId, version: commission.rulePackVersion }).judgement.reasonMinimumLength,
      },
    }),
  }))
  return { ...pageOf({ page, total }), items }
}

/** Those that stand and have nobody left to be heard: their office calls them off. */
async function emptyAmong(ids: readonly string[], db: Pick<Database, 'rows'>): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: string }>(
    `SELECT s.id FROM sitting s WHERE s.id = ANY ($1) AND s.state IN ('convened', 'open') AND ${NOBODY_LEFT}`,
    [ids],
  )
  return new Set(rows.map(({ id }) => id))
}
