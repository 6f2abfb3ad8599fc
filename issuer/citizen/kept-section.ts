import { escapeHtml } from '../../http/page/escape-html.ts'
import type { Language } from '../../http/page/language.ts'
import { dateOf } from '../badge-api/date-of.ts'
import type { OwnCase, OwnEvidence } from './own-case.ts'
import { WORDS } from './words.ts'

/** What is kept, why and until when (Reg. (EU) 2016/679 art. 13 c. 2 lett. a, art. 15): by class of paper, as the rule pack says. */
export function keptSection({ rulePack, evidence, hasEmail, hasPhone }: OwnCase, language: Language): string {
  const words = WORDS[language]
  const classes = rulePack.retention.map((rule) => {
    const assumed = 'default' in rule.origin ? `<p class="small">${words.assumed}</p>` : ''
    const pieces = rule.class === 'dossier' && evidence.length > 0 ? list(evidence, language) : ''
    return `<li><p><strong>${escapeHtml(rule[language])}</strong>: ${howLong(rule.keep, language)}</p><p>${words.why[rule.class] ?? words.whyElse}</p>${pieces}${assumed}</li>`
  })
  const contacts = [...(hasEmail ? [words.email] : []), ...(hasPhone ? [words.phone] : [])]
  const reached =
    contacts.length === 0 ? '' : `<li><p><strong>${words.contacts(contacts.join(', '))}</strong></p><p>${words.contactsWhy}</p></li>`
  return `<h2 id="dati">${words.kept}</h2><p>${words.keptSay}</p><ul class="things">${classes.join('')}${reached}</ul>`
}

function howLong(keep: string, language: Language): string {
  const years = /^P(\d+)Y$/.exec(keep)?.[1]
  return years === undefined ? WORDS[language].forever : WORDS[language].years(Number(years))
}

function list(evidence: readonly OwnEvidence[], language: Language): string {
  const words = WORDS[language]
  const items = evidence.map(({ title, keptUntil, erased }) => {
    const until = erased
      ? words.erased
      : keptUntil === null
        ? words.forever
        : words.until(dateOf(new Date(`${keptUntil}T12:00:00Z`), language))
    return `<li>${escapeHtml(title)}: ${until}</li>`
  })
  return `<p>${words.pieces}:</p><ul>${items.join('')}</ul>`
}
