import { randomUUID } from 'node:crypto'
import { escapeHtml } from '../../http/page/escape-html.ts'
import type { Language } from '../../http/page/language.ts'
import { dateOf } from '../badge-api/date-of.ts'
import { EVIDENCE_TYPES } from '../dossier/media-type-of.ts'
import { evidenceTerm } from '../rule-pack/evidence-term.ts'
import type { RulePack } from '../rule-pack/rule-pack.ts'
import { MAX_EVIDENCE_BYTES } from '../steps/dossier/add-evidence.ts'
import { DURING_DOSSIER } from '../steps/dossier/keep-experience.ts'
import { draftOf, keptLine } from './kept-draft.ts'
import { fromTheEnd } from './kept-section.ts'
import { needed } from './needed.ts'
import type { OwnCase } from './own-case.ts'
import { PATH } from './secrets.ts'
import type { Viewer } from './viewer.ts'
import { WORDS } from './words.ts'

/** Sending evidence from a telephone, while the dossier may be written; what was sent before stays told of. */
export function uploadSection({ id, state, uploads, rulePack }: OwnCase, { csrf }: Viewer, language: Language): string {
  const words = WORDS[language]
  const open: readonly string[] = DURING_DOSSIER
  const sent = uploads.map(({ title, state: where, arrivedAt, reason }) => {
    const why = reason === null ? '' : `<p>${escapeHtml(words.reason(reason))}</p>`
    return `<li><p><strong>${escapeHtml(title)}</strong>: ${words.uploadStates[where](dateOf(arrivedAt, language))}</p>${why}</li>`
  })
  const list = sent.length === 0 ? '' : `<ul class="things">${sent.join('')}</ul>`
  if (!open.includes(state)) return list === '' ? '' : `<h2 id="prove">${words.uploads}</h2><p>${words.uploadClosed}</p>${list}`
  const classes = rulePack.evidence.map((known) => `<option value="${escapeHtml(known.class)}">${escapeHtml(known[language])}</option>`)
  const told = { going: words.uploadGoing, lost: words.uploadLost, done: words.uploadDone, big: words.uploadBig, limit: MAX_EVIDENCE_BYTES }
  const data = Object.entries(told).map(([name, value]) => `data-${name}="${escapeHtml(String(value))}"`)
  return `<h2 id="prove">${words.uploads}</h2><p>${words.uploadSay}</p>${list}
<form method="post" action="${PATH}/${id}/prove" enctype="multipart/form-data" id="manda" ${draftOf({ caseId: id, form: 'prove', arrived: uploads.length })} ${data.join(' ')}>
<input type="hidden" name="csrf" value="${escapeHtml(csrf)}"><input type="hidden" name="chiave" value="${randomUUID()}">
<div class="field"><label for="classe">${words.uploadClass}</label><p id="classe-d" class="small">${keptFor(rulePack, language)}</p><select id="classe" name="classe" required aria-describedby="classe-d"><option value="">${words.choose}</option>${classes.join('')}</select>${needed('classe', words.uploadClassNeeded)}</div>
<div class="field"><label for="titolo">${words.uploadTitle}</label><p id="titolo-d" class="small">${words.uploadTitleHint}</p><input id="titolo" name="titolo" required maxlength="300" aria-describedby="titolo-d">${needed('titolo', words.uploadTitleNeeded)}</div>
<div class="field"><label for="file">${words.uploadFile}</label><input type="file" id="file" name="file" required accept="${EVIDENCE_TYPES.join(',')}">${needed('file', words.uploadFileNeeded)}</div>
${keptLine(language)}<p role="status" id="manda-stato"></p><div class="actions"><button class="first">${words.uploadSend}</button></div></form>`
}

/** How long evidence is kept, and which class of it for less: said before somebody sends it (Reg. (EU) 2016/679 art. 13 c. 2 lett. a). */
function keptFor(rulePack: RulePack, language: Language): string {
  const words = WORDS[language]
  const time = (keep: string) => fromTheEnd(keep, language)
  const dossier = rulePack.retention.find((known) => known.class === 'dossier')
  const less = rulePack.evidence.flatMap((known) => {
    const { keep, own } = evidenceTerm(rulePack, known.class)
    return own ? [words.uploadKeptLess(escapeHtml(known[language]), time(keep))] : []
  })
  return [words.uploadKept(time(dossier?.keep ?? 'permanent')), ...less].join(' ')
}
