import type { CaseState } from '../procedure/procedure.ts'

const WORDS: Readonly<Record<CaseState, string>> = {
  accoglienza: 'accoglienza',
  individuazione: 'individuazione',
  trasparenza_rilasciata: 'documento di trasparenza rilasciato',
  domanda_presentata: 'domanda presentata',
  ammessa: 'domanda ammessa',
  accertamento: 'accertamento',
  validazione_rilasciata: 'documento di validazione rilasciato',
  commissione_richiesta: 'commissione richiesta',
  commissione_nominata: 'commissione nominata',
  convocato: 'convocato',
  esame_aperto: 'esame aperto',
  esame_svolto: 'esame svolto',
  verbale_firmato: 'verbale firmato',
  da_registrare: 'da registrare',
  rilasciato: 'rilasciato',
  annullato: 'annullato',
  respinta: 'domanda respinta',
  non_validata: 'non validata',
  non_certificata: 'non certificata',
  conclusa: 'conclusa',
  rinuncia: 'rinuncia',
  passata: 'passata a un altro ente',
}

/** The state as the procedure calls it, for sentences and lists. */
export function stateWord(state: CaseState): string {
  return WORDS[state]
}
