import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { atlanteInForce } from '../repertory/in-force.ts'
import { searchActivities } from '../repertory/search-activities.ts'
import { onPage, pageOf } from './page.ts'

export interface ActivitiesAsked {
  readonly words?: string | undefined
  readonly sector?: string | undefined
  readonly page?: number | undefined
}

/** Activities of the Atlante in force where one works, by their words, page by page. */
export async function readActivities(
  { actor, asked: { words = '', sector, page = 1 }, now }: { actor: Actor; asked: ActivitiesAsked; now: Date },
  db: Pick<Database, 'rows'>,
) {
  const atlante = await atlanteInForce({ organisationId: actor.organisation.id, at: now }, db)
  const found = searchActivities({ words, sector }, atlante)
  const { skip, take } = onPage(page)
  return {
    ...pageOf({ page, total: found.length }),
    release: atlante.release,
    sectors: [...new Set(atlante.areas.map((area) => area.sector))],
    items: found.slice(skip, skip + take),
  }
}
