import { escapeHtml } from '../../http/page/escape-html.ts'
import { type Frame, servedPage } from '../../http/page/served-page.ts'
import { dateOf } from '../badge-api/date-of.ts'
import { inLanguage } from '../badge-api/in-language.ts'
import { phasesOf } from '../reads/phases.ts'
import { sayInRome } from '../rome-time.ts'
import { keptSection } from './kept-section.ts'
import { nextWords } from './next-words.ts'
import { otherLink } from './other-link.ts'
import type { OwnAct, OwnCase, OwnPaper } from './own-case.ts'
import { SCRIPT_PATH } from './page-script.ts'
import { ratingSection } from './rating-section.ts'
import { refusedSection } from './refused-section.ts'
import { requestSection } from './request-section.ts'
import { PATH } from './secrets.ts'
import { uploadSection } from './upload-section.ts'
import type { Viewer } from './viewer.ts'
import { PHASES, WORDS } from './words.ts'

export interface CasePageInput {
  readonly own: OwnCase
  readonly viewer: Viewer
  readonly frame: Frame
}

/** Where the case stands in the first line; then what comes next, the steps, the papers, and what is kept. */
export function casePage(input: CasePageInput): string {
  const { own, viewer, frame } = input
  const { language } = frame
  const words = WORDS[language]
  const said = nextWords({
    state: own.state,
    endsHere: own.endsHere,
    language,
    body: own.body.name,
    appointer: own.rulePack.appointedBy[language],
  })
  const title = own.title === undefined ? '' : `<p>${escapeHtml(inLanguage(own.title, language))}</p>`
  const meeting =
    own.meeting === undefined
      ? ''
      : `<p class="note">${escapeHtml(words.when(sayInRome({ at: own.meeting.at, language }), own.meeting.place))}</p>`
  const content = `<p class="small">${escapeHtml(words.caseOf(own.number, own.body.name))}</p><h1>${words.title}</h1>${otherLink(language)}
<p class="said">${escapeHtml(words.hello(own.givenName))} <strong>${escapeHtml(said.now)}</strong></p>${title}
<h2>${words.next}</h2><p>${escapeHtml(said.next)}</p>${meeting}
${refusedSection(own, language)}
<h2 id="passi">${words.steps}</h2>${steps(own, frame)}
<h2 id="documenti">${words.documents}</h2>${documents(own, viewer, frame)}
${uploadSection(own, viewer, language)}
${requestSection(own, viewer, language)}
${ratingSection(own, viewer, language)}
${keptSection(own, language)}
<script src="${SCRIPT_PATH}" defer></script>`
  return servedPage({ title: words.title, content, frame, body: own.body.name, session: leaveForm(viewer, frame) })
}

function steps({ state, reached, endsHere }: OwnCase, { language }: Frame): string {
  const words = WORDS[language]
  const items = phasesOf({ state, reached, endsHere }).map(({ id, label, state: where, date }) => {
    const name = escapeHtml(PHASES[language][id] ?? label)
    if (where === 'done') return `<li>${name}: ${words.done(dateOf(new Date(date ?? 0), language))}</li>`
    return where === 'current'
      ? `<li aria-current="step"><strong>${name}: ${words.current}</strong></li>`
      : `<li class="small">${name}: ${words.later}</li>`
  })
  return `<ol class="things">${items.join('')}</ol>`
}

/** What attests something first; then the papers of the way there, and how to see those that name others. */
function documents({ id, acts, papers, reached }: OwnCase, viewer: Viewer, { language }: Frame): string {
  const words = WORDS[language]
  const attested =
    acts.length === 0
      ? `<p>${words.noDocuments}</p>`
      : `<ul class="things">${acts.map((act) => `<li>${document(act, { caseId: id, viewer, language })}</li>`).join('')}</ul>`
  if (papers.length === 0) return attested
  const others = reached.has('commissione_nominata') ? ` ${words.papersOthers} <a href="#richieste">${words.papersAsk}</a>` : ''
  const items = papers.map((own) => `<li>${paper(own, id, language)}</li>`)
  return `${attested}<h3 id="atti">${words.papers}</h3><p class="small">${words.papersSay}${others}</p>
<ul class="things">${items.join('')}</ul>`
}

function paper({ id, title, date, ended }: OwnPaper, caseId: string, language: Frame['language']): string {
  const words = WORDS[language]
  const named = escapeHtml(words.paper(inLanguage(title, language), dateOf(new Date(`${date}T12:00:00Z`), language)))
  const told = ended ? `<p class="note">${words.calledOff}</p>` : ''
  return `<p>${named}</p>${told}<p><a href="${PATH}/${caseId}/atti/${id}" aria-label="${words.download}: ${named}">${words.download}</a></p>`
}

interface Shown {
  readonly caseId: string
  readonly viewer: Viewer
  readonly language: Frame['language']
}

function document({ id, kind, number, released, word, successor, replaces, taken }: OwnAct, { caseId, viewer, language }: Shown): string {
  const words = WORDS[language]
  const named = escapeHtml(words.act(words.kinds[kind] ?? kind, number, dateOf(released, language)))
  if (successor !== null) return `<p>${named}</p><p class="note">${escapeHtml(words.replaced(successor))}</p>`
  if (word === 'annullato' || word === 'sostituito') return `<p>${named}</p><p class="note">${words.ended}</p>`
  const address = `${PATH}/${caseId}/documenti/${id}`
  const suspended = word === 'sospeso' ? `<p class="note">${words.suspended}</p>` : ''
  // Whoever held the old one has to put the new one in its place; it is there without asking.
  const told =
    replaces === null ? '' : `<p class="note">${escapeHtml(words.replaces(replaces, kind))}${taken ? '' : ` ${words.replacesNow}`}</p>`
  return `<p>${named}</p>${told}${suspended}<p><a href="${address}" aria-label="${words.download}: ${named}">${words.download}</a></p>
<form method="post" action="${address}/portafoglio"><input type="hidden" name="csrf" value="${escapeHtml(viewer.csrf)}"><button aria-label="${words.wallet}: ${named}">${words.wallet}</button></form>${taken ? `<p class="small">${words.walletTaken}</p>` : ''}`
}

export function leaveForm({ csrf }: Viewer, { language }: Frame): string {
  return `<form method="post" action="${PATH}/esci" id="esci"><input type="hidden" name="csrf" value="${escapeHtml(csrf)}"><button>${WORDS[language].leave}</button></form>`
}
