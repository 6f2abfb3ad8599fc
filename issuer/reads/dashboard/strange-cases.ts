import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import type { CaseState } from '../../procedure/procedure.ts'
import { requireThat } from '../../steps/require-that.ts'
import { stateWord } from '../../steps/state-word.ts'
import { PER_PAGE, pageOf } from '../page.ts'
import { type AnomalyKind, STRANGE, strangeValues } from './strange.ts'

export const STRANGE_ORDERS = ['ritardo', 'numero', 'ente', 'provincia'] as const
export type StrangeOrder = (typeof STRANGE_ORDERS)[number]

export interface StrangeAsked {
  readonly kind?: AnomalyKind | undefined
  readonly province?: string | undefined
  readonly bodyId?: string | undefined
  readonly order?: StrangeOrder | undefined
  /** From 1. */
  readonly page?: number | undefined
}

interface Row {
  readonly id: string
  readonly kind: AnomalyKind
  readonly number: string
  readonly state: CaseState
  readonly province: string
  readonly organisation_id: string
  readonly body: string
  readonly since: string
  readonly due: string
  readonly days_late: number
  readonly total: number
}

const COLUMNS = 'id, kind, number, state, province, organisation_id, body, since::text, due::text, days_late'
const SORT: Readonly<Record<StrangeOrder, string>> = {
  ritardo: 'days_late DESC, number, id, kind',
  numero: 'number, body, id, kind',
  ente: 'body, number, id, kind',
  provincia: 'province, number, id, kind',
}

/**
 * One page of the cases in which something should not be so, by number and body: the Region looks after the procedure, not after people, so
 * nobody's name is in it.
 *
 * @throws AttestaError `dashboard.not-allowed`
 */
export async function readStrangeCases(
  { actor, asked = {}, at }: { actor: Actor; asked?: StrangeAsked; at: Date },
  db: Pick<Database, 'rows'>,
) {
  requireThat(actor.role === 'region', 'dashboard.not-allowed')
  const { kind, province, bodyId, order = 'ritardo', page = 1 } = asked
  const rows = await db.rows<Row>(
    `WITH ${STRANGE} SELECT ${COLUMNS}, count(*) OVER ()::int AS total
     FROM strange WHERE ($4::text IS NULL OR kind = $4) AND ($5::text IS NULL OR province = $5) AND ($6::uuid IS NULL OR organisation_id = $6)
     ORDER BY ${SORT[order]} LIMIT ${PER_PAGE} OFFSET $7`,
    [...strangeValues({ regionId: actor.organisation.id, at }), kind ?? null, province ?? null, bodyId ?? null, (page - 1) * PER_PAGE],
  )
  return { ...pageOf({ page, total: rows[0]?.total ?? 0 }), items: rows.map(lineOf) }
}

/** All of them, for a file. */
export async function readEveryStrangeCase(of: { readonly regionId: string; readonly at: Date }, db: Pick<Database, 'rows'>) {
  const rows = await db.rows<Omit<Row, 'total'>>(
    `WITH ${STRANGE} SELECT ${COLUMNS} FROM strange ORDER BY ${SORT.ritardo}`,
    strangeValues(of),
  )
  return rows.map(lineOf)
}

function lineOf({ id, kind, number, state, province, organisation_id, body, since, due, days_late }: Omit<Row, 'total'>) {
  return {
    caseId: id,
    kind,
    number,
    state,
    stateWord: stateWord(state),
    province,
    bodyId: organisation_id,
    body,
    since,
    due,
    daysLate: days_late,
  }
}
