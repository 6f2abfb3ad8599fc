import { type CaseState, isEnd, mayFollow } from '../procedure/procedure.ts'

export interface Phase {
  readonly id: string
  readonly label: string
  readonly state: 'done' | 'current' | 'next'
  readonly date?: string
  readonly needs?: string
}

/** The procedure as a line for people: each phase, the state that ends it, and what it waits for. */
const LINE: readonly { id: string; ends: CaseState; label: string; needs: string; needsNow?: string }[] = [
  { id: 'accoglienza', ends: 'individuazione', label: 'Accoglienza', needs: 'La persona viene accolta e informata.' },
  {
    id: 'individuazione',
    ends: 'trasparenza_rilasciata',
    label: 'Individuazione',
    needs: 'Le esperienze vengono ricostruite con il tutor.',
  },
  { id: 'domanda', ends: 'ammessa', label: 'Domanda', needs: 'Servono domanda, CV Europass e dossier delle evidenze.' },
  { id: 'validazione', ends: 'validazione_rilasciata', label: 'Validazione', needs: "Serve l'accertamento di ogni competenza." },
  { id: 'commissione_richiesta', ends: 'commissione_richiesta', label: 'Richiesta della commissione', needs: 'Serve il dossier completo.' },
  {
    id: 'commissione_nominata',
    ends: 'convocato',
    label: 'Nomina della commissione',
    needs: 'Chi è competente per la provincia nomina la commissione.',
  },
  { id: 'esame', ends: 'esame_svolto', label: 'Esame', needs: 'Il presidente apre la seduta.' },
  {
    id: 'verbale_firmato',
    ends: 'verbale_firmato',
    label: 'Verbale firmato',
    needs: 'La commissione valuta ogni competenza e firma il verbale.',
  },
  {
    id: 'rilasciato',
    ends: 'rilasciato',
    label: "Rilascio dell'attestato",
    needs: 'Serve una decisione positiva della commissione.',
    needsNow: "L'ente rilascia l'attestato su quello che la commissione ha deciso.",
  },
]

const AFTER_IDENTIFICATION: ReadonlySet<string> = new Set(LINE.slice(2).map(({ id }) => id))

export interface PhasesInput {
  readonly state: CaseState
  /** Days on which states were reached, by state; a state that was left again counts no more. */
  readonly reached: ReadonlyMap<string, Date>
  /** The body takes nobody further than individuazione. */
  readonly endsHere?: boolean
}

/**
 * The phases as far as the case has come. One that ended before its certificate shows what was done and nothing that will not come;
 * one whose appointment was revoked waits for it again.
 */
export function phasesOf({ state, reached, endsHere = false }: PhasesInput): Phase[] {
  const over = isEnd(state) || state === 'rilasciato'
  const phases: Phase[] = []
  for (const { id, ends, label, needs, needsNow = needs } of LINE) {
    const date = isBehind(ends, state, reached)
      ? reached.get(ends === 'verbale_firmato' && state === 'non_certificata' ? state : ends)
      : undefined
    if (date !== undefined) phases.push({ id, label, state: 'done', date: date.toISOString() })
    else if (!over && !(endsHere && AFTER_IDENTIFICATION.has(id)))
      phases.push(
        phases.every((phase) => phase.state === 'done')
          ? { id, label, state: 'current', needs: needsNow }
          : { id, label, state: 'next', needs },
      )
  }
  return phases
}

/** Whether the state is one from which every way on has already passed `ends`: what was undone is not behind. */
function isBehind(ends: CaseState, state: CaseState, reached: ReadonlyMap<string, Date>): boolean {
  if (ends === 'verbale_firmato' && state === 'non_certificata') return true
  if (ends === state) return true
  return reached.has(ends) && !(ends === 'convocato' && (state === 'commissione_richiesta' || mayFollow(state, 'convocato')))
}
