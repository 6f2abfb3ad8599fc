import { AttestaError } from '../../credential/errors.ts'
import type { Transaction } from '../db/database.ts'

/** What a page shows, as the audit trail knows it: every act on it leaves a line there, so the last line is its version. */
export interface Shown {
  /** Ids that the trail has for it. */
  readonly subjects: readonly string[]
  /** Whose chain tells of it. */
  readonly organisationId: string
  /** Beginnings of the names of the acts that change what is shown; without it all that change anything. */
  readonly acts?: readonly string[]
}

/** Leave what others see as it was: reading, and what each adds of their own. */
const ADDS = ['dossier.opened', 'evidence.opened', 'conflict.none-declared', 'minutes.signed', 'offer.made', 'credential.issued']

const LAST = `FROM audit x WHERE x.organisation_id = $1 AND x.subject = ANY ($2) AND x.action <> ALL ($3)
   AND ($4::text[] IS NULL OR x.action LIKE ANY ($4))`

/** The version of what is shown: 0 until somebody has done something to it. */
export async function versionOf(shown: Shown, db: Pick<Transaction, 'rows'>): Promise<number> {
  const [row] = await db.rows<{ seq: string | null }>(`SELECT max(x.seq) AS seq ${LAST}`, valuesOf(shown))
  return Number(row?.seq ?? 0)
}

/**
 * Refuses whoever acts on what is no longer as they saw it, and says what was done since, by whom and when. Until the transaction ends
 * nobody else gets past here with the same thing. Whoever sends no version has looked at none, and is asked nothing.
 *
 * @throws AttestaError `page.stale`
 */
export async function requireUnchanged(
  { version, ...shown }: Shown & { readonly version: number | undefined },
  tx: Transaction,
): Promise<void> {
  for (const subject of [...shown.subjects].sort()) await tx.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 13))', [subject])
  if (version === undefined) return
  const [since] = await tx.rows<{ action: string; at: Date; by: string | null }>(
    `SELECT x.action, x.at, a.name AS by FROM (SELECT x.action, x.at, x.actor, x.seq ${LAST} ORDER BY x.seq DESC LIMIT 1) x
       LEFT JOIN account a ON a.id::text = x.actor WHERE x.seq > $5`,
    [...valuesOf(shown), version],
  )
  if (since !== undefined)
    throw new AttestaError('page.stale', { what: since.action, at: since.at.toISOString(), ...(since.by !== null && { by: since.by }) })
}

function valuesOf({ subjects, organisationId, acts }: Shown): unknown[] {
  return [organisationId, subjects, ADDS, acts?.map((begin) => `${begin}%`) ?? null]
}
