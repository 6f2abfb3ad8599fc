import { escapeHtml } from '../../http/page/escape-html.ts'
import type { Language } from '../../http/page/language.ts'
import { dateOf } from '../badge-api/date-of.ts'
import { REQUEST_KINDS } from './ask-body.ts'
import { draftOf, keptLine } from './kept-draft.ts'
import { needed } from './needed.ts'
import type { OwnCase } from './own-case.ts'
import { PATH } from './secrets.ts'
import type { Viewer } from './viewer.ts'
import { WORDS } from './words.ts'

/** What the person asked, with the answer or the day by which it comes; and the form to ask. */
export function requestSection({ id, requests }: OwnCase, { csrf }: Viewer, language: Language): string {
  const words = WORDS[language]
  const noon = (day: string) => dateOf(new Date(`${day}T12:00:00Z`), language)
  const asked = requests.map(({ kind, asked: text, state, dueOn, answer }) => {
    const outcome =
      state === 'open' ? words.askDue(noon(dueOn)) : `<strong>${words.askAnswered[state]}</strong> ${escapeHtml(answer ?? '')}`
    return `<li><p><strong>${words.askKinds[kind]}</strong>: ${escapeHtml(text)}</p><p>${outcome}</p></li>`
  })
  const list = asked.length === 0 ? '' : `<ul class="things">${asked.join('')}</ul>`
  const open = new Set(requests.filter(({ state }) => state === 'open').map(({ kind }) => kind))
  const kinds = REQUEST_KINDS.filter((kind) => !open.has(kind))
  const options = kinds.map((kind) => `<option value="${kind}">${words.askKinds[kind]}</option>`)
  const form =
    kinds.length === 0
      ? ''
      : `<details><summary>${words.askOpen}</summary><form method="post" action="${PATH}/${id}/richieste" ${draftOf({ caseId: id, form: 'richieste', arrived: requests.length })}><input type="hidden" name="csrf" value="${escapeHtml(csrf)}">
<div class="field"><label for="tipo">${words.askKind}</label><select id="tipo" name="tipo" required><option value="">${words.choose}</option>${options.join('')}</select>${needed('tipo', words.askKindNeeded)}</div>
<div class="field"><label for="testo">${words.askText}</label><textarea id="testo" name="testo" rows="5" required minlength="3" maxlength="4000"></textarea>${needed('testo', words.askNeeded)}</div>${keptLine(language)}
<div class="actions"><button class="first">${words.askSend}</button></div></form></details>`
  return `<h2 id="richieste">${words.ask}</h2><p>${words.askSay}</p>${list}${form}`
}
