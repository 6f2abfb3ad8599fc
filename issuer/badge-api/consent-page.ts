import { escapeHtml } from '../routes/escape-html.ts'
import type { Language } from '../routes/language.ts'
import { STYLE as STATE_STYLE } from '../status-page/page.ts'
import type { GivenAct } from './acts-of.ts'
import { dateOf } from './date-of.ts'
import type { LoggedIn } from './holder-of.ts'
import { inLanguage } from './in-language.ts'
import { page } from './page.ts'
import { MY_BADGES } from './paths.ts'
import { SCOPE, SCOPES, type Scope } from './scopes.ts'
import { WORDS } from './words.ts'

export const STYLE = `${STATE_STYLE}
h1{font-size:1.75rem;line-height:1.2;font-weight:600;color:#17211a;margin:0 0 1rem}h2{font-size:1.125rem;margin:2rem 0 .5rem}
fieldset{border:0;margin:2rem 0 0;padding:0}legend{font-weight:600;padding:0;margin-bottom:.75rem}
.ask{display:grid;grid-template-columns:2.75rem 1fr;align-items:start;border-top:1px solid #d5ddd7;padding:.75rem 0}
.ask input{width:1.5rem;height:1.5rem;margin:.625rem 0 0;accent-color:#297a38}.ask label{font-weight:600;display:block;padding:.5rem 0;min-height:1.75rem}
.ask p,.ask ul{margin:0 0 .5rem;font-size:1rem}.ask ul{padding-left:1.25rem}
.note{border-left:.375rem solid #a66300;padding:.25rem 0 .25rem 1rem;margin:1.5rem 0}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:2rem 0 1rem}
.things{list-style:none;padding:0;margin:0}.things li{border-top:1px solid #d5ddd7;padding:.75rem 0}.things p{margin:0 0 .5rem}
summary{font-weight:600;color:#1c5527;min-height:44px;line-height:44px;cursor:pointer}details .actions{margin:1rem 0}
button{font:inherit;font-weight:600;min-height:48px;padding:.5rem 1.5rem;border-radius:.25rem;border:2px solid #297a38;background:#fff;color:#1c5527;cursor:pointer}
button.first{background:#297a38;color:#fff}button:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid #17211a;outline-offset:3px}`

export interface ConsentPageInput {
  readonly language: Language
  readonly demo: boolean
  readonly platform: { readonly name: string; readonly host: string; readonly policy?: string }
  readonly holder: LoggedIn
  readonly acts: readonly GivenAct[]
  readonly scopes: readonly string[]
  /** Until when the platform may come back by itself; absent: an hour. */
  readonly until: Date | undefined
  readonly loginAddress: string
}

/** Who asks, what they will see, for how long: then yes or no. Each thing can be left out. */
export function consentPage(input: ConsentPageInput): string {
  const { language, demo, platform, holder, until, scopes } = input
  const words = WORDS[language]
  const name = escapeHtml(platform.name)
  const asks = SCOPES.filter((scope) => scopes.includes(scope)).map((scope) => ask(scope, input))
  const policy =
    platform.policy === undefined
      ? ''
      : `<a href="${escapeHtml(platform.policy)}" rel="noopener noreferrer" target="_blank">${words.policy}</a>`
  const content = `<h1>${words.title(name)}</h1>
<p>${words.you(escapeHtml(holder.name))}</p><p><a href="${escapeHtml(input.loginAddress)}">${words.notYou}</a></p>
<p class="note">${words.unknown(escapeHtml(platform.host))}</p>
<form method="post"><input type="hidden" name="csrf" value="${escapeHtml(holder.csrf)}">
<fieldset><legend>${words.legend}</legend>${asks.join('')}</fieldset>
<p>${until === undefined ? words.hour : words.until(dateOf(until, language))}</p>
<div class="actions"><button class="first" name="answer" value="yes">${words.allow}</button><button name="answer" value="no">${words.refuse}</button></div></form>
<p class="small">${words.otherwise}</p>${until === undefined ? '' : `<p><a href="${MY_BADGES}">${words.later}</a></p>`}<p>${policy}</p>`
  return page({ title: words.title(platform.name), content, language, demo })
}

function ask(scope: Scope, input: ConsentPageInput): string {
  const words = WORDS[input.language]
  const { label, tells } = words.asks[scope]
  const id = `s${SCOPES.indexOf(scope)}`
  return `<div class="ask"><input type="checkbox" id="${id}" name="scope" value="${scope}" checked aria-describedby="${id}-d"><div><label for="${id}">${label}</label><div id="${id}-d"><p>${tells}</p>${more(scope, input)}</div></div></div>`
}

/** What there is today, by name: a promise to show “badges” says little. */
function more(scope: Scope, { language, acts, holder }: ConsentPageInput): string {
  const words = WORDS[language]
  if (scope === SCOPE.readProfile) return `<p>${escapeHtml([holder.name, holder.email].filter(Boolean).join(', '))}</p>`
  if (scope !== SCOPE.readCredentials) return ''
  const named = holder.email === null ? '' : emailChoice(holder.email, language)
  if (acts.length === 0) return `<p>${words.none}</p>${named}`
  const listed = acts.map(({ number, title, body }) => `<li>${escapeHtml(`${inLanguage(title, language)}, ${body}, n. ${number}`)}</li>`)
  return `<p>${words.today}</p><ul>${listed.join('')}</ul>${named}`
}

/** Not ticked: what shows more of a person is theirs to add (GDPR art. 25(2)). */
function emailChoice(email: string, language: Language): string {
  const { label, tells } = WORDS[language].email
  return `<div class="ask"><input type="checkbox" id="named" name="named" value="email" aria-describedby="named-d"><div><label for="named">${label(escapeHtml(email))}</label><p id="named-d">${tells}</p></div></div>`
}
