import type { CaseState } from '../steps/lock-case.ts'

export interface Phase {
  readonly id: string
  readonly label: string
  readonly state: 'done' | 'current' | 'next'
  readonly date?: string
  readonly needs?: string
}

/** The procedure as a line: each phase, what ends it, and what the next one waits for. */
const LINE: readonly { id: CaseState; label: string; needs: string }[] = [
  { id: 'accoglienza', label: 'Accoglienza', needs: 'La persona viene accolta e informata.' },
  { id: 'individuazione', label: 'Individuazione', needs: 'Le esperienze vengono ricostruite con il tutor.' },
  { id: 'dossier_pronto', label: 'Domanda e dossier', needs: 'Servono domanda, CV Europass e dossier delle evidenze.' },
  { id: 'commissione_richiesta', label: 'Richiesta della commissione', needs: 'Serve il dossier completo.' },
  { id: 'commissione_nominata', label: 'Nomina della commissione', needs: 'La Camera di commercio nomina la commissione.' },
  { id: 'esame_aperto', label: 'Esame', needs: 'Il presidente apre la seduta.' },
  { id: 'verbale_firmato', label: 'Verbale firmato', needs: 'La commissione valuta ogni competenza e firma il verbale.' },
  { id: 'rilasciato', label: "Rilascio dell'attestato", needs: 'Serve una decisione positiva della commissione.' },
]

/** @param reached days on which states were reached, by state */
export function phasesOf({ state, reached, openedAt }: { state: CaseState; reached: ReadonlyMap<string, Date>; openedAt: Date }): Phase[] {
  const ended = state === 'non_certificata'
  const last = LINE.findIndex(({ id }) => id === (ended ? 'verbale_firmato' : state))
  const line = ended ? LINE.slice(0, -1) : LINE
  return line.map(({ id, label, needs }, index) => {
    const date = reached.get(ended && id === 'verbale_firmato' ? 'non_certificata' : id) ?? (index <= last ? openedAt : undefined)
    if (index <= last) return { id, label, state: 'done' as const, ...(date && { date: date.toISOString() }) }
    return { id, label, state: index === last + 1 ? ('current' as const) : ('next' as const), needs }
  })
}
