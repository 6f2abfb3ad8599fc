import { elideDays } from '../../credential/italian-days.ts'
import type { ExamTopic, WriteLetter } from './letter.ts'
import { refused, sayJudged } from './refused.ts'
import { REMEDIES } from './remedies.ts'

/** What an exam is written about: to the person when and where it is, to members what is waited for; who is examined only after the login. */
export const EXAM_LETTERS: Readonly<Record<ExamTopic, WriteLetter>> = {
  'exam.convened': ({ person, title, body, when, place, word, former, formerPlace }) => ({
    it: {
      subject: word === 'moved' ? 'Il tuo esame è spostato' : word === 'same' ? 'Il tuo esame: cambia la commissione' : 'Il tuo esame',
      text: `Ciao ${person},\n\n${before.it(word, former.it, formerPlace)}Per «${title.it}» l'esame è ${elideDays(`il ${when.it}`)}. Luogo: ${place}.\nPorta un documento di identità. Se non puoi venire avvisa ${body}.\n\nLa convocazione è tra i tuoi documenti: entra nel tuo percorso o chiedila a ${body}.`,
    },
    en: {
      subject: word === 'moved' ? 'Your exam was moved' : word === 'same' ? 'Your exam: the commission changes' : 'Your exam',
      text: `Hello ${person},\n\n${before.en(word, former.en ?? '', formerPlace)}For “${title.en ?? title.it}” the exam is on ${when.en ?? when.it}. Place: ${place}.\nBring an identity document. If you cannot come, tell ${body}.\n\nThe call to the exam is among your documents: enter your path or ask ${body} for it.`,
    },
  }),
  'exam.called-off': ({ person, title, body, when, place }) => ({
    it: {
      subject: 'Il tuo esame non si fa più in quel giorno',
      text: `Ciao ${person},\n\nl'esame per «${title.it}» del ${when.it} (${place}) non si fa: non andare.\nNon devi fare niente. Ti scriviamo appena c'è una nuova data. Se hai domande chiedi a ${body}.`,
    },
    en: {
      subject: 'Your exam is not held on that day',
      text: `Hello ${person},\n\nthe exam for “${title.en ?? title.it}” of ${when.en ?? when.it} (${place}) is not held: do not go.\nYou need not do anything. We write to you as soon as there is a new date. If you have questions, ask ${body}.`,
    },
  }),
  'exam.refused': ({ person, title, body, judged }) => ({
    it: {
      subject: "L'esito del tuo esame",
      text: `Ciao ${person},\n\nl'esame per «${title.it}» è finito: ${sayJudged(judged).it}.\n${refused(judged).it}\n\nIl diniego motivato è tra i tuoi documenti: entra nel tuo percorso o chiedilo a ${body}.\n${REMEDIES.it}`,
    },
    en: {
      subject: 'The outcome of your exam',
      text: `Hello ${person},\n\nthe exam for “${title.en ?? title.it}” is over: ${sayJudged(judged).en}.\n${refused(judged).en}\n\nThe reasoned refusal is among your documents: enter your path or ask ${body} for it.\n${REMEDIES.en}`,
    },
  }),
  'signature.wanted': ({ chamber, actNumber, when, place, link }) => ({
    it: {
      subject: 'Un verbale aspetta la tua firma',
      text: `Il verbale della seduta di ${when.it} (${place}), commissione nominata da ${chamber} con atto ${actNumber}, è scritto.\n\nLeggilo, poi firmalo o di' perché non lo firmi: ${link}\n\nFinché tutti i presenti non hanno risposto il verbale non si può chiudere.`,
    },
    en: {
      subject: 'Minutes wait for your signature',
      text: `The minutes of the sitting of ${when.en ?? when.it} (${place}), commission appointed by ${chamber} with act ${actNumber}, are written.\n\nRead them, then sign them or say why you do not: ${link}\n\nUntil everybody present has answered, the minutes cannot be closed.`,
    },
  }),
  'dossier.ready': ({ chamber, actNumber, until, link }) => ({
    it: {
      subject: 'Puoi leggere il dossier',
      text: `Hai dichiarato di non avere conflitti: adesso puoi leggere il dossier di chi esamini, con la commissione nominata da ${chamber} con atto ${actNumber}.\n\nLeggilo qui, ${elideDays(`fino al ${until.it}`)}: ${link}\n\nOgni apertura è scritta nel registro.`,
    },
    en: {
      subject: 'You can read the dossier',
      text: `You have declared to have no conflict: now you can read the dossier of whom you examine, with the commission appointed by ${chamber} with act ${actNumber}.\n\nRead it here, until ${until.en ?? until.it}: ${link}\n\nEach opening is written down.`,
    },
  }),
}

const before = {
  it: (word: string, former: string, place: string) =>
    word === 'moved'
      ? elideDays(`L'esame del ${former} (${place}) non si fa più in quel momento.\n`)
      : word === 'same'
        ? 'La commissione è cambiata, giorno e luogo no.\n'
        : '',
  en: (word: string, former: string, place: string) =>
    word === 'moved'
      ? `The exam of ${former} (${place}) is no longer held at that time.\n`
      : word === 'same'
        ? 'The commission has changed, day and place have not.\n'
        : '',
} as const
