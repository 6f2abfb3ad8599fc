import type { DueDossier, DueInput } from '../retention/due-dossiers.ts'
import { eraseDue } from '../retention/erase-due.ts'
import { eraseEvidence } from '../retention/erase-evidence.ts'
import { eraseVolunteers } from '../retention/erase-volunteers.ts'
import { keepReach } from '../volunteers/keep-reach.ts'
import type { Database } from './database.ts'

interface Sweeping {
  readonly db: Database
  readonly now: () => Date
  /** Told of each dossier that is due and could not be removed. */
  readonly onNotErased?: (dossier: DueDossier) => unknown
  readonly onUnknownRules?: DueInput['onUnknownRules']
}

/** Forgets what time has made useless: sessions and logins that ended, idempotency keys after a day (security.md §4), files for others after a month, dossiers when the rules say so. */
export async function sweep({ db, now, onNotErased, onUnknownRules }: Sweeping): Promise<void> {
  const at = now()
  await db.rows('DELETE FROM session WHERE expires_at < $1', [at])
  await db.rows('DELETE FROM login_attempt WHERE expires_at < $1', [at])
  await db.rows('DELETE FROM citizen_session WHERE expires_at < $1', [at])
  await db.rows('DELETE FROM idempotency WHERE created_at < $1', [new Date(at.getTime() - 86_400_000)])
  await forgetFiles({ at, db })
  const onFailed = onNotErased === undefined ? {} : { onFailed: onNotErased }
  await eraseDue({ db, now, onUnknownRules, ...onFailed })
  await eraseEvidence({ db, now, ...onFailed })
  await eraseVolunteers({ db, at })
  await countReached({ db, at })
}

/** Other rules count anew: once, and not each time that somebody looks at the list of volunteers. */
async function countReached({ db, at }: { db: Database; at: Date }): Promise<void> {
  const bodies = await db.rows<{ id: string }>(`SELECT id FROM organisation WHERE kind = 'ets'`)
  for (const { id: organisationId } of bodies) await keepReach({ organisationId, at }, db)
}

/** Files for other registers are kept for thirty days, also where none is made after them. */
async function forgetFiles({ at, db }: { at: Date; db: Pick<Database, 'rows'> }): Promise<void> {
  await db.rows(`DELETE FROM export_file f USING export_run r WHERE r.id = f.run_id AND r.made_at < $1::timestamptz - interval '30 days'`, [
    at,
  ])
}

const HOUR_MS = 3_600_000

/** Sweeps once an hour for as long as the process lives; a database that is away is asked again an hour later. */
export function startSweeping(world: Sweeping): { stop: () => void } {
  const timer = setInterval(() => void sweep(world).catch(() => undefined), HOUR_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
