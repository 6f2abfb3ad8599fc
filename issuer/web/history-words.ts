import { reasonWords } from '../../ui/reason-words.ts'
import type { HistoryEntry } from './api/attestations.ts'
import { t } from './t.ts'

const EVENTS = ['rilasciato', 'offerto', 'ritirato nel portafoglio', 'offerta bloccata: troppi codici sbagliati'] as const
const FORMS = ['edc', 'open-badge', 'open-badge-jwt', 'open-badge-png', 'open-badge-svg', 'clr'] as const
const ACTORS = ['titolare', 'sistema'] as const

/** An entry of an attestation's history in the page's language. */
export function historyWords({ what, word, reasonClass, cardSeen, form, copy, askedBy }: HistoryEntry): string {
  if (copy !== undefined) return copy === 0 ? t('history.printed') : duplicated(copy, askedBy)
  if (form !== undefined) return t('history.downloaded', { form: formWords(form) })
  if (word !== undefined) {
    const said = `${t(`state.${word}`)}: ${reasonWords(reasonClass)}`
    return cardSeen === true ? t('history.byCard', { said }) : said
  }
  const event = EVENTS.find((name) => name === what)
  return event === undefined ? what : t(`history.${event}`)
}

function duplicated(copy: number, askedBy: HistoryEntry['askedBy']): string {
  return askedBy === undefined
    ? t('history.duplicated', { copy })
    : t('history.duplicatedFor', { copy, asker: t(`duplicate.asker.${askedBy}`) })
}

function formWords(form: string): string {
  const known = FORMS.find((name) => name === form)
  return known === undefined ? form : t(`history.form.${known}`)
}

/** Who did it: a name, or one of the two who have none. */
export function historyActor({ who }: HistoryEntry): string {
  const actor = ACTORS.find((name) => name === who)
  return actor === undefined ? who : t(`history.by.${actor}`)
}
