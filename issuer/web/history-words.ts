import { t } from './t.ts'

const EVENTS = ['rilasciato', 'offerto', 'ritirato nel portafoglio', 'offerta bloccata: troppi codici sbagliati'] as const
const STATES = ['valido', 'sospeso', 'annullato', 'sostituito'] as const

/** An entry of an attestation's history in the page's language: an event, or `state: reason`. */
export function historyWords(what: string): string {
  const event = EVENTS.find((name) => name === what)
  if (event !== undefined) return t(`history.${event}`)
  const [word, ...reason] = what.split(': ')
  const state = STATES.find((name) => name === word)
  return state === undefined ? what : `${t(`state.${state}`)}: ${reason.join(': ')}`
}
