import type { Database } from '../db/database.ts'
import { type DueDossier, type DueInput, dueDossiers } from './due-dossiers.ts'
import { eraseDossier } from './erase-dossier.ts'

/** At one time; a round goes on until nothing is left that it has not tried. */
const MOST = 200

/**
 * Removes the dossiers whose time is over, each by itself: one that fails is left for the next round and holds up no other, and so does
 * a case whose rules are not here.
 *
 * A deleted row stays in its page until the space is used again. The keys of dossiers therefore are written anew (`VACUUM FULL`): what
 * was sealed with one that is nowhere any more, is no one's to read, wherever a copy of its bytes may lie. Whoever looks at the
 * database at that moment keeps the old row in the new file for their sake, so it is done in each round of the day that follows.
 *
 * @returns those that were removed
 */
export async function eraseDue({
  db,
  now,
  onFailed = () => undefined,
  onUnknownRules,
  most = MOST,
}: {
  db: Database
  now: () => Date
  /** Told of each that could not be removed; nothing of it was. */
  onFailed?: (dossier: DueDossier) => unknown
  onUnknownRules?: DueInput['onUnknownRules'] | undefined
  most?: number
}): Promise<DueDossier[]> {
  const at = now()
  const done: DueDossier[] = []
  // Those that fail must not stand before the others for ever: each is tried once in a round.
  const tried: string[] = []
  const told = new Set<string>()
  const once: DueInput['onUnknownRules'] = (pack) => {
    const name = `${pack.id} ${pack.version}`
    if (!told.has(name)) onUnknownRules?.(pack)
    told.add(name)
  }
  for (;;) {
    const due = await dueDossiers({ at, most, except: tried, onUnknownRules: once }, db)
    if (due.length === 0) break
    for (const dossier of due) {
      tried.push(dossier.caseId)
      try {
        if ((await eraseDossier(dossier, { db, at })) === 'erased') done.push(dossier)
      } catch {
        onFailed(dossier) // the next round tries again
      }
    }
  }
  const lately = await db.rows(`SELECT 1 FROM case_erasure WHERE erased_at > $1::timestamptz - interval '1 day' LIMIT 1`, [at])
  if (lately.length > 0) await db.rows('VACUUM FULL case_key')
  return done
}
