import type { DueDossier } from '../retention/due-dossiers.ts'
import { eraseDue } from '../retention/erase-due.ts'
import type { Database } from './database.ts'

interface Sweeping {
  readonly db: Database
  readonly now: () => Date
  /** Told of each dossier that is due and could not be removed. */
  readonly onNotErased?: (dossier: DueDossier) => unknown
}

/** Forgets what time has made useless: sessions and logins that ended, idempotency keys after a day (security.md §4), dossiers when the rules say so. */
export async function sweep({ db, now, onNotErased }: Sweeping): Promise<void> {
  const at = now()
  await db.rows('DELETE FROM session WHERE expires_at < $1', [at])
  await db.rows('DELETE FROM login_attempt WHERE expires_at < $1', [at])
  await db.rows('DELETE FROM citizen_session WHERE expires_at < $1', [at])
  await db.rows('DELETE FROM idempotency WHERE created_at < $1', [new Date(at.getTime() - 86_400_000)])
  await eraseDue({ db, now, ...(onNotErased !== undefined && { onFailed: onNotErased }) })
}

const HOUR_MS = 3_600_000

/** Sweeps once an hour for as long as the process lives; a database that is away is asked again an hour later. */
export function startSweeping(world: Sweeping): { stop: () => void } {
  const timer = setInterval(() => void sweep(world).catch(() => undefined), HOUR_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
