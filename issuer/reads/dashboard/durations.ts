import type { Database } from '../../db/database.ts'
import { WITHIN } from './period.ts'
import { type Looked, lookedValues, NOT_BEFORE_HAND_OVER, RECOGNISED } from './scope.ts'

/** The phases as people know them, each from the state in which it begins to the one that ends it. */
const PHASES = [
  { id: 'accoglienza', from: 'accoglienza', until: 'individuazione' },
  { id: 'individuazione', from: 'individuazione', until: 'trasparenza_rilasciata' },
  { id: 'domanda', from: 'trasparenza_rilasciata', until: 'ammessa' },
  { id: 'validazione', from: 'ammessa', until: 'validazione_rilasciata' },
  { id: 'commissione', from: 'commissione_richiesta', until: 'convocato' },
  { id: 'esame', from: 'convocato', until: 'esame_svolto' },
  { id: 'rilascio', from: 'verbale_firmato', until: 'rilasciato' },
] as const

export interface Duration {
  readonly phase: (typeof PHASES)[number]['id']
  /** Cases whose phase ended in the period. */
  readonly ended: number
  /** Absent where none ended. */
  readonly medianDays?: number
  /** Cases that stopped in this phase, in the period. */
  readonly stopped: number
}

/** Every state in which a phase begins or ends, once; they are ours, so that they may be names of columns. */
const REACHED = [...new Set(PHASES.flatMap(({ from, until }) => [from, until]))]
const STOPS = ['rinuncia', 'respinta', 'non_validata', 'non_certificata']

/** How long each phase takes, by the median, and how many people stop in it. */
export async function readDurations(looked: Looked, db: Pick<Database, 'rows'>): Promise<Duration[]> {
  const rows = await db.rows<{ phase: Duration['phase']; ended: number; median: number | null; stopped: number }>(
    `WITH reached AS (
       SELECT case_id, ${REACHED.map((state) => `min(at) FILTER (WHERE state = '${state}' AND act <> 'take-over') AS ${state}`).join(', ')}
       FROM case_transition WHERE ${RECOGNISED('organisation_id')} GROUP BY case_id),
     took AS (
       SELECT p.phase, count(*)::int AS ended,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM p.ended - p.began) / 86400.0)::float8 AS median
       FROM reached CROSS JOIN LATERAL (VALUES ${PHASES.map((phase) => `('${phase.id}', ${phase.from}, ${phase.until}, '${phase.until}')`).join(', ')}) AS p (phase, began, ended, state)
       WHERE p.began IS NOT NULL AND ${WITHIN('p.ended')} AND ${NOT_BEFORE_HAND_OVER('reached.case_id', 'p.state')} GROUP BY p.phase),
     stop AS MATERIALIZED (
       SELECT (SELECT b.state FROM case_transition b WHERE b.case_id = t.case_id AND b.id < t.id ORDER BY b.id DESC LIMIT 1) AS from_state
       FROM case_transition t WHERE t.state = ANY ($4) AND ${WITHIN('t.at')} AND ${RECOGNISED('t.organisation_id')})
     SELECT p.phase, coalesce(t.ended, 0) AS ended, t.median,
       (SELECT count(*)::int FROM stop s WHERE s.from_state = ANY (p.states)) AS stopped
     FROM jsonb_to_recordset($5::jsonb) AS p (phase text, n int, states text[]) LEFT JOIN took t ON t.phase = p.phase ORDER BY p.n`,
    [...lookedValues(looked), STOPS, JSON.stringify(PHASES.map((phase, n) => ({ phase: phase.id, n, states: statesOf(phase) })))],
  )
  return rows.map(({ phase, ended, median, stopped }) => ({
    phase,
    ended,
    ...(median !== null && { medianDays: Math.round(median * 10) / 10 }),
    stopped,
  }))
}

/** The states in which a case is in this phase. */
function statesOf({ id, from }: (typeof PHASES)[number]): string[] {
  const more: Readonly<Record<string, readonly string[]>> = {
    domanda: ['domanda_presentata'],
    validazione: ['accertamento'],
    commissione: ['validazione_rilasciata', 'commissione_nominata'],
    esame: ['esame_aperto', 'esame_svolto'],
    rilascio: ['da_registrare'],
  }
  return [from, ...(more[id] ?? [])]
}
