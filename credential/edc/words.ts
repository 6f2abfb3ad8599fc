import type { Kind } from '../attestation/attestation.ts'

interface Bilingual {
  readonly it: string
  readonly en: string
}

/** What each kind of document is called (D.Lgs. 13/2013 art. 2, DM 5 gennaio 2021: first, second and third part). */
export const KINDS: Readonly<Record<Kind, Bilingual>> = {
  trasparenza: { it: 'Documento di trasparenza', en: 'Transparency document' },
  validazione: { it: 'Documento di validazione', en: 'Validation document' },
  certificato: { it: 'Attestato di competenza', en: 'Certificate of competence' },
  microcredenziale: { it: 'Microcredenziale', en: 'Micro-credential' },
  frequenza: { it: 'Attestato di frequenza', en: 'Certificate of attendance' },
}

/** What the document is worth, in a sentence: no property of the model says it. */
export const WORTH: Readonly<Record<Kind, Bilingual>> = {
  trasparenza: {
    it: 'Attestazione di parte prima: raccoglie ciò che la persona dichiara di saper fare.',
    en: 'First-party statement: it gathers what the person says they can do.',
  },
  validazione: {
    it: "Attestazione di parte seconda: l'ente titolato ha controllato le prove di ciò che la persona sa fare.",
    en: 'Second-party statement: the body has checked the evidence of what the person can do.',
  },
  certificato: {
    it: 'Attestazione di parte terza: una commissione ha accertato le competenze con un esame.',
    en: 'Third-party statement: a commission has ascertained the competences by an exam.',
  },
  microcredenziale: {
    it: 'Microcredenziale secondo la raccomandazione del Consiglio 2022/C 243/02.',
    en: 'Micro-credential under Council Recommendation 2022/C 243/02.',
  },
  frequenza: { it: 'Prova la frequenza a un percorso.', en: 'It proves attendance of a course.' },
}

/** The model wants a grade of each assessment; the law knows only that a competence was, or was not, recognised. */
export const RESULTS: Readonly<Record<Kind, Bilingual>> = {
  trasparenza: { it: 'Nessun giudizio', en: 'Not judged' },
  validazione: { it: 'Competenze validate', en: 'Competences validated' },
  certificato: { it: 'Competenze certificate', en: 'Competences certified' },
  microcredenziale: { it: 'Competenze raggiunte', en: 'Competences achieved' },
  frequenza: { it: 'Percorso concluso', en: 'Course completed' },
}
