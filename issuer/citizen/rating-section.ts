import { escapeHtml } from '../../http/page/escape-html.ts'
import type { Language } from '../../http/page/language.ts'
import { draftOf, keptLine } from './kept-draft.ts'
import type { OwnCase } from './own-case.ts'
import { phaseToRate } from './rate-phase.ts'
import { PATH } from './secrets.ts'
import type { Viewer } from './viewer.ts'
import { PHASES, WORDS } from './words.ts'

/** Two questions about the phase that has just ended, and one free word; nothing where there is none to ask about. */
export function ratingSection(own: OwnCase, { csrf }: Viewer, language: Language): string {
  const phase = phaseToRate(own)
  if (phase === undefined) return ''
  const words = WORDS[language]
  const name = PHASES[language][phase] ?? phase
  return `<h2 id="parere">${words.rate}</h2><p>${escapeHtml(words.rateSay(name))}</p>
<form method="post" action="${PATH}/${own.id}/parere" ${draftOf({ caseId: own.id, form: 'parere', arrived: own.rated.length })}><input type="hidden" name="csrf" value="${escapeHtml(csrf)}"><input type="hidden" name="fase" value="${phase}">
${scale('spiegato', words.rateExplained, language)}${scale('servito', words.rateHelped, language)}
<div class="field"><label for="parola">${words.rateWord}</label><input id="parola" name="parola" maxlength="500"></div>${keptLine(language)}
<div class="actions"><button>${words.rateSend}</button></div></form>`
}

function scale(name: string, question: string, language: Language): string {
  const answers = WORDS[language].rateScale.map(
    (word, index) =>
      `<div class="ask"><input type="radio" id="${name}-${index + 1}" name="${name}" value="${index + 1}" required><label for="${name}-${index + 1}">${word}</label></div>`,
  )
  return `<fieldset><legend>${question}</legend>${answers.join('')}</fieldset>`
}
