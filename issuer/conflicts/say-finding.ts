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
  const until = finding.until === undefined ? '' : finding.until.split('-').reverse().join('/')
  if (finding.why === 'presenting-body') {
    if (until === '')
      return italian ? `${expert} lavora per ${body}, che presenta la persona.` : `${expert} works for ${body}, which presents the person.`
    return italian
      ? `${expert} ha lavorato fino al ${until} per ${body}, che presenta la persona.`
      : `${expert} worked until ${until} for ${body}, which presents the person.`
  }
  const tie = `${expert} ${PAST[finding.relation][language]} ${candidate}`
  if (until === '') return `${tie}.`
  return italian ? `${tie}, fino al ${until}.` : `${tie}, until ${until}.`
}
