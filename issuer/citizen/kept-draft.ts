import { escapeHtml } from '../../http/page/escape-html.ts'
import type { Language } from '../../http/page/language.ts'
import { WORDS } from './words.ts'

interface Kept {
  readonly caseId: string
  /** Which form of the case. */
  readonly form: 'richieste' | 'prove' | 'parere'
  /** How much of it had arrived when the page was written: what is typed is kept until there is one more. */
  readonly arrived: number
}

/** Names the draft of a form for the page's script, which keeps what is typed in the tab (page-script.ts). */
export const draftOf = ({ caseId, form, arrived }: Kept): string => `data-draft="percorso.${form}.${caseId}.${arrived}"`

/** Where the script says when the draft was kept. */
export const keptLine = (language: Language): string =>
  `<p role="status" class="small draft-said" data-said="${escapeHtml(WORDS[language].draftSaved)}"></p>`
