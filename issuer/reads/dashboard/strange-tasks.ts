import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { readAnomalies } from './anomalies.ts'
import type { AnomalyKind } from './strange.ts'
import { WORKBOOK_WORDS } from './workbook-words.ts'

interface StrangeTask {
  readonly id: string
  readonly verb: 'look-at-anomaly'
  readonly person: string
  readonly title: string
  readonly detail: string
  readonly href: string
  readonly strange: { readonly kind: AnomalyKind; readonly count: number }
}

/** What should not be so, each kind once: it leads to the cases. */
export async function strangeTasks({ actor, db, now }: { actor: Actor; db: Pick<Database, 'rows'>; now: Date }): Promise<StrangeTask[]> {
  const { anomalies } = await readAnomalies({ regionId: actor.organisation.id, at: now }, db)
  return anomalies.flatMap(({ id, count }) =>
    count === 0
      ? []
      : [
          {
            id: `anomaly-${id}`,
            verb: 'look-at-anomaly' as const,
            person: '',
            title: `${WORKBOOK_WORDS.it.anomalyNames[id]}: ${count}`,
            detail: '',
            href: `/anomalie?che=${id}`,
            strange: { kind: id, count },
          },
        ],
  )
}
