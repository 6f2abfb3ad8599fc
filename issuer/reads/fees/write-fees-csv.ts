import { dayInRome } from '../../../credential/time.ts'
import type { Language } from '../../../http/page/language.ts'
import { csvLine } from '../csv-line.ts'
import type { Fee } from './fees.ts'

const HEADS = {
  it: [
    'seduta',
    'verbale',
    'atto di nomina',
    'persona',
    'ruolo',
    'persone esaminate',
    'importo in euro',
    'stato',
    'pagato il',
    'riferimento',
  ],
  en: ['sitting', 'minutes', 'act of appointment', 'person', 'role', 'people heard', 'amount in euro', 'state', 'paid on', 'reference'],
} as const
const STATES = { it: { due: 'da pagare', paid: 'pagato' }, en: { due: 'due', paid: 'paid' } } as const

/** The ledger as RFC 4180 CSV, for the Chamber's accounts. */
export function writeFeesCsv({ items }: { readonly items: readonly Fee[] }, language: Language): string {
  const rows = items.map((fee) => [
    dayInRome(new Date(fee.satAt)),
    fee.minutesNumber,
    fee.actNumber,
    fee.name,
    fee.roleByLanguage[language],
    fee.candidates,
    euro(fee.payment?.cents ?? fee.cents, language),
    STATES[language][fee.state],
    fee.payment?.paidOn ?? '',
    fee.payment?.reference ?? '',
  ])
  return `\uFEFF${[HEADS[language], ...rows].map(csvLine).join('\r\n')}\r\n`
}

function euro(cents: number, language: Language): string {
  return `${Math.floor(cents / 100)}${language === 'it' ? ',' : '.'}${String(cents % 100).padStart(2, '0')}`
}
