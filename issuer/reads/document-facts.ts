import { at, type Line } from '../steps/content/line.ts'

/** What kind of paper each class is, beside its title: nobody takes an act of the procedure for what it leads to. */
const KINDS: Readonly<Record<string, Line>> = {
  'scheda-accoglienza': ['scheda di accoglienza', 'reception form'],
  'cv-europass': ['elenco dei file del CV', 'list of the files of the CV'],
  dossier: ['elenco dei file del dossier', 'list of the files of the dossier'],
  domanda: ['domanda della persona', 'application of the person'],
  'esito-domanda': ['comunicazione di esito', 'notice of the outcome'],
  'piano-accertamento': ["piano dell'accertamento", 'plan of the assessment'],
  nomina: ["atto di nomina di una commissione d'esame", 'act that appoints an exam commission'],
  revoca: ["atto di revoca di una commissione d'esame", 'act that revokes an exam commission'],
  convocazione: ["convocazione all'esame", 'call to the exam'],
  dichiarazioni: ['dichiarazioni di assenza di conflitti', 'declarations of no conflict'],
  verbale: ["verbale d'esame", 'minutes of an exam'],
  diniego: ['diniego motivato', 'reasoned refusal'],
  'ore-volontariato': ['dichiarazione di ore', 'statement of hours'],
}
const BY_COMMISSION: ReadonlySet<string> = new Set(['dichiarazioni', 'verbale'])
const ANY: Line = ['documento della pratica', 'document of the case']

/** An act of the procedure attests nothing: that is for trasparenza, validazione and certificato, each of its party (DM 5 gennaio 2021). */
export const STANDING = {
  it: "Atto del procedimento: non attesta competenze e non è un certificato. Non è un'attestazione di parte prima, seconda o terza.",
  en: 'An act of the procedure: it attests no competence and is not a certificate. It is no first-party, second-party or third-party statement.',
} as const

export interface DocumentFactsInput {
  readonly class: string
  /** The office that made it. */
  readonly office: string
  readonly at: Date
  /** Of the act, or of the minutes. */
  readonly number?: string
  readonly sealedBy?: string
}

/** What every paper says at its head: kind, office, when, number, and who sealed. */
export function documentFacts({ class: documentClass, office, at: made, number, sealedBy }: DocumentFactsInput): Line[] {
  const [it, en] = KINDS[documentClass] ?? ANY
  return [
    [`Tipo: ${it}`, `Kind: ${en}`],
    BY_COMMISSION.has(documentClass)
      ? [`Fatto da: commissione d'esame nominata da ${office}`, `Made by: exam commission appointed by ${office}`]
      : [`Fatto da: ${office}`, `Made by: ${office}`],
    at(made, { it: (when) => `Quando: ${when}`, en: (when) => `When: ${when}` }),
    ...(number === undefined ? [] : [[`Numero: ${number}`, `Number: ${number}`] as const]),
    sealedBy === undefined
      ? [`Non è sigillato: l'originale è conservato da ${office}.`, `It is not sealed: ${office} keeps the original.`]
      : [
          `Sigillato elettronicamente da ${sealedBy}; questo foglio ne è la copia da leggere.`,
          `Sealed electronically by ${sealedBy}; this sheet is the copy for reading.`,
        ],
  ]
}

export interface Ended {
  readonly actNumber: string
  readonly at: Date
  readonly replacedBy?: string
}

/** What a paper about a commission says today that it could not say on its day: that the appointment has ended. */
export function endedNotice(documentClass: string, ended: Ended | undefined): Line | undefined {
  if (ended === undefined) return undefined
  if (documentClass === 'convocazione')
    return [
      `NON VALE PIÙ: la commissione è stata revocata con atto ${ended.actNumber}. Se c'è una nuova convocazione, vale quella.`,
      `NO LONGER HOLDS: the commission was revoked by act ${ended.actNumber}. If there is a new call, that one holds.`,
    ]
  if (documentClass !== 'nomina') return undefined
  const { replacedBy } = ended
  return at(ended.at, {
    it: (when) =>
      `REVOCATO con atto ${ended.actNumber}, ${when}.${replacedBy === undefined ? '' : ` Al suo posto vale l'atto ${replacedBy}.`}`,
    en: (when) => `REVOKED by act ${ended.actNumber}, ${when}.${replacedBy === undefined ? '' : ` In its place stands act ${replacedBy}.`}`,
  })
}
