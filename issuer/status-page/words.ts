import type { Kind } from '../../credential/attestation/attestation.ts'
import type { Language } from '../../http/page/language.ts'
import type { ShownAct } from './find-act.ts'

/** What an act is worth: its state, or that its time is over. */
export type Worth = ShownAct['word'] | 'scaduto'

export interface Said {
  readonly worth: Worth
  /** The state, as one word, before everything else. */
  readonly word: string
  readonly sentence: string
  readonly next: string
}

interface Told {
  readonly what: string
  readonly body: string
  readonly released: string
  readonly until: string
  readonly since: string
  readonly reason: string
  /** Number of the act that took its place; empty where it is not known. */
  readonly successor: string
}

type Words = Readonly<Record<Worth, (told: Told) => Omit<Said, 'worth'>>>

const IT: Words = {
  valido: ({ what, body, released, until }) => ({
    word: 'Valido',
    sentence: `${what}, rilasciato da ${body} il ${released}, è valido${until === '' ? '' : ` fino al ${until}`}.`,
    next: 'Questa pagina non dice di chi è né che cosa attesta: per saperlo con certezza, verifica il file o il secondo codice del foglio.',
  }),
  scaduto: ({ what, body, until }) => ({
    word: 'Scaduto',
    sentence: `${what}, rilasciato da ${body}, è scaduto: valeva fino al ${until}.`,
    next: 'Non vale più. Se è tuo, chiedi all’ente se e come puoi rinnovarlo; se lo hai ricevuto, chiedi un documento ancora valido.',
  }),
  sospeso: ({ what, body, since, reason }) => ({
    word: 'Sospeso',
    sentence: `${what} è sospeso dal ${since}: lo ha deciso ${body}${reason}.`,
    next: 'Per ora non vale. Se è tuo, chiedi all’ente quando la sospensione finisce; se lo hai ricevuto, riapri questa pagina più avanti.',
  }),
  annullato: ({ what, body, since, reason }) => ({
    word: 'Annullato',
    sentence: `${what} è stato annullato il ${since} da ${body}${reason}.`,
    next: 'Non vale più. Se è tuo, chiedi all’ente il perché e che cosa puoi fare; se lo hai ricevuto, chiedi un documento valido.',
  }),
  sostituito: ({ what, body, since, reason, successor }) => ({
    word: 'Sostituito',
    sentence: `${what} è stato sostituito il ${since} da ${body}${successor === '' ? '' : ` con il n. ${successor}`}${reason}.`,
    next: 'Vale quello che ha preso il suo posto: chiedilo alla persona che ti ha dato questo, o all’ente.',
  }),
}

const EN: Words = {
  valido: ({ what, body, released, until }) => ({
    word: 'Valid',
    sentence: `${what}, issued by ${body} on ${released}, is valid${until === '' ? '' : ` until ${until}`}.`,
    next: 'This page does not say whose it is or what it certifies: to be sure of that, verify the file or the second code on the paper.',
  }),
  scaduto: ({ what, body, until }) => ({
    word: 'Expired',
    sentence: `${what}, issued by ${body}, has expired: it was valid until ${until}.`,
    next: 'It no longer counts. If it is yours, ask the body whether and how you can renew it; if you were given it, ask for a document that is still valid.',
  }),
  sospeso: ({ what, body, since, reason }) => ({
    word: 'Suspended',
    sentence: `${what} has been suspended since ${since}: ${body} decided so${reason}.`,
    next: 'For now it does not count. If it is yours, ask the body when the suspension ends; if you were given it, open this page again later.',
  }),
  annullato: ({ what, body, since, reason }) => ({
    word: 'Annulled',
    sentence: `${what} was annulled on ${since} by ${body}${reason}.`,
    next: 'It no longer counts. If it is yours, ask the body why and what you can do; if you were given it, ask for a valid document.',
  }),
  sostituito: ({ what, body, since, reason, successor }) => ({
    word: 'Replaced',
    sentence: `${what} was replaced on ${since} by ${body}${successor === '' ? '' : ` with n. ${successor}`}${reason}.`,
    next: 'The one that took its place counts: ask the person who gave you this one for it, or the body.',
  }),
}

const WORDS: Readonly<Record<Language, Words>> = { it: IT, en: EN }

const KINDS: Readonly<Record<Language, Readonly<Record<Kind, string>>>> = {
  it: {
    trasparenza: 'Il documento di trasparenza',
    validazione: 'Il documento di validazione',
    certificato: 'L’attestato di competenza',
    microcredenziale: 'L’attestato di micro-credenziale',
    frequenza: 'L’attestato di frequenza',
  },
  en: {
    trasparenza: 'The transparency document',
    validazione: 'The validation document',
    certificato: 'The certificate of competence',
    microcredenziale: 'The micro-credential',
    frequenza: 'The certificate of attendance',
  },
}

const DATES = { it: 'it-IT', en: 'en-GB' } as const

export interface SayInput {
  readonly language: Language
  readonly reason: string | undefined
  readonly at: Date
}

/** One sentence about the state, and what to do. */
export function say(act: ShownAct, { language, reason, at }: SayInput): Said {
  const date = (at: Date) => new Intl.DateTimeFormat(DATES[language], { dateStyle: 'long', timeZone: 'Europe/Rome' }).format(at)
  const worth = worthOf(act, at)
  const told = WORDS[language][worth]({
    what: `${KINDS[language][act.kind]} n. ${act.number}`,
    body: act.body,
    released: date(act.releasedAt),
    until: act.validUntil === undefined ? '' : date(act.validUntil),
    successor: act.successor?.number ?? '',
    since: act.since === undefined ? '' : date(act.since),
    reason: reason === undefined ? '' : language === 'it' ? ` (motivo: ${reason.toLowerCase()})` : ` (reason: ${reason.toLowerCase()})`,
  })
  return { worth, ...told }
}

/** What was annulled or replaced stays so; a suspension that nobody needs to wait for any more is not told. */
function worthOf({ word, validUntil }: ShownAct, at: Date): Worth {
  const isOver = validUntil !== undefined && validUntil <= at
  return isOver && (word === 'valido' || word === 'sospeso') ? 'scaduto' : word
}

export const FRAME = {
  it: {
    title: 'Stato di un attestato',
    successor: (number: string) => `Apri lo stato del nuovo: n. ${number}`,
    verifier: 'Verifica il documento',
    missing: 'Questa pagina non c’è',
    missingNext: 'L’indirizzo è sbagliato o incompleto. Inquadra di nuovo il codice del foglio, oppure verifica il file.',
    as: 'Stato al',
  },
  en: {
    title: 'State of a certificate',
    successor: (number: string) => `Open the state of the new one: n. ${number}`,
    verifier: 'Verify the document',
    missing: 'There is no such page',
    missingNext: 'The address is wrong or incomplete. Scan the code on the paper again, or verify the file.',
    as: 'State as of',
  },
} as const
