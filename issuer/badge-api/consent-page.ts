import { escapeHtml } from '../../http/page/escape-html.ts'
import type { Language } from '../../http/page/language.ts'
import { type Frame, servedPage } from '../../http/page/served-page.ts'
import type { OwnAct } from './acts-of.ts'
import { dateOf } from './date-of.ts'
import type { LoggedIn } from './holder-of.ts'
import { inLanguage } from './in-language.ts'
import { MY_BADGES } from './paths.ts'
import { SCOPE, SCOPES, type Scope } from './scopes.ts'
import { WORDS } from './words.ts'

export interface ConsentPageInput {
  readonly frame: Frame
  readonly platform: { readonly name: string; readonly host: string; readonly policy?: string }
  readonly holder: LoggedIn
  readonly acts: readonly OwnAct[]
  readonly scopes: readonly string[]
  /** Until when the platform may come back by itself; absent: an hour. */
  readonly until: Date | undefined
  readonly loginAddress: string
}

/** Who asks, what they will see, for how long: then yes or no. Each thing can be left out. */
export function consentPage(input: ConsentPageInput): string {
  const { frame, platform, holder, until, scopes } = input
  const { language } = frame
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
  return servedPage({ title: words.title(platform.name), content, frame })
}

/** What writes is not ticked beforehand: it is theirs to add. */
const READS: readonly Scope[] = [SCOPE.readCredentials, SCOPE.readProfile]

function ask(scope: Scope, input: ConsentPageInput): string {
  const words = WORDS[input.frame.language]
  const { label, tells } = words.asks[scope]
  const id = `s${SCOPES.indexOf(scope)}`
  return `<div class="ask"><input type="checkbox" id="${id}" name="scope" value="${scope}"${READS.includes(scope) ? ' checked' : ''} aria-describedby="${id}-d"><div><label for="${id}">${label}</label><div id="${id}-d"><p>${tells}</p>${more(scope, input)}</div></div></div>`
}

/** What there is today, by name: a promise to show “badges” says little. */
function more(scope: Scope, { frame: { language }, acts, holder }: ConsentPageInput): string {
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
