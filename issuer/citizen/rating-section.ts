import { escapeHtml } from '../../http/page/escape-html.ts'
import type { Language } from '../../http/page/language.ts'
import { draftOf, keptLine } from './kept-draft.ts'
import { needed } from './needed.ts'
import type { OwnCase } from './own-case.ts'
import { phasesToRate } from './rated-phases.ts'
import { PATH } from './secrets.ts'
import type { Viewer } from './viewer.ts'
import { PHASES, WORDS } from './words.ts'

/** Two questions about each phase that is over, one phase at a time from the first on, and one free word; a phase may be left out. */
export function ratingSection(own: OwnCase, { csrf }: Viewer, language: Language): string {
  const words = WORDS[language]
  const [phase, ...more] = own.erasure.erasedAt === undefined ? phasesToRate(own) : []
  if (phase === undefined) return own.rated.length === 0 ? '' : `<h2 id="parere">${words.rate}</h2><p>${words.rateThanks}</p>`
  const name = PHASES[language][phase] ?? phase
  return `<h2 id="parere">${words.rate}</h2><p>${escapeHtml(words.rateSay(name))}</p>${more.length === 0 ? '' : `<p class="small">${words.rateMore(more.length)}</p>`}
<form method="post" action="${PATH}/${own.id}/parere" ${draftOf({ caseId: own.id, form: 'parere', arrived: own.rated.length })}><input type="hidden" name="csrf" value="${escapeHtml(csrf)}"><input type="hidden" name="fase" value="${phase}">
${scale('spiegato', words.rateExplained, language)}${scale('servito', words.rateHelped, language)}
<div class="field"><label for="parola">${words.rateWord}</label><input id="parola" name="parola" maxlength="500"></div>${keptLine(language)}
<div class="actions"><button>${words.rateSend}</button></div></form>
<form method="post" action="${PATH}/${own.id}/parere/salta"><input type="hidden" name="csrf" value="${escapeHtml(csrf)}"><input type="hidden" name="fase" value="${phase}">
<div class="actions"><button>${words.rateSkip}</button></div></form>`
}

function scale(name: string, question: string, language: Language): string {
  const answers = WORDS[language].rateScale.map(
    (word, index) =>
      `<div class="ask"><input type="radio" id="${name}-${index + 1}" name="${name}" value="${index + 1}" required><label for="${name}-${index + 1}">${word}</label></div>`,
  )
  return `<fieldset><legend>${question}</legend>${answers.join('')}${needed(name, WORDS[language].rateNeeded)}</fieldset>`
}
