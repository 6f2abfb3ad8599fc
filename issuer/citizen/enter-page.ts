import type { AttestaError } from '../../credential/errors.ts'
import { escapeHtml } from '../../http/page/escape-html.ts'
import { type Frame, servedPage } from '../../http/page/served-page.ts'
import { problemOf } from '../../http/problem.ts'
import { inLanguage } from '../badge-api/in-language.ts'
import { leaveForm } from './case-page.ts'
import { needed } from './needed.ts'
import { otherLink } from './other-link.ts'
import type { OwnCase } from './own-case.ts'
import { SCRIPT_PATH } from './page-script.ts'
import { PATH } from './secrets.ts'
import type { Viewer } from './viewer.ts'
import { WORDS } from './words.ts'

/** Link and code; a telephone without scripts types the link from the paper, every other finds it filled in. */
export function enterPage({ frame, login, refusal, link = '' }: EnterPageInput): string {
  const words = WORDS[frame.language]
  const content = `<h1>${words.enterTitle}</h1>${refusal === undefined ? '' : refused(refusal, frame)}<p>${words.enterSay}</p>
<form method="post" action="${PATH}" id="entra" autocomplete="off">
<div class="field"><label for="link">${words.link}</label><p id="link-d" class="small">${words.linkHint}</p><input id="link" name="link" value="${escapeHtml(link)}" required autocapitalize="characters" autocomplete="off" spellcheck="false" maxlength="40" aria-describedby="link-d">${needed('link', words.linkNeeded)}</div>
<div class="field"><label for="code">${words.code}</label><p id="code-d" class="small">${words.codeHint}</p><input id="code" name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="12" aria-describedby="code-d">${needed('code', words.codeNeeded)}</div>
<div class="actions"><button class="first">${words.enter}</button></div></form>
<h2>${words.or}</h2><p>${words.orSay}</p><p><a href="${escapeHtml(login)}">${words.login}</a></p>
<script src="${SCRIPT_PATH}" defer></script>`
  return servedPage({ title: words.enterTitle, content, frame })
}

export interface EnterPageInput {
  readonly frame: Frame
  /** Where one goes to log in instead. */
  readonly login: string
  /** Why the last try was refused. */
  readonly refusal?: AttestaError
  /** As it was typed, so that only the code is typed again. */
  readonly link?: string
}

function refused({ code, facts }: AttestaError, { language }: Frame): string {
  const problem = problemOf(code, facts)
  return `<div class="note" role="alert"><p><strong>${escapeHtml(problem[language])}</strong></p><p>${escapeHtml(problem.next[language])}</p></div>`
}

/** For somebody who has more than one. */
export function listPage({ own, viewer, frame }: { own: readonly OwnCase[]; viewer: Viewer; frame: Frame }): string {
  const words = WORDS[frame.language]
  const items = own.map(
    ({ id, number, body, title }) =>
      `<li><a href="${PATH}/${id}">${escapeHtml(title === undefined ? words.caseOf(number, body.name) : inLanguage(title, frame.language))}</a><p class="small">${escapeHtml(words.caseOf(number, body.name))}</p></li>`,
  )
  const content = `<h1>${words.many}</h1>${otherLink(frame.language)}${items.length === 0 ? `<p>${words.none}</p>` : `<ul class="things">${items.join('')}</ul>`}
<script src="${SCRIPT_PATH}" defer></script>`
  return servedPage({ title: words.many, content, frame, session: leaveForm(viewer, frame) })
}

export function leftCitizenPage(frame: Frame): string {
  const words = WORDS[frame.language]
  return servedPage({ title: words.left, content: `<h1>${words.left}</h1><p>${words.leftSay}</p>`, frame })
}
