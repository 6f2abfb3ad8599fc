import type { Language } from '../../http/page/language.ts'
import type { CaseState } from '../procedure/procedure.ts'

/** Where a case stands and what comes next, as one would say it to the person (CEFR A2-B1): who does it is always named. */
export interface NextWords {
  readonly now: string
  readonly next: string
}

interface Who {
  readonly body: string
  /** As the rule pack names whoever appoints, in the middle of a sentence. */
  readonly appointer: string
}

const REMEDY = {
  it: 'Quello che hai già ricevuto resta tuo. Se non sei d’accordo puoi chiedere di vedere gli atti, o di riesaminare la decisione: trovi il modulo più sotto.',
  en: 'What you have already received stays yours. If you do not agree you can ask to see the papers, or to have the decision looked at again: the form is below.',
} as const
const KEPT = {
  it: 'I documenti che hai ricevuto restano tuoi: li trovi qui sotto.',
  en: 'The documents that you received stay yours: you find them below.',
} as const

const IT: Readonly<Record<CaseState, (who: Who) => NextWords>> = {
  accoglienza: ({ body }) => ({ now: 'Hai fatto il primo incontro.', next: `${body} decide insieme a te se andare avanti.` }),
  individuazione: ({ body }) => ({
    now: 'Stai raccontando che cosa sai fare.',
    next: `Con il tuo tutor raccogli le esperienze e le prove. Poi ${body} ti dà il Documento di trasparenza: dice che cosa sai fare.`,
  }),
  trasparenza_rilasciata: ({ body }) => ({
    now: 'Hai il Documento di trasparenza.',
    next: `Ora tocca a te: puoi fermarti qui, oppure presentare la domanda con l’aiuto di ${body}.`,
  }),
  domanda_presentata: ({ body }) => ({ now: 'Hai presentato la domanda.', next: `${body} la esamina e ti scrive se è accolta.` }),
  ammessa: ({ body }) => ({ now: 'La tua domanda è accolta.', next: `${body} ti dice quando e dove è il colloquio.` }),
  accertamento: ({ body }) => ({
    now: 'Il tuo colloquio ha una data.',
    next: `Dopo il colloquio ${body} scrive che cosa ha visto. Se tutto va bene ti dà il Documento di validazione.`,
  }),
  validazione_rilasciata: ({ body }) => ({
    now: 'Hai il Documento di validazione.',
    next: `${body} può chiedere la commissione per il tuo esame. Se vuoi, puoi anche fermarti qui.`,
  }),
  commissione_richiesta: ({ appointer }) => ({
    now: 'La commissione per il tuo esame è stata chiesta.',
    next: `Ora tocca a chi nomina la commissione: ${appointer}.`,
  }),
  commissione_nominata: ({ body }) => ({
    now: 'La commissione per il tuo esame c’è.',
    next: `${body} ti dice il giorno e il luogo dell’esame.`,
  }),
  convocato: () => ({
    now: 'Il tuo esame ha una data.',
    next: 'Vai all’esame con un documento di identità. La commissione ti ascolta e decide.',
  }),
  esame_aperto: () => ({ now: 'Il tuo esame è in corso.', next: 'La commissione decide su ogni competenza.' }),
  esame_svolto: () => ({ now: 'Hai fatto l’esame.', next: 'La commissione scrive e firma il verbale.' }),
  verbale_firmato: ({ body }) => ({ now: 'La commissione ha deciso.', next: `${body} prepara il tuo attestato.` }),
  da_registrare: ({ body }) => ({
    now: 'Il tuo attestato aspetta il numero di registro.',
    next: `Quando il numero arriva, ${body} ti dà l’attestato.`,
  }),
  rilasciato: () => ({
    now: 'Il tuo attestato è pronto.',
    next: 'Lo trovi qui sotto: lo puoi scaricare, o mettere nel portafoglio del telefono.',
  }),
  annullato: () => ({ now: 'Il tuo attestato è stato annullato: non vale più.', next: REMEDY.it }),
  respinta: () => ({ now: 'La tua domanda non è stata accolta.', next: REMEDY.it }),
  non_validata: () => ({ now: 'Le competenze non sono state validate.', next: REMEDY.it }),
  non_certificata: () => ({ now: 'La commissione non ha certificato le competenze.', next: REMEDY.it }),
  conclusa: () => ({ now: 'Il percorso è finito, come hai scelto.', next: KEPT.it }),
  rinuncia: () => ({ now: 'Hai lasciato il percorso.', next: KEPT.it }),
  passata: () => ({ now: 'La tua pratica è passata a un altro ente.', next: 'Chiedi al nuovo ente un link per seguirla.' }),
}

