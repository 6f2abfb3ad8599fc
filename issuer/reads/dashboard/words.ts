import type { Language } from '../../../http/page/language.ts'
import shipped from '../../../schemas/repertory/sectors.json' with { type: 'json' }
import { provinceName } from '../../rule-pack/provinces.ts'
import type { Dimension } from './splits.ts'

type Words = Readonly<Record<Language, string>>

/** The words of the files that are taken away; what the page shows has its own in the console's locales. */
export const DIMENSION_WORDS: Readonly<Record<Dimension, Words>> = {
  province: { it: 'Provincia', en: 'Province' },
  chamber: { it: 'Camera di commercio', en: 'Chamber of Commerce' },
  bodyKind: { it: 'Tipo di ente', en: 'Kind of body' },
  sector: { it: 'Settore', en: 'Sector' },
  eqf: { it: 'Livello EQF', en: 'EQF level' },
  context: { it: 'Dove si è imparato', en: 'Where it was learnt' },
  month: { it: 'Mese', en: 'Month' },
}

export const HEAD_WORDS = {
  bodies: { it: 'Enti abilitati', en: 'Enabled bodies' },
  started: { it: 'Attività avviate', en: 'Activities started' },
  commissions: { it: 'Commissioni nominate', en: 'Commissions appointed' },
  released: { it: 'Attestati rilasciati', en: 'Certificates released' },
} as const satisfies Readonly<Record<string, Words>>

/** The published figures, in their order. */
export const FIGURES = ['bodies', 'started', 'commissions', 'released'] as const

export const PHASE_WORDS: Readonly<Record<string, Words>> = {
  accoglienza: { it: 'Accoglienza', en: 'Reception' },
  individuazione: { it: 'Individuazione', en: 'Identification' },
  domanda: { it: 'Domanda', en: 'Application' },
  validazione: { it: 'Validazione', en: 'Validation' },
  commissione: { it: 'Nomina della commissione', en: 'Appointment of the commission' },
  esame: { it: 'Esame', en: 'Exam' },
  rilascio: { it: 'Rilascio', en: 'Release' },
}

const SECTORS: Readonly<Record<string, string>> = shipped.en
const UNKNOWN: Words = { it: 'non indicato', en: 'not said' }
const VALUES: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  context: {
    lavoro: { it: 'Lavoro', en: 'Work' },
    tirocinio: { it: 'Tirocinio', en: 'Traineeship' },
    'servizio-civile': { it: 'Servizio civile', en: 'Civil service' },
    volontariato: { it: 'Volontariato', en: 'Volunteering' },
    formazione: { it: 'Corso', en: 'Course' },
    vita: { it: 'Vita quotidiana', en: 'Everyday life' },
  },
  bodyKind: {
    body: { it: 'Ente accreditato', en: 'Accredited body' },
    cpi: { it: 'Centro per l’Impiego', en: 'Public employment centre' },
    ets: { it: 'Ente del Terzo settore', en: 'Third-sector body' },
  },
}

/** A value of a split in words; what a case does not say is said to be unknown. */
export function valueWords(by: Dimension, value: string, language: Language): string {
  if (value === '') return UNKNOWN[language]
  if (by === 'province') return provinceName(value)
  if (by === 'sector' && language === 'en') return SECTORS[value] ?? value
  return VALUES[by]?.[value]?.[language] ?? value
}
