import type { Attestation, Competence, Kind } from '../../credential/attestation/attestation.ts'
import { KINDS, WORTH } from '../../credential/edc/words.ts'
import english from '../../ui/locales/en.json' with { type: 'json' }
import { type Sheet, styles } from './sheet.ts'

/** Kinds whose paper is an act of the IVC procedure, and so has a courtesy translation; a micro-credential says itself in which languages it is. */
const TRANSLATED: ReadonlySet<Kind> = new Set(['trasparenza', 'validazione', 'certificato'])
export const isTranslated = ({ kind }: Pick<Attestation, 'kind'>): boolean => TRANSLATED.has(kind)

const HEADINGS: Readonly<Partial<Record<Kind, string>>> = {
  trasparenza: 'Competences put in transparency',
  validazione: 'Competences validated',
  certificato: 'Competences certified',
}
const MODES = { presential: 'in presence', online: 'at a distance', blended: 'partly in presence and partly at a distance' } as const
const SETTINGS = {
  formal: 'in education and training (formal learning)',
  'non-formal': 'in organised activities outside formal courses (non-formal learning)',
  informal: 'by the experience of work and life (informal learning)',
} as const
const LONG = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', dateStyle: 'long' })
const longDate = (date: string) => LONG.format(new Date(date.length === 10 ? `${date}T12:00:00Z` : date))

/** The same act in English on pages of its own, which say that only the Italian counts (domain.md §2.7). */
export function writeTranslation(sheet: Sheet, attestation: Attestation): void {
  const { kind, number, title, outcome, titular, body } = attestation
  const { givenName, familyName, birthDate, taxCode } = outcome.person
  const say = (text: string, style: (typeof styles)[keyof typeof styles] = styles.text, gap = 2) =>
    sheet.paragraph(text, style, { gap, lang: 'en' })
  const head = (text: string) => {
    sheet.y += 8
    sheet.need(40)
    sheet.paragraph(text, styles.heading, { type: 'H3', gap: 3, lang: 'en' })
  }
  sheet.turn()
  sheet.paragraph('Traduzione di cortesia · Courtesy translation', styles.subtitle, { type: 'H2', gap: 2 })
  sheet.paragraph('Fa fede soltanto il testo italiano. Only the Italian text is binding.', styles.small, { gap: 8 })
  head(`${KINDS[kind].en} ${number}`)
  say(WORTH[kind].en, styles.item, 4)
  say(`${titular.legalName}, ${titular.legalBasis}`)
  say(`${body.legalName}, ${body.legalBasis}`)
  for (const date of datesOf(attestation)) say(date)
  head('Issued to')
  say(`${givenName} ${familyName}`)
  say(`date of birth ${longDate(birthDate)} · Italian tax code ${taxCode}`)
  say(title.en ?? title.it)
  head(HEADINGS[kind] ?? 'Competences')
  for (const competence of outcome.competences) {
    say(competence.name.en ?? competence.name.it, styles.item, 0)
    say(aboutCompetence(competence), styles.text, 4)
  }
  say('Knowledge and skills are described in the Italian text, as the repertory has them.', styles.small, 4)
  head('How it was assessed')
  say(assessed(attestation))
  say(`Competences acquired ${SETTINGS[outcome.learning.setting]}.`)
  head('Seal')
  say(`Sealed electronically by ${body.legalName}. Register number ${number}.`)
}

function datesOf({ issuedAt, validFrom, validUntil }: Attestation): string[] {
  return [
    `Issued on ${longDate(issuedAt)}`,
    ...(longDate(validFrom) === longDate(issuedAt) ? [] : [`Valid from ${longDate(validFrom)}`]),
    ...(validUntil === undefined ? [] : [`Valid until ${longDate(validUntil)}`]),
  ]
}

function aboutCompetence({ code, eqfLevel, qnqLevel, repertory, demo }: Competence): string {
  const words: Readonly<Record<string, string>> = english
  const levels = [eqfLevel && `EQF level ${eqfLevel}`, qnqLevel && `QNQ ${qnqLevel}`].filter(Boolean).join(' · ')
  const said = [levels, words[`eqf.${eqfLevel ?? qnqLevel}`]].filter(Boolean).join(': ')
  return [said, code, `${repertory.name}, edition ${repertory.release}`, demo && 'demonstration data'].filter(Boolean).join(' · ')
}

function assessed({ outcome: { assessment }, decision }: Attestation): string {
  const identity = assessment.idVerification === 'with-id' ? ', after the identity document was checked' : ''
  const judged = `Assessment of ${longDate(assessment.date)}: ${assessment.type}, ${MODES[assessment.mode]}${identity}.`
  if (decision === undefined) return judged
  const { commission, chamber, minutes } = decision
  return `${judged} Decided by the exam commission that ${chamber.legalName} appointed on ${longDate(commission.appointedAt)} (act no. ${commission.actNumber}), with minutes no. ${minutes.number} of ${longDate(minutes.date)}.`
}
