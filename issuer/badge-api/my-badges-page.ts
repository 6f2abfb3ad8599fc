import { escapeHtml } from '../../http/page/escape-html.ts'
import { type Frame, servedPage } from '../../http/page/served-page.ts'
import { isGiven, type OwnAct } from './acts-of.ts'
import { dateOf } from './date-of.ts'
import type { LoggedIn } from './holder-of.ts'
import { inLanguage } from './in-language.ts'
import type { Admitted, HeldBadge } from './my-badges.ts'
import { MY_WORDS } from './my-words.ts'
import { ACTS, type ActForm, MY_BADGES } from './paths.ts'
import { SCOPES } from './scopes.ts'
import { WORDS } from './words.ts'

export interface MyBadgesInput {
  readonly frame: Frame
  readonly holder: LoggedIn
  readonly platforms: readonly (Admitted & { readonly name: string; readonly host: string })[]
  readonly held: readonly HeldBadge[]
  readonly acts: readonly OwnAct[]
}

/** Who may see the badges of a person, and what platforms handed in: each with the button that ends it. */
export function myBadgesPage(input: MyBadgesInput): string {
  const { frame, platforms, held, acts, holder } = input
  const words = MY_WORDS[frame.language]
  const content = `<h1>${words.title}</h1><p class="said">${words.answer(platforms.length)}</p><p>${words.you(escapeHtml(holder.name))}</p>
<h2>${words.platforms}</h2>${listOf(
    platforms.map((one) => platform(one, input)),
    words.noPlatforms,
  )}
<h2>${words.held}</h2>${listOf(
    held.map((one) => badge(one, input)),
    words.noHeld,
  )}
<h2>${words.acts}</h2>${listOf(
    acts.map((one) => act(one, input)),
    words.noActs,
  )}<p class="small">${words.actsSay}</p>`
  return servedPage({ title: words.title, content, frame, session: leave(holder, words.leave) })
}

function listOf(items: readonly string[], none: string): string {
  return items.length === 0 ? `<p>${none}</p>` : `<ul class="things">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}

function platform(
  { clientId, name, host, scopes, until, withEmail }: MyBadgesInput['platforms'][number],
  { frame: { language }, holder }: MyBadgesInput,
): string {
  const words = MY_WORDS[language]
  const may = SCOPES.filter((scope) => scopes.includes(scope)).map((scope) => WORDS[language].asks[scope].label.toLowerCase())
  return `<p><strong>${escapeHtml(name)}</strong> (${escapeHtml(host)})</p><p>${words.may(may.join(', '), dateOf(until, language))}${withEmail ? ` ${words.getsEmail}` : ''}</p>
${form({ action: 'take-back', id: clientId, holder, label: words.takeBack, about: name })}`
}

function badge({ id, seen, receivedAt }: HeldBadge, { frame: { language }, holder }: MyBadgesInput): string {
  const words = MY_WORDS[language]
  const { title, issuerSays, recipient, agree = [], open = 0, status, askedAt } = seen
  const asked = askedAt === undefined ? '' : ` ${words.asked(dateOf(new Date(askedAt), language))}`
  const inDoubt = status === 'not-checked' || status === 'ended'
  const named = recipient === 'matches' ? words.yours(agree) : words.notComparable
  return `<p><strong>${escapeHtml(title)}</strong></p><p>${words.says(escapeHtml(issuerSays))}</p>
<p>${words.checked(dateOf(receivedAt, language))}</p><p${inDoubt ? ' class="note"' : ''}>${words.revocation[status]}${inDoubt ? asked : ''}</p>
<p>${named}${recipient === 'matches' && open > 0 ? ` ${words.notCompared(open)}` : ''}</p>
<p><a href="${MY_BADGES}/${id}">${words.download}</a></p>${form({ action: 'delete', id, holder, label: words.delete, about: title })}`
}

/** An act: what it is worth just now, where that is not what its owner expects, and its badge. */
function act(one: OwnAct, input: MyBadgesInput): string {
  const { frame } = input
  const { number, title, body, word, since } = one
  const { state } = MY_WORDS[frame.language]
  const told =
    word === 'valido'
      ? ''
      : `<p class="note"><strong>${state[word].word}</strong> ${state[word].means(since === null ? '' : dateOf(since, frame.language))}</p>`
  const named = `<p>${escapeHtml(`${inLanguage(title, frame.language)}, ${body}, n. ${number}`)}</p>`
  return `${named}${told}${isGiven(one) ? asBadge(one, input) : ''}`
}

/** An act as a badge: with the hash of the address where the person ticks it, and with those that stack up with it. */
function asBadge({ id, title, stacked }: OwnAct, { frame: { language }, holder: { email } }: MyBadgesInput): string {
  const words = MY_WORDS[language]
  const named = inLanguage(title, language)
  const about = (label: string) => `aria-label="${escapeHtml(`${label}: ${named}`)}"`
  const button = (form: ActForm, label: string) => `<button name="forma" value="${form}" ${about(label)}>${label}</button>`
  const choice =
    email === null
      ? ''
      : `<div class="ask"><input type="checkbox" id="e-${id}" name="impronta" value="si" aria-describedby="e-${id}-d"><div><label for="e-${id}">${words.withEmail(escapeHtml(email))}</label><p id="e-${id}-d">${words.withEmailSays}</p></div></div>`
  return `<details><summary ${about(words.take)}>${words.take}</summary><form method="get" action="${MY_BADGES}/${ACTS}/${id}">${choice}<div class="actions">${button('immagine', words.picture)}${button('dati', words.data)}${stacked > 1 ? button('percorso', words.record(stacked)) : ''}</div></form></details>`
}

/** Ends the login of this browser: the page is personal, and the computer may not be. */
function leave({ csrf }: LoggedIn, label: string): string {
  return `<form method="post"><input type="hidden" name="csrf" value="${escapeHtml(csrf)}"><button name="action" value="leave">${label}</button></form>`
}

/** Said where nobody is logged in any more. */
export function leftPage({ frame, next }: { frame: Frame; next: string }): string {
  const words = MY_WORDS[frame.language]
  // The provider that offers no way out leaves nothing to lead to.
  const elsewhere = URL.canParse(next) ? `<p>${words.leftNext}</p><p><a href="${escapeHtml(next)}">${words.leaveProvider}</a></p>` : ''
  const content = `<h1>${words.left}</h1>${elsewhere}`
  return servedPage({ title: words.left, content, frame })
}

function form({
  action,
  id,
  holder,
  label,
  about,
}: {
  action: string
  id: string
  holder: LoggedIn
  label: string
  about: string
}): string {
  return `<form method="post"><input type="hidden" name="csrf" value="${escapeHtml(holder.csrf)}"><input type="hidden" name="id" value="${escapeHtml(id)}"><button name="action" value="${action}" aria-label="${escapeHtml(`${label}: ${about}`)}">${label}</button></form>`
}
