import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import { readSittingRecord, type SittingRecord } from '../steps/lock-sitting.ts'
import { minutesLines } from './minutes-lines.ts'
import { minutesText } from './minutes-text.ts'
import { signedMinutes, WITH_SIGNATURES } from './signed-minutes.ts'

interface DecisionRow {
  readonly id: string
  readonly bodyId: string
  readonly body: string
  readonly slug: string
  readonly closedAt: Date
  readonly sealed: string
}

/** What the signature left: the lines, who signed and sealed them, and the decision for each body. Undefined before it. */
export async function readSignedSitting({ sitting, prisma, db }: { sitting: SittingRecord; prisma: Prisma; db: Database }) {
  const minutes = await prisma.minutes.findUnique({ where: { sittingId: sitting.id }, include: WITH_SIGNATURES })
  if (minutes === null) return undefined
  const decisions = await db.rows<DecisionRow>(
    `SELECT d.id, d.body_id AS "bodyId", o.name AS body, o.slug, d.closed_at AS "closedAt", d.sealed
     FROM decision d JOIN organisation o ON o.id = d.body_id WHERE d.sitting_id = $1 ORDER BY o.name`,
    [sitting.id],
  )
  const sealedAt = decisions[0]?.closedAt ?? minutes.closedAt
  const signed = signedMinutes({ minutes, members: sitting.members, chamber: sitting.chamber.name, sealedAt })
  return { lines: (await minutesLines(sitting.id, db)) ?? [], signed, decisions }
}

export interface SittingFileInput {
  readonly sittingId: string
  /** The sealed decision for one body; without it the minutes as text. */
  readonly decisionId?: string
  readonly actor: Actor
  readonly prisma: Prisma
  readonly db: Database
}

/**
 * Signed minutes, or a decision with its seal, as a file for a member of the commission.
 *
 * @throws AttestaError `sitting.unknown` for others, `document.unknown` for what is not there, or not yet
 */
export async function readSittingFile({ sittingId, decisionId, actor, prisma, db }: SittingFileInput) {
  const sitting = await readSittingRecord(sittingId, actor, db)
  const closed = await readSignedSitting({ sitting, prisma, db })
  if (closed === undefined) throw new AttestaError('document.unknown')
  const { signed, lines } = closed
  if (decisionId === undefined)
    return { name: `verbale-${signed.number}.txt`, mediaType: 'text/plain; charset=utf-8', content: minutesText({ signed, lines }) }
  const decision = closed.decisions.find(({ id }) => id === decisionId)
  if (decision === undefined) throw new AttestaError('document.unknown')
  return { name: `decisione-${signed.number}-${decision.slug}.jwt`, mediaType: 'application/vc+jwt', content: decision.sealed }
}
