import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { requireThat } from '../../steps/require-that.ts'
import { readDurations } from './durations.ts'
import { readFigures } from './figures.ts'
import type { Period } from './period.ts'
import { readRatings } from './ratings.ts'
import { DIMENSIONS, readSplit } from './splits.ts'
import { readEveryStrangeCase } from './strange-cases.ts'

/**
 * Everything that the dashboard shows, by every dimension at once, for a workbook.
 *
 * @throws AttestaError `dashboard.not-allowed`, `dashboard.period`
 */
export async function readWorkbook({ actor, period, at }: { actor: Actor; period: Period; at: Date }, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'region', 'dashboard.not-allowed')
  requireThat(period.from <= period.until, 'dashboard.period')
  const looked = { ...period, regionId: actor.organisation.id }
  const [figures, durations, ratings, strange, ...splits] = await Promise.all([
    readFigures(looked, db),
    readDurations(looked, db),
    readRatings(looked, db),
    readEveryStrangeCase({ regionId: actor.organisation.id, at }, db),
    ...DIMENSIONS.map(async (by) => ({ by, split: await readSplit(by, looked, db) })),
  ])
  return { period, figures, durations, ratings, strange, splits }
}
export type Workbook = Awaited<ReturnType<typeof readWorkbook>>
