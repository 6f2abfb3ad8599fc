import type { Unplaced } from './planning.ts'

export interface SayUnplacedInput {
  readonly unplaced: Unplaced
  readonly language: 'it' | 'en'
}

const SENTENCES: Readonly<Record<Unplaced['why'], Readonly<Record<'it' | 'en', string>>>> = {
  'no-room': { it: 'Non c’è una sede nella provincia di questa persona.', en: 'There is no room in this person’s province.' },
  'no-day': {
    it: 'La persona non è disponibile in nessun giorno della settimana.',
    en: 'The person is not available on any day of the week.',
  },
  called: {
    it: 'La persona è già convocata a un altro esame in tutti gli orari della settimana.',
    en: 'The person is already called to another exam at every hour of the week.',
  },
  'no-expert': {
    it: 'Nell’elenco non c’è nessuno per il ruolo «{role}» in questo settore.',
    en: 'Nobody on the roster can be “{role}” in this sector.',
  },
  'all-in-conflict': {
    it: 'Chi può avere il ruolo «{role}» ha un conflitto di interessi con questa persona.',
    en: 'Everyone who can be “{role}” has a conflict of interest with this person.',
  },
  'no-commission': {
    it: 'In nessun giorno sono disponibili insieme tutti i membri che servono.',
    en: 'On no day are all the members who are needed available together.',
  },
  'no-place-left': {
    it: 'Le sedi o gli esperti della settimana sono già occupati da altre sedute.',
    en: 'The rooms or the experts of this week are already taken by other sittings.',
  },
}

export function sayUnplaced({ unplaced, language }: SayUnplacedInput): string {
  return SENTENCES[unplaced.why][language].replace('{role}', 'role' in unplaced ? unplaced.role : '')
}
