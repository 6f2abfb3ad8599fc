import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import { elideDays } from '../../credential/italian-days.ts'
import { EXAM_LETTERS } from './exam-letters.ts'
import type { Judged, MailTopic, WriteLetter } from './letter.ts'
import { refused, sayJudged } from './refused.ts'
import { REMEDIES } from './remedies.ts'

const inEnglish = ({ it, en }: LocalizedText) => en ?? it
const WORDS: Readonly<Record<string, string>> = { valido: 'valid', sospeso: 'suspended', annullato: 'annulled', sostituito: 'replaced' }

/** The letters that the procedure sends, in plain words of both languages. No codes, no secrets: whoever reads a mailbox by mistake can do nothing with it. */
export const LETTERS: Readonly<Record<MailTopic, WriteLetter>> = {
  ...EXAM_LETTERS,
  'application.decided': ({ person, title, body, word, explanation }) => ({
    it: {
      subject: word === 'ammessa' ? 'La tua domanda è stata accolta' : 'La tua domanda non è stata accolta',
      text: `Ciao ${person},\n\n${body} ha esaminato la tua domanda «${title.it}»: ${word === 'ammessa' ? 'puoi andare avanti. Ti diremo quando e dove è il colloquio' : 'non può essere accolta'}.${explanation === '' ? '' : `\nCon queste parole lo spiega: «${explanation}»`}${word === 'ammessa' ? '' : `\n\n${REMEDIES.it}`}`,
    },
    en: {
      subject: word === 'ammessa' ? 'Your application was accepted' : 'Your application was not accepted',
      text: `Hello ${person},\n\n${body} has looked at your application “${inEnglish(title)}”: ${word === 'ammessa' ? 'you can go on. We will tell you when and where the interview is' : 'it cannot be accepted'}.${explanation === '' ? '' : `\nThey explain it in these words: «${explanation}»`}${word === 'ammessa' ? '' : `\n\n${REMEDIES.en}`}`,
    },
  }),
  'assessment.planned': ({ person, title, body, when, place, word, former }) => ({
    it: {
      subject: word === 'moved' ? 'Il tuo colloquio è spostato' : 'Il tuo colloquio',
      text: `Ciao ${person},\n\n${word === 'moved' ? elideDays(`Il colloquio del ${former.it} non si fa più in quel momento.\n`) : ''}Per «${title.it}» ti aspettiamo ${elideDays(`il ${when.it}`)}. Luogo: ${place}.\nPorta un documento di identità. Se non puoi venire avvisa ${body}.`,
    },
    en: {
      subject: word === 'moved' ? 'Your interview was moved' : 'Your interview',
      text: `Hello ${person},\n\n${word === 'moved' ? `The interview of ${inEnglish(former)} is no longer held at that time.\n` : ''}For “${inEnglish(title)}” we expect you on ${inEnglish(when)}. Place: ${place}.\nBring an identity document. If you cannot come, tell ${body}.`,
    },
  }),
  'case.received': ({ person, link }) => ({
    it: {
      subject: 'Una pratica passa al tuo ente',
      text: `Un altro ente ti ha passato la pratica di ${person}.\n\nApri la pratica: ${link}`,
    },
    en: {
      subject: 'A case comes to your body',
      text: `Another body has handed the case of ${person} over to you.\n\nOpen the case: ${link}`,
    },
  }),
  'citizen.answered': ({ person, body, word, explanation }) => ({
    it: {
      subject: 'La risposta alla tua richiesta',
      text: `Ciao ${person},\n\n${body} ha risposto: la tua richiesta ${word === 'accepted' ? 'è accolta' : 'non è accolta'}.\nCon queste parole: «${explanation}»${word === 'accepted' ? '' : `\n\nSe non sei d'accordo puoi rivolgerti alla Regione. I termini per il ricorso sono scritti sul documento.`}`,
    },
    en: {
      subject: 'The answer to your request',
      text: `Hello ${person},\n\n${body} has answered: your request ${word === 'accepted' ? 'is accepted' : 'is not accepted'}.\nIn these words: «${explanation}»${word === 'accepted' ? '' : '\n\nIf you do not agree you may turn to the Region. The terms for an appeal are written on the document.'}`,
    },
  }),
  'citizen.asked': ({ person, link }) => ({
    it: {
      subject: 'Una persona ti chiede qualcosa sulla sua pratica',
      text: `${person} ha fatto una richiesta sulla sua pratica.\n\nRispondi qui: ${link}`,
    },
    en: {
      subject: 'A person asks you something about their case',
      text: `${person} has made a request about their case.\n\nAnswer here: ${link}`,
    },
  }),
  // The link alone opens nothing: the code goes another way.
  'citizen.link': ({ person, body, link }) => ({
    it: {
      subject: 'Il link per vedere il tuo percorso',
      text: `Ciao ${person},\n\ncon questo link vedi a che punto è la tua pratica con ${body}: ${link}\n\nTi serve anche il codice di 6 cifre che ti dà ${body}, a voce o su un foglio. Non dare il codice a nessuno.`,
    },
    en: {
      subject: 'The link to see your path',
      text: `Hello ${person},\n\nwith this link you see where your case with ${body} stands: ${link}\n\nYou also need the code of 6 digits that ${body} gives you, by voice or on paper. Give the code to nobody.`,
    },
  }),
  'commission.requested': ({ body, person, title, link }) => ({
    it: {
      subject: `Richiesta di commissione per ${person}`,
      text: `${body} chiede di nominare la commissione d'esame per ${person}: ${title.it}.\n\nApri la richiesta: ${link}`,
    },
    en: {
      subject: `A commission is asked for ${person}`,
      text: `${body} asks you to appoint the exam commission for ${person}: ${inEnglish(title)}.\n\nOpen the request: ${link}`,
    },
  }),
  'commission.appointed': ({ chamber, person, title, link }) => ({
    it: {
      subject: `Commissione nominata per ${person}`,
      text: `${chamber} ha nominato la commissione d'esame per ${person}: ${title.it}.\n\nApri la pratica: ${link}`,
    },
    en: {
      subject: `Commission appointed for ${person}`,
      text: `${chamber} has appointed the exam commission for ${person}: ${inEnglish(title)}.\n\nOpen the case: ${link}`,
    },
  }),
  'commission.revoked': ({ chamber, person, title, actNumber, explanation, link }) => ({
    it: {
      subject: `Commissione revocata per ${person}`,
      text: `${chamber} ha revocato con atto ${actNumber} la commissione d'esame per ${person}: ${title.it}.\nMotivo: ${explanation}\nLa persona resta in attesa di una nuova commissione, se l'atto non l'ha già nominata. La vecchia convocazione non vale più.\n\nApri la pratica: ${link}`,
    },
    en: {
      subject: `Commission revoked for ${person}`,
      text: `${chamber} has revoked, by act ${actNumber}, the exam commission for ${person}: ${inEnglish(title)}.\nReason: ${explanation}\nThe person waits for a new commission, unless the same act has appointed one. The old convocation no longer holds.\n\nOpen the case: ${link}`,
    },
  }),
  'member.revoked': ({ chamber, actNumber, when, place }) => ({
    it: {
      subject: "Una commissione d'esame è stata revocata",
      text: `${chamber} ha revocato con atto ${actNumber} la commissione di cui facevi parte: la seduta del ${when.it} (${place}) non si tiene.\nSe fai parte della nuova commissione ricevi un altro messaggio.`,
    },
    en: {
      subject: 'An exam commission was revoked',
      text: `${chamber} has revoked, by act ${actNumber}, the commission of which you were a member: the sitting of ${inEnglish(when)} (${place}) is not held.\nIf you are on the new commission you receive another message.`,
    },
  }),
  'candidate.left-out': ({ person, title, link }) => ({
    it: {
      subject: `${person} aspetta un'altra commissione`,
      text: `La commissione non ha esaminato ${person}: ${title.it}. La richiesta resta aperta e la persona aspetta un'altra seduta. Il motivo è scritto nella pratica.\n\nApri la pratica: ${link}`,
    },
    en: {
      subject: `${person} waits for another commission`,
      text: `The commission has not examined ${person}: ${inEnglish(title)}. The request stays open and the person waits for another sitting. The reason is written in the case.\n\nOpen the case: ${link}`,
    },
  }),
  // Who has the conflict and with whom is read after the login.
  'conflict.declared': ({ actNumber, when, place, link }) => ({
    it: {
      subject: 'Un membro di una commissione ha dichiarato un conflitto',
      text: `Un membro della commissione nominata con atto ${actNumber} ha dichiarato un conflitto con una persona da esaminare. Non legge il suo dossier e non la valuta.\n\nSeduta: ${when.it}. Luogo: ${place}.\n\nPrima della seduta guarda se la commissione va sostituita: ${link}`,
    },
    en: {
      subject: 'A member of a commission declared a conflict',
      text: `A member of the commission appointed with act ${actNumber} has declared a conflict with a person to be examined. They do not read the dossier and do not judge the person.\n\nSitting: ${inEnglish(when)}. Place: ${place}.\n\nBefore the sitting, see whether the commission must be replaced: ${link}`,
    },
  }),
  // To a private mailbox: who is examined is read after the login, not here.
  'member.appointed': ({ chamber, body, actNumber, when, place, link }) => ({
    it: {
      subject: "Fai parte di una commissione d'esame",
      text: `${chamber} ti ha messo nella commissione d'esame nominata con atto ${actNumber}. La persona è presentata da ${body}.\n\nSeduta: ${when.it}. Luogo: ${place}.\n\nPrima della seduta accedi e dichiara se hai conflitti con la persona da esaminare: ${link}\n\nHai un conflitto? Dichiaralo nella stessa pagina. Non puoi esserci? Avvisa ${chamber}.`,
    },
    en: {
      subject: 'You are a member of an exam commission',
      text: `${chamber} has put you on the exam commission appointed with act ${actNumber}. The person is presented by ${body}.\n\nSitting: ${inEnglish(when)}. Place: ${place}.\n\nBefore the sitting, sign in and declare whether you have a conflict with the person to be examined: ${link}\n\nDo you have a conflict? Declare it on the same page. Can you not be there? Tell ${chamber}.`,
    },
  }),
  'minutes.closed': ({ person, title, link }) => ({
    it: {
      subject: `Verbale firmato: ${person}`,
      text: `La commissione ha firmato il verbale per ${person}: ${title.it}.\n\nApri la pratica: ${link}`,
    },
    en: {
      subject: `Minutes signed: ${person}`,
      text: `The commission has signed the minutes for ${person}: ${inEnglish(title)}.\n\nOpen the case: ${link}`,
    },
  }),
  'attestation.released': ({ person, title, body, number, kind, judged }) => ({
    it: {
      subject: `Il tuo ${kind.it} è pronto`,
      text: `Ciao ${person},\n\n${body} ha rilasciato il tuo ${kind.it} «${title.it}», numero ${number}.${partly(judged).it}\nPer riceverlo nel telefono passa allo sportello, o chiedi all'ente di mandarti il link.`,
    },
    en: {
      subject: `Your ${inEnglish(kind)} is ready`,
      text: `Hello ${person},\n\n${body} has issued your ${inEnglish(kind)} “${inEnglish(title)}”, number ${number}.${partly(judged).en}\nTo receive it on your phone, go to the office, or ask the body to send you the link.`,
    },
  }),
  // One letter for both acts: what is new, what is over, and why.
  'attestation.replaced': ({ person, title, body, number, kind, actNumber, word, explanation, link }) => ({
    it: {
      subject: word === 'renewed' ? `C'è un nuovo ${kind.it} per te` : `Il tuo ${kind.it} è stato rettificato`,
      text: `Ciao ${person},\n\n${word === 'renewed' ? `dopo il tuo ${kind.it} numero ${actNumber} hai raccontato altro, o hai cambiato qualcosa. ${body} ne ha emesso uno nuovo, che dice quello che dice oggi il tuo dossier: «${title.it}», numero ${number}.` : `nel tuo ${kind.it} «${title.it}», numero ${actNumber}, c'era un errore. ${body} lo ha rettificato: quello giusto ha il numero ${number}.\nCon queste parole lo spiega: «${explanation}»`}\n\nIl vecchio non vale più, anche nel portafoglio è segnato come sostituito. Il nuovo ti aspetta nel tuo percorso: ${link}\nEntra con il tuo codice, o con SPID o CIE, e premi «Mettilo nel portafoglio». Se hai dato il vecchio a qualcuno, dagli quello nuovo.`,
    },
    en: {
      subject: word === 'renewed' ? `There is a new ${inEnglish(kind)} for you` : `Your ${inEnglish(kind)} was corrected`,
      text: `Hello ${person},\n\n${word === 'renewed' ? `after your ${inEnglish(kind)} number ${actNumber} you told more, or changed something. ${body} has issued a new one, which says what your dossier says today: “${inEnglish(title)}”, number ${number}.` : `there was a mistake in your ${inEnglish(kind)} “${inEnglish(title)}”, number ${actNumber}. ${body} has corrected it: the right one has number ${number}.\nThey explain it in these words: «${explanation}»`}\n\nThe old one no longer counts, and your wallet marks it as replaced. The new one waits for you on your path: ${link}\nEnter with your code, or with SPID or CIE, and press “Put it into the wallet”. If you gave the old one to somebody, give them the new one.`,
    },
  }),
  'correction.asked': ({ body, number, explanation, link }) => ({
    it: {
      subject: `Richiesta di rettifica per l'attestato ${number}`,
      text: `${body} chiede di rettificare i dati dell'attestato ${number}.\nMotivo: «${explanation}»\n\nApri la richiesta: ${link}`,
    },
    en: {
      subject: `A correction is asked for certificate ${number}`,
      text: `${body} asks you to correct the data of certificate ${number}.\nReason: «${explanation}»\n\nOpen the request: ${link}`,
    },
  }),
  'correction.answered': ({ chamber, number, word, explanation, link }) => ({
    it: {
      subject: word === 'sealed' ? `Rettifica sigillata: attestato ${number}` : `Rettifica non accolta: attestato ${number}`,
      text: `${chamber} ha ${word === 'sealed' ? 'sigillato la rettifica' : 'risposto di no alla rettifica'} dell'attestato ${number}.${word === 'sealed' ? '\nOra puoi rilasciare l’attestato nuovo.' : `\nCon queste parole lo spiega: «${explanation}»`}\n\nApri l'attestato: ${link}`,
    },
    en: {
      subject: word === 'sealed' ? `Correction sealed: certificate ${number}` : `Correction refused: certificate ${number}`,
      text: `${chamber} has ${word === 'sealed' ? 'sealed the correction' : 'refused the correction'} of certificate ${number}.${word === 'sealed' ? '\nNow you can issue the new certificate.' : `\nThey explain it in these words: «${explanation}»`}\n\nOpen the certificate: ${link}`,
    },
  }),
  'correction.ordered': ({ chamber, number, kind, actNumber, explanation, link }) => ({
    it: {
      subject: `La Regione ordina una rettifica: n. ${number}`,
      text: `${chamber} ha ordinato con atto ${actNumber} di rettificare questo atto: ${kind.it}, numero ${number}.\nMotivo: «${explanation}»\n\nApri l'atto: ${link}`,
    },
    en: {
      subject: `The Region orders a correction: n. ${number}`,
      text: `${chamber} has ordered, by act ${actNumber}, that this act be corrected: ${inEnglish(kind)}, number ${number}.\nReason: «${explanation}»\n\nOpen the act: ${link}`,
    },
  }),
  // The explanation goes with it because the form says so where it is typed (change.reasonHint).
  'status.changed': ({ person, title, number, kind, word, reason, explanation, body }) => ({
    it: {
      subject: `Il tuo ${kind.it} ora è ${word}`,
      text: `Ciao ${person},\n\nil tuo ${kind.it} «${title.it}», numero ${number}, ora è ${word}.\nMotivo: ${reason.it}.\nCon queste parole lo spiega ${body}: «${explanation}»${word === 'valido' ? '' : `\n\nSe non sei d'accordo scrivi a ${body}: hai diritto di vedere gli atti e di chiedere una nuova valutazione.`}`,
    },
    en: {
      subject: `Your ${inEnglish(kind)} is now ${WORDS[word] ?? word}`,
      text: `Hello ${person},\n\nyour ${inEnglish(kind)} “${inEnglish(title)}”, number ${number}, is now ${WORDS[word] ?? word}.\nReason: ${inEnglish(reason)}.\n${body} explains it in these words: «${explanation}»${word === 'valido' ? '' : `\n\nIf you do not agree, write to ${body}: you have the right to see the acts and to ask for a new assessment.`}`,
    },
  }),
}

/** Who was certified a part reads of the rest in the same letter. */
function partly(judged: readonly Judged[]) {
  if (judged.every(({ certified }) => certified)) return { it: '', en: '' }
  const [count, lines] = [sayJudged(judged), refused(judged)]
  return {
    it: `\n\n${count.it}.\n${lines.it}\n${REMEDIES.it}\n`,
    en: `\n\n${count.en}.\n${lines.en}\n${REMEDIES.en}\n`,
  }
}
