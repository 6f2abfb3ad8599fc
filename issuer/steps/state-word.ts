import type { CaseState } from './lock-case.ts'

const WORDS: Readonly<Record<CaseState, string>> = {
  accoglienza: 'accoglienza',
  individuazione: 'individuazione',
  trasparenza_rilasciata: 'documento di trasparenza rilasciato',
  domanda_presentata: 'domanda presentata',
  respinta: 'domanda respinta',
  dossier_pronto: 'dossier pronto',
  commissione_richiesta: 'commissione richiesta',
  commissione_nominata: 'commissione nominata',
  esame_aperto: 'esame aperto',
  verbale_firmato: 'verbale firmato',
  rilasciato: 'rilasciato',
  non_certificata: 'non certificata',
  rinuncia: 'rinuncia',
}

/** The state as the procedure calls it, for sentences and lists. */
export function stateWord(state: CaseState): string {
  return WORDS[state]
}
