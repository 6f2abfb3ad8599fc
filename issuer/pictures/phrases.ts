import type { Attestation } from '../../credential/attestation/attestation.ts'
import { dayInRome, parseDateTime } from '../../credential/time.ts'

export type PageLanguage = 'it' | 'en'

/** The sentences of the page, by language. The act itself is in Italian: what it quotes stays so. */
export interface Phrases {
  readonly awardedTo: string
  readonly born: (day: string) => string
  readonly competences: string
  readonly levels: (levels: { eqf?: number; qnq?: number }) => string
  readonly judged: (attestation: Attestation) => string
  readonly number: (attestation: Attestation) => string
  readonly sealedBy: (name: string) => string
  readonly more: (count: number) => string
  readonly demo: string
}

const day = (date: string) => date.split('-').reverse().join('/')

const MODES = {
  it: { presential: 'in presenza', online: 'a distanza', blended: 'in forma mista' },
  en: { presential: 'in person', online: 'online', blended: 'in a blended form' },
} as const

export const PHRASES: Readonly<Record<PageLanguage, Phrases>> = {
  it: {
    awardedTo: 'rilasciato a',
    born: (date) => `data di nascita ${day(date)}`,
    competences: 'Competenze',
    levels: ({ eqf, qnq }) => [eqf && `EQF ${eqf}`, qnq && `QNQ ${qnq}`].filter(Boolean).join(' · '),
    judged: ({ outcome: { assessment, workloadHours }, decision }) =>
      [
        `Valutazione: ${assessment.type}, ${MODES.it[assessment.mode]}, il ${day(assessment.date)}.`,
        decision === undefined
          ? ''
          : `Ha deciso la commissione d’esame, nominata con atto ${decision.commission.actNumber} (${decision.chamber.legalName}): verbale ${decision.minutes.number} del ${day(decision.minutes.date)}.`,
        workloadHours === undefined ? '' : `Carico di lavoro: ${String(workloadHours).replace('.', ',')} ore.`,
      ]
        .filter(Boolean)
        .join(' '),
    number: ({ number, issuedAt }) => `Numero ${number}, rilasciato il ${day(dayInRome(parseDateTime(issuedAt)))}`,
    sealedBy: (name) => `Sigillato elettronicamente da ${name}`,
    more: (count) => (count === 1 ? 'e un’altra competenza, nel documento' : `e altre ${count} competenze, nel documento`),
    demo: 'Dato dimostrativo',
  },
  en: {
    awardedTo: 'awarded to',
    born: (date) => `date of birth ${day(date)}`,
    competences: 'Competences',
    levels: ({ eqf, qnq }) => [eqf && `EQF ${eqf}`, qnq && `QNQ ${qnq}`].filter(Boolean).join(' · '),
    judged: ({ outcome: { assessment, workloadHours }, decision }) =>
      [
        `Assessed by ${assessment.type}, ${MODES.en[assessment.mode]}, on ${day(assessment.date)}.`,
        decision === undefined
          ? ''
          : `Decided by the exam commission, appointed by act ${decision.commission.actNumber} (${decision.chamber.legalName}): minutes ${decision.minutes.number} of ${day(decision.minutes.date)}.`,
        workloadHours === undefined ? '' : `Workload: ${workloadHours} hours.`,
      ]
        .filter(Boolean)
        .join(' '),
    number: ({ number, issuedAt }) => `Number ${number}, released on ${day(dayInRome(parseDateTime(issuedAt)))}`,
    sealedBy: (name) => `Electronically sealed by ${name}`,
    more: (count) => (count === 1 ? 'and one more competence, in the document' : `and ${count} more competences, in the document`),
    demo: 'Demonstration data',
  },
}