const EN: Readonly<Record<CaseState, (who: Who) => NextWords>> = {
  accoglienza: ({ body }) => ({ now: 'You have had the first meeting.', next: `${body} decides together with you whether to go on.` }),
  individuazione: ({ body }) => ({
    now: 'You are telling what you can do.',
    next: `With your tutor you collect your experiences and the evidence. Then ${body} gives you the transparency document: it says what you can do.`,
  }),
  trasparenza_rilasciata: ({ body }) => ({
    now: 'You have the transparency document.',
    next: `Now it is up to you: you can stop here, or file the application with the help of ${body}.`,
  }),
  domanda_presentata: ({ body }) => ({ now: 'You have filed the application.', next: `${body} looks at it and writes to you.` }),
  ammessa: ({ body }) => ({ now: 'Your application was accepted.', next: `${body} tells you when and where the interview is.` }),
  accertamento: ({ body }) => ({
    now: 'Your interview has a date.',
    next: `After the interview ${body} writes down what they saw. If all goes well they give you the validation document.`,
  }),
  validazione_rilasciata: ({ body }) => ({
    now: 'You have the validation document.',
    next: `${body} can ask for the commission for your exam. If you want, you can also stop here.`,
  }),
  commissione_richiesta: ({ appointer }) => ({
    now: 'The commission for your exam was asked for.',
    next: `Now it is up to whoever appoints the commission: ${appointer}.`,
  }),
  commissione_nominata: ({ body }) => ({
    now: 'The commission for your exam is there.',
    next: `${body} tells you the day and the place of the exam.`,
  }),
  convocato: () => ({
    now: 'Your exam has a date.',
    next: 'Go to the exam with an identity document. The commission hears you and decides.',
  }),
  esame_aperto: () => ({ now: 'Your exam is going on.', next: 'The commission decides about each competence.' }),
  esame_svolto: () => ({ now: 'You have done the exam.', next: 'The commission writes and signs the minutes.' }),
  verbale_firmato: ({ body }) => ({ now: 'The commission has decided.', next: `${body} prepares your certificate.` }),
  da_registrare: ({ body }) => ({
    now: 'Your certificate is waiting for its register number.',
    next: `When the number comes, ${body} gives you the certificate.`,
  }),
  rilasciato: () => ({
    now: 'Your certificate is ready.',
    next: 'It is below: you can download it, or put it into the wallet on your phone.',
  }),
  annullato: () => ({ now: 'Your certificate was annulled: it is not valid any more.', next: REMEDY.en }),
  respinta: () => ({ now: 'Your application was not accepted.', next: REMEDY.en }),
  non_validata: () => ({ now: 'The competences were not validated.', next: REMEDY.en }),
  non_certificata: () => ({ now: 'The commission did not certify the competences.', next: REMEDY.en }),
  conclusa: () => ({ now: 'The path is over, as you chose.', next: KEPT.en }),
  rinuncia: () => ({ now: 'You have left the path.', next: KEPT.en }),
  passata: () => ({ now: 'Your case has gone to another body.', next: 'Ask the new body for a link to follow it.' }),
}

/** Of a body that takes nobody further: whoever wants to go on goes on with another one. */
const LAST: Readonly<Record<Language, (who: Who) => NextWords>> = {
  it: ({ body }) => ({
    now: 'Hai il Documento di trasparenza.',
    next: `Con ${body} il percorso finisce qui. Se vuoi un attestato, chiedi di passare la tua pratica a un ente che certifica.`,
  }),
  en: ({ body }) => ({
    now: 'You have the transparency document.',
    next: `With ${body} the path ends here. If you want a certificate, ask to hand your case over to a body that certifies.`,
  }),
}

export function nextWords({
  state,
  endsHere,
  language,
  ...who
}: Who & { readonly state: CaseState; readonly endsHere: boolean; readonly language: Language }): NextWords {
  if (endsHere && state === 'trasparenza_rilasciata') return LAST[language](who)
  return (language === 'it' ? IT : EN)[state](who)
}
