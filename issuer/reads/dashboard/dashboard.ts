import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { requireThat } from '../../steps/require-that.ts'
import { readAnomalies } from './anomalies.ts'
import { readDurations } from './durations.ts'
import { readFigures } from './figures.ts'
import type { Period } from './period.ts'
import { readRatings } from './ratings.ts'
import { type Dimension, readSplit } from './splits.ts'

export interface DashboardInput {
  readonly actor: Actor
  readonly period: Period
  readonly by: Dimension
  readonly at: Date
}

/**
 * What the Region publishes about the system, and what it looks after: figures without a name in them, over the
 * organisations that this Region recognises.
 *
 * @throws AttestaError `dashboard.not-allowed`, `dashboard.period`
 */
export async function readDashboard({ actor, period, by, at }: DashboardInput, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'region', 'dashboard.not-allowed')
  requireThat(period.from <= period.until, 'dashboard.period')
  const looked = { ...period, regionId: actor.organisation.id }
  const [figures, split, provinces, durations, anomalies, ratings] = await Promise.all([
    readFigures(looked, db),
    readSplit(by, looked, db),
    readSplit('province', looked, db),
    readDurations(looked, db),
    readAnomalies({ regionId: actor.organisation.id, at }, db),
    readRatings(looked, db),
  ])
  return { period, by, figures, split, provinces, durations, ...anomalies, ratings }
}
