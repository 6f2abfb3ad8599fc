import { dayInRome } from '../../credential/time.ts'
import { PACKS, type RulePack } from '../rule-pack/rule-pack.ts'
import type { CaseState } from './procedure.ts'

/** Which term of the rule pack runs while a case stands somewhere, and the state from which it is counted. */
const RUNNING: Partial<Record<CaseState, { readonly term: string; readonly since: CaseState }>> = {
  domanda_presentata: { term: 'esito-domanda', since: 'domanda_presentata' },
  ammessa: { term: 'accertamento', since: 'ammessa' },
  accertamento: { term: 'accertamento', since: 'ammessa' },
  commissione_richiesta: { term: 'nomina', since: 'commissione_richiesta' },
  commissione_nominata: { term: 'esame', since: 'commissione_nominata' },
  convocato: { term: 'esame', since: 'commissione_nominata' },
  esame_aperto: { term: 'esame', since: 'commissione_nominata' },
  esame_svolto: { term: 'esame', since: 'commissione_nominata' },
  verbale_firmato: { term: 'registrazione', since: 'verbale_firmato' },
  da_registrare: { term: 'registrazione', since: 'verbale_firmato' },
}

export interface Due {
  /** Calendar date, `YYYY-MM-DD`, on which the step is to be done at the latest. */
  readonly by: string
  readonly late: boolean
  readonly term: RulePack['terms'][number]
}

/** By when the present step of a case is due; undefined where no term runs. Days are those of the calendar, in Rome. */
export function dueOf({
  state,
  rulePack,
  reached,
  at,
}: {
  state: CaseState
  rulePack: RulePack
  /** When each state was last reached. */
  reached: ReadonlyMap<string, Date>
  at: Date
}): Due | undefined {
  const running = RUNNING[state]
  const since = running && reached.get(running.since)
  const term = running && rulePack.terms.find(({ id }) => id === running.term)
  if (since === undefined || term === undefined) return undefined
  const by = addDays(dayInRome(since), term.days)
  return { by, late: dayInRome(at) > by, term }
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same for the database, as rows: pack, version, state, from which state, how many days. */
export const TERM_ROWS = PACKS.flatMap(({ id, version, terms }) =>
  Object.entries(RUNNING).flatMap(([state, { term, since }]) => {
    const found = terms.find((candidate) => candidate.id === term)
    return found === undefined ? [] : [{ pack: id, version, state, since, days: found.days }]
  }),
)
