import { t } from './i18n.ts'

/** Classes of reason of the rule packs (schemas/rule-packs/), whose words a verdict shows far from the pack; the last is a renewal's own. */
const KNOWN = [
  'errore-materiale',
  'verifica-in-corso',
  'ricorso',
  'annullamento-ufficio',
  'falsa-dichiarazione',
  'verifica-conclusa',
  'sospensione-per-errore',
  'aggiornamento',
] as const

/** A reason class in the page's language; a class of a pack that this page does not know is shown as it is. */
export function reasonWords(reasonClass: string | undefined): string {
  const known = KNOWN.find((name) => name === reasonClass)
  return known === undefined ? (reasonClass ?? t('reason.none')) : t(`reason.${known}`)
}
