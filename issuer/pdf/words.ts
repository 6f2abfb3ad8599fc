import type { Attestation, Competence, Experience, Kind } from '../../credential/attestation/attestation.ts'
import { elideDays } from '../../credential/italian-days.ts'
import italian from '../../ui/locales/it.json' with { type: 'json' }
import type { Paper } from './paper.ts'
import { provinceOf } from './province-of.ts'
import { remembered } from './remembered.ts'

/** What the paper calls each kind; the law's names are in docs/glossary.md. */
export const TITLES: Readonly<Record<Kind, string>> = {
  trasparenza: 'Documento di trasparenza',
  validazione: 'Documento di validazione',
  certificato: 'Attestato di competenza',
  microcredenziale: 'Micro-credenziale',
  frequenza: 'Attestato di frequenza',
}

export const COMPETENCES: Readonly<Record<Kind, string>> = {
  trasparenza: 'Competenze messe in trasparenza',
  validazione: 'Competenze validate',
  certificato: 'Competenze certificate',
  microcredenziale: 'Risultati di apprendimento',
  frequenza: 'Contenuti',
}

const MODES = { presential: 'in presenza', online: 'a distanza', blended: 'in parte in presenza e in parte a distanza' } as const
const PARTICIPATION = { ...MODES, 'work-based': 'sul lavoro' } as const
const SETTINGS = {
  formal: 'in percorsi di istruzione e formazione (apprendimento formale)',
  'non-formal': 'in attività organizzate fuori dai percorsi formali (apprendimento non formale)',
  informal: 'con l’esperienza di lavoro e di vita (apprendimento informale)',
} as const

const LONG = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', dateStyle: 'long' })

/** `15 maggio 2026` or `1° maggio 2026`, from a calendar date or an instant (by the clock of Italy, where acts are made). */
export const longDate = remembered((date) => LONG.format(new Date(date.length === 10 ? `${date}T12:00:00Z` : date)).replace(/^1 /, '1° '))

/** `il 15 maggio 2026`, `dall'8 maggio 2026`. */
export const onDay = (article: 'il' | 'del' | 'dal' | 'al', date: string): string => elideDays(`${article} ${longDate(date)}`)

/** When it was released, and from and until when it is worth something, where that is not from its release and for ever. */
export function datesOf({ issuedAt, validFrom, validUntil }: Attestation): string[] {
  return [
    `Rilasciato ${onDay('il', issuedAt)}`,
    ...(longDate(validFrom) === longDate(issuedAt) ? [] : [`Valido ${onDay('dal', validFrom)}`]),
    ...(validUntil === undefined ? [] : [`Valido fino ${onDay('al', validUntil)}`]),
  ]
}

/** That the act does not count on the day of the paper. */
export const endedMark = ({ word, since }: NonNullable<Paper['ended']>): string =>
  word === 'sospeso' ? `SOSPESO ${onDay('dal', since.toISOString())}` : `${word.toUpperCase()} ${onDay('il', since.toISOString())}`

/** The act in whose place it stands. One of trasparenza is also issued anew because the person told more, and nothing was wrong. */
export function replacesLine({ kind, replaces }: Attestation): string | undefined {
  if (replaces === undefined) return undefined
  const line = `Al posto del n. ${replaces.number} ${onDay('del', replaces.issuedAt)}`
  return kind === 'trasparenza' ? line : `${line}, che conteneva un errore`
}

/** What somebody of a level does, in the words of the pages that verify it; the levels of the QNQ are those of the EQF (DM 8 gennaio 2018). */
export function levelInWords({ eqfLevel, qnqLevel }: Competence): string {
  const words: Readonly<Record<string, string>> = italian
  return words[`eqf.${eqfLevel ?? qnqLevel}`] ?? ''
}

export function levelsOf({ eqfLevel, qnqLevel }: Competence): string {
  return [eqfLevel && `livello EQF ${eqfLevel}`, qnqLevel && `QNQ ${qnqLevel}`].filter(Boolean).join(' · ')
}

export function sourceOf({ code, repertory }: Competence): string {
  return [code, `${repertory.name}, edizione ${repertory.release}`].filter(Boolean).join(' · ')
}

/** How, when and by whom it was judged (D.Lgs. 13/2013 art. 6: D4 of the minimum data). */
export function assessmentSentence(attestation: Attestation): string {
  const { outcome, decision } = attestation
  const { assessment } = outcome
  const identity = assessment.idVerification === 'with-id' ? ', dopo aver controllato il documento di identità' : ''
  const judged = `Valutazione ${onDay('del', assessment.date)}: ${assessment.type}, ${MODES[assessment.mode]}${identity}.`
  if (decision === undefined) return judged
  const { commission, chamber, minutes } = decision
  const province = provinceOf(attestation)
  const where = province === undefined ? '' : ` per la provincia di ${province},`
  const appointed = `nominata ${from(chamber.legalName)} ${onDay('il', commission.appointedAt)} (atto n. ${commission.actNumber})`
  return `${judged} Ha deciso la commissione d’esame${where} ${appointed}, con il verbale n. ${minutes.number} ${onDay('del', minutes.date)}.`
}

/** «dalla Camera di commercio di …»; a name of another gender or number is left without an article. */
function from(name: string): string {
  return /^(Camera|Regione|Provincia|Agenzia)\b/.test(name) ? `dalla ${name}` : `da ${name}`
}

export function learningSentence({ outcome: { learning, workloadHours, participationMode } }: Attestation): string {
  const hours = workloadHours === undefined ? '' : ` Impegno complessivo: ${inItalian(workloadHours)} ore.`
  const participation = participationMode === undefined ? '' : ` Partecipazione: ${PARTICIPATION[participationMode]}.`
  return `Competenze acquisite ${SETTINGS[learning.setting]}.${hours}${participation}`
}

export function experienceLine({ title, organisation, from, until, hours }: Experience): string {
  const when = [from && onDay('dal', from), until && onDay('al', until)].filter(Boolean).join(' ')
  return [title, organisation, when, hours !== undefined && `${inItalian(hours)} ore`].filter(Boolean).join(', ')
}

/** The repertory entry that the act refers to, with its classifications (D3 of the minimum data). */
export function qualificationLine({ outcome: { qualification } }: Attestation): string | undefined {
  if (qualification === undefined) return undefined
  const { name, code, repertory, eqfLevel, ateco, cpIstat, partial } = qualification
  const codes = [
    code,
    `${repertory.name}, edizione ${repertory.release}`,
    eqfLevel && `livello EQF ${eqfLevel}`,
    ateco.length > 0 && `ATECO ${ateco.map((entry) => `${entry.code} (${entry.version})`).join(', ')}`,
    cpIstat.length > 0 && `CP ${cpIstat.map((entry) => `${entry.code} (${entry.version})`).join(', ')}`,
  ]
  return `${partial ? 'Parte del profilo' : 'Profilo'}: ${name.it} · ${codes.filter(Boolean).join(' · ')}`
}

export function isDemo({ outcome }: Attestation): boolean {
  return outcome.competences.some(({ demo }) => demo)
}

function inItalian(amount: number): string {
  return String(amount).replace('.', ',')
}
