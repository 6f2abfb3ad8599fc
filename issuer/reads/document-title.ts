import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { RulePack } from '../rule-pack/rule-pack.ts'

/** Acts whose name the procedure gives; their number follows it. */
const ACTS: Readonly<Record<string, { readonly it: string; readonly en: string }>> = {
  'allegato-trasparenza': {
    it: 'Attività e competenze (allegato al documento di trasparenza',
    en: 'Activities and competences (annex to the document of transparency',
  },
  nomina: { it: 'Atto di nomina', en: 'Appointment' },
  revoca: { it: 'Atto di revoca', en: 'Revocation' },
  verbale: { it: "Verbale d'esame", en: 'Minutes of the exam' },
  attestato: { it: 'Attestato', en: 'Certificate' },
  trasparenza: { it: 'Documento di trasparenza', en: 'Document of transparency' },
  validazione: { it: 'Documento di validazione', en: 'Document of validation' },
  rettifica: { it: 'Atto di rettifica', en: 'Act of correction' },
  duplicato: { it: 'Duplicato', en: 'Duplicate' },
}

/** Titles that the procedure writes. */
const TITLES: Readonly<Record<string, string>> = {
  'Scheda di accoglienza': 'Reception form',
  'Dossier delle evidenze': 'Evidence dossier',
  'Domanda di certificazione': 'Application for certification',
  'Comunicazione di ammissione': 'Notice of admission',
  'Diniego motivato della domanda': 'Reasoned refusal of the application',
  'Diniego motivato della validazione': 'Reasoned refusal of the validation',
  "Piano dell'accertamento": 'Plan of the assessment',
  "Nuovo piano dell'accertamento": 'New plan of the assessment',
  "Convocazione all'esame": 'Call to the exam',
  'Dichiarazioni di assenza di conflitti': 'Declarations of no conflict',
  'Diniego motivato della certificazione': 'Reasoned refusal of the certification',
  'Diniego motivato di una parte della certificazione': 'Reasoned refusal of a part of the certification',
}

/** What follows the name of an act, beside numbers. */
const FOLLOWS: readonly (readonly [string, string])[] = [
  [', rettifica del n. ', ', correction of n. '],
  [', al posto del n. ', ', in the place of n. '],
  [' del verbale ', ' of minutes '],
  [" dell'atto ", ' of '],
  [', chiesto dalla persona', ', asked for by the person'],
  [', chiesto da chi ha la sua delega', ', asked for by somebody who acts for them'],
  [", chiesto dall'ufficio", ', asked for by the office'],
]

function inEnglish(title: string): string {
  return FOLLOWS.reduce((text, [it, en]) => text.replace(it, en), title)
}

/** The title of a case's document, in English too where it is a name that the procedure or its rules gave; what people wrote stays as it is. */
export function documentTitle(
  document: { readonly class: string; readonly title: string },
  { documents }: Pick<RulePack, 'documents'>,
): LocalizedText {
  const { title } = document
  const act = ACTS[document.class]
  if (act !== undefined && title.startsWith(`${act.it} `)) return { it: title, en: inEnglish(`${act.en}${title.slice(act.it.length)}`) }
  const ours = TITLES[title]
  if (ours !== undefined) return { it: title, en: ours }
  const paper = documents.find((known) => known.class === document.class)
  return paper !== undefined && paper.it === title ? { it: title, en: paper.en } : { it: title }
}
