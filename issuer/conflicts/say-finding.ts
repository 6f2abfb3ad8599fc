import type { Finding, Relation } from './judge-pair.ts'

export interface SayFindingInput {
  readonly finding: Finding
  /** Names as the sentence calls them. */
  readonly expert: string
  readonly candidate: string
  readonly body: string
  readonly language: 'it' | 'en'
}

const PAST: Readonly<Record<Relation, Readonly<Record<'it' | 'en', string>>>> = {
  tutor: { it: 'ha seguito come tutor', en: 'was the tutor of' },
  docente: { it: 'ha avuto come allievo', en: 'was the trainer of' },
  datore: { it: 'ha dato lavoro a', en: 'was the employer of' },
  parente: { it: 'è parente di', en: 'is a relative of' },
  dichiarato: { it: 'ha dichiarato un conflitto con', en: 'declared a conflict with' },
}

/** What stands between an expert and a candidate, as one sentence on the spot (ux.md, Chamber planner). */
export function sayFinding({ finding, expert, candidate, body, language }: SayFindingInput): string {
  const italian = language === 'it'
  if (finding.why === 'same-person') {
    return italian
      ? `${expert} e ${candidate} sono la stessa persona: il codice fiscale è uguale.`
      : `${expert} and ${candidate} are the same person: the tax code is the same.`
  }
  const until = finding.until === undefined ? '' : untilDay(finding.until, language)
  if (finding.why === 'presenting-body') {
    if (until === '')
      return italian ? `${expert} lavora per ${body}, che presenta la persona.` : `${expert} works for ${body}, which presents the person.`
    return italian
      ? `${expert} ha lavorato ${until} per ${body}, che presenta la persona.`
      : `${expert} worked ${until} for ${body}, which presents the person.`
  }
  const tie = `${expert} ${PAST[finding.relation][language]} ${candidate}`
  if (until === '') return `${tie}.`
  return `${tie}, ${until}.`
}

const LONG = { dateStyle: 'long', timeZone: 'UTC' } as const
const DAYS = { it: new Intl.DateTimeFormat('it-IT', LONG), en: new Intl.DateTimeFormat('en-GB', LONG) }

/** `day` is an ISO date. In Italian the article goes with how its number is said: otto and undici begin with a vowel. */
function untilDay(day: string, language: 'it' | 'en'): string {
  const said = DAYS[language].format(new Date(`${day}T00:00:00Z`))
  if (language === 'en') return `until ${said}`
  return /^(8|11) /.test(said) ? `fino all'${said}` : `fino al ${said}`
}
