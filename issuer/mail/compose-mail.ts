export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface MailFacts {
  readonly to: string
  readonly person: string
  readonly title: string
  readonly body: string
  readonly chamber: string
  readonly number: string
  readonly word: string
  readonly reason: string
  readonly link: string
}

export type MailTopic = 'commission.requested' | 'commission.appointed' | 'minutes.closed' | 'attestation.released' | 'status.changed'

const SIGNATURE = '\n\nQuesto messaggio è automatico: non rispondere.\nAttesta'

/** The letters that the procedure sends, in plain Italian. No codes, no secrets: whoever reads a mailbox by mistake can do nothing with it. */
const LETTERS: Readonly<Record<MailTopic, (facts: MailFacts) => Omit<Mail, 'to'>>> = {
  'commission.requested': ({ body, person, title, link }) => ({
    subject: `Richiesta di commissione per ${person}`,
    text: `${body} chiede di nominare la commissione d'esame per ${person}: ${title}.\n\nApri la richiesta: ${link}`,
  }),
  'commission.appointed': ({ chamber, person, title, link }) => ({
    subject: `Commissione nominata per ${person}`,
    text: `${chamber} ha nominato la commissione d'esame per ${person}: ${title}.\n\nApri la pratica: ${link}`,
  }),
  'minutes.closed': ({ person, title, link }) => ({
    subject: `Verbale firmato: ${person}`,
    text: `La commissione ha firmato il verbale per ${person}: ${title}.\n\nApri la pratica: ${link}`,
  }),
  'attestation.released': ({ person, title, body, number }) => ({
    subject: 'Il tuo attestato è pronto',
    text: `Ciao ${person},\n\n${body} ha rilasciato il tuo attestato «${title}», numero ${number}.\nPer riceverlo nel telefono passa allo sportello, o chiedi all'ente di mandarti il link.`,
  }),
  'status.changed': ({ person, title, number, word, reason, body }) => ({
    subject: `Il tuo attestato ora è ${word}`,
    text: `Ciao ${person},\n\nil tuo attestato «${title}», numero ${number}, ora è ${word}.\nMotivo: ${withStop(reason)}${word === 'valido' ? '' : `\nSe non sei d'accordo scrivi a ${body}: hai diritto di vedere gli atti e di chiedere una nuova valutazione.`}`,
  }),
}

/** @returns undefined where there is nobody to write to */
export function composeMail({ topic, facts }: { topic: MailTopic; facts: MailFacts }): Mail | undefined {
  if (facts.to === '') return undefined
  const { subject, text } = LETTERS[topic](facts)
  return { to: facts.to, subject: oneLine(subject), text: `${text}${SIGNATURE}` }
}

/** What an officer typed may end with a full stop, or not. */
function withStop(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`
}

/** A name cannot add a header. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ')
}
