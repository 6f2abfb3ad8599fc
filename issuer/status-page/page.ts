import { escapeHtml } from '../../http/page/escape-html.ts'
import { type Frame as PageFrame, servedPage } from '../../http/page/served-page.ts'
import type { ShownAct } from './find-act.ts'
import { FRAME, type Said } from './words.ts'

export interface Frame extends PageFrame {
  readonly verifierUrl: string
}

/** The state in a word before its colour, and before everything else. */
export function statePage({ act, said, at }: { act: ShownAct; said: Said; at: Date }, frame: Frame): string {
  const { language } = frame
  const words = FRAME[language]
  const asOf = new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Rome',
  })
  const successor =
    act.successor === undefined
      ? ''
      : `<a href="${escapeHtml(act.successor.page)}">${escapeHtml(words.successor(act.successor.number))}</a>`
  const content = `<h1 class="word ${said.worth}">${said.word}</h1><p class="said">${escapeHtml(said.sentence)}</p>
<p>${said.next}</p><p>${successor}${verifierLink(frame)}</p><p class="small">${words.as} ${asOf.format(at)}</p>`
  return servedPage({ title: `${said.word} – ${words.title}`, content, frame, body: act.body })
}

/** One and the same for whatever is wrong with an address. */
export function missingPage(frame: Frame): string {
  const { missing, missingNext } = FRAME[frame.language]
  return servedPage({ title: missing, content: `<h1>${missing}</h1><p>${missingNext}</p><p>${verifierLink(frame)}</p>`, frame })
}

function verifierLink({ verifierUrl, language }: Frame): string {
  return `<a href="${escapeHtml(verifierUrl)}/${language === 'it' ? '' : `?lingua=${language}`}">${FRAME[language].verifier}</a>`
}
