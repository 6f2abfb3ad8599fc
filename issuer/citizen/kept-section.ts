import { escapeHtml } from '../../http/page/escape-html.ts'
import type { Language } from '../../http/page/language.ts'
import { dateOf } from '../badge-api/date-of.ts'
import type { Erasure } from '../retention/read-erasure.ts'
import { evidenceTerm } from '../rule-pack/evidence-term.ts'
import type { OwnCase, OwnEvidence } from './own-case.ts'
import { WORDS } from './words.ts'

/** What is kept, why and until when (Reg. (EU) 2016/679 art. 13 c. 2 lett. a, art. 15): by class of paper, as the rule pack says. */
export function keptSection(own: OwnCase, language: Language): string {
  const { rulePack, erasure, hasEmail, hasPhone, isVolunteer } = own
  const words = WORDS[language]
  const kept = rulePack.retention.filter((rule) => rule.class !== 'volontariato' || isVolunteer)
  const classes = kept.map((rule) => {
    const assumed = 'default' in rule.origin ? `<p class="small">${words.assumed}</p>` : ''
    const dossier = rule.class === 'dossier'
    const pieces = dossier ? shorter(own, language) + list(own, language) : ''
    const keep = dossier ? howLongDossier({ keep: rule.keep, erasure }, language) : howLong(rule.keep, language)
    return `<li><p><strong>${escapeHtml(rule[language])}</strong>: ${keep}</p><p>${words.why[rule.class] ?? words.whyElse}</p>${pieces}${assumed}</li>`
  })
  const contacts = [...(hasEmail ? [words.email] : []), ...(hasPhone ? [words.phone] : [])]
  const reached =
    contacts.length === 0 ? '' : `<li><p><strong>${words.contacts(contacts.join(', '))}</strong></p><p>${words.contactsWhy}</p></li>`
  return `<h2 id="dati">${words.kept}</h2><p>${words.keptSay}</p><ul class="things">${classes.join('')}${reached}</ul>`
}

/** The day, once it can be told; before that, from when it is counted. */
function howLongDossier({ keep, erasure }: { keep: string; erasure: Erasure }, language: Language): string {
  const words = WORDS[language]
  if (erasure.erasedAt !== undefined) return words.erased
  if (erasure.eraseOn !== undefined) return words.until(dateOf(new Date(`${erasure.eraseOn}T12:00:00Z`), language))
  return fromTheEnd(keep, language)
}

/** How long, and from when: the end of the path. */
export function fromTheEnd(keep: string, language: Language): string {
  const { forever, afterEnd } = WORDS[language]
  return keep === 'permanent' ? forever : afterEnd(howLong(keep, language))
}

function howLong(keep: string, language: Language): string {
  const years = /^P(\d+)Y$/.exec(keep)?.[1]
  return years === undefined ? WORDS[language].forever : WORDS[language].years(Number(years))
}

/** Classes of evidence that are kept for less than the dossier: how long, and from when. */
function shorter({ rulePack, erasure }: OwnCase, language: Language): string {
  if (erasure.erasedAt !== undefined) return ''
  const words = WORDS[language]
  const items = rulePack.evidence.flatMap((known) => {
    const { keep, origin, own } = evidenceTerm(rulePack, known.class)
    const assumed = 'default' in origin ? ` <span class="small">${words.assumed}</span>` : ''
    return own ? [`<li>${escapeHtml(known[language])}: ${fromTheEnd(keep, language)}.${assumed}</li>`] : []
  })
  return items.length === 0 ? '' : `<p>${words.shorter}</p><ul>${items.join('')}</ul>`
}

function list({ evidence, erasure }: OwnCase, language: Language): string {
  if (evidence.length === 0) return ''
  const words = WORDS[language]
  const end = (piece: OwnEvidence) => {
    const day = erasure.evidence[piece.class]
    if (piece.erased) return `: ${words.erased}`
    return day === undefined ? '' : `: ${words.until(dateOf(new Date(`${day}T12:00:00Z`), language))}`
  }
  const items = evidence.map((piece) => `<li>${escapeHtml(piece.title)}${end(piece)}</li>`)
  return `<p>${words.pieces}:</p><ul>${items.join('')}</ul>`
}
