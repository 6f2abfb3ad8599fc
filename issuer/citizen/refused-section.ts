import { escapeHtml } from '../../http/page/escape-html.ts'
import type { Language } from '../../http/page/language.ts'
import { inLanguage } from '../badge-api/in-language.ts'
import { sayCount } from '../steps/say-count.ts'
import type { OwnCase } from './own-case.ts'
import { WORDS } from './words.ts'

/** What the commission did not certify, all of it or a part: how many it did, each other one with why, and what the person can do. */
export function refusedSection({ judged }: Pick<OwnCase, 'judged'>, language: Language): string {
  const words = WORDS[language]
  const refused = judged.filter(({ certified }) => !certified)
  if (refused.length === 0) return ''
  const count = sayCount({ certified: judged.length - refused.length, of: judged.length })[language]
  const items = refused.map(
    ({ name, reason }) =>
      `<li><p>${escapeHtml(inLanguage(name, language))}: ${words.notCertified}</p><p class="note">${escapeHtml(words.reason(reason))}</p></li>`,
  )
  return `<h2 id="esito">${words.outcome}</h2><p><strong>${count}.</strong></p><ul class="things">${items.join('')}</ul>
<p>${words.refusedSay} <a href="#richieste">${words.refusedAsk}</a></p>`
}
