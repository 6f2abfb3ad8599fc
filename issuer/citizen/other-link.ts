import { LANGUAGE, type Language } from '../../http/page/language.ts'
import { PATH } from './secrets.ts'
import { WORDS } from './words.ts'

/** Asks for the page of link and code where somebody is in already. */
export const ENTER_ANEW = 'entra'

/** Shown by the page's script when another link is opened where somebody is in already: whether they go there is theirs to say. */
export function otherLink(language: Language): string {
  const { otherLinkSay, otherLinkGo } = WORDS[language]
  return `<div class="note" role="status" id="altro-link" hidden><p>${otherLinkSay}</p><p><a href="${PATH}?${ENTER_ANEW}&amp;${LANGUAGE}=${language}">${otherLinkGo}</a></p></div>`
}
