import { escapeHtml } from '../routes/escape-html.ts'
import type { Language } from '../routes/language.ts'
import type { ShownAct } from './find-act.ts'
import { FRAME, type Said } from './words.ts'

/** Without a script, and the state in a word before its colour. */
export const STYLE = `:root{color-scheme:light}body{font:1.125rem/1.55 "Titillium Web",system-ui,sans-serif;color:#17211a;background:#fff;margin:0;overflow-wrap:anywhere}
main{max-width:40rem;margin:0 auto;padding:2.5rem 1.25rem}h1{font-size:1rem;font-weight:400;color:#4c5a50;margin:0 0 1.5rem}
.word{font-size:2.25rem;line-height:1.15;font-weight:600;margin:0 0 .75rem;padding-left:1rem;border-left:.5rem solid #5b6f82}
.valido{border-color:#297a38;color:#1c5527}.sospeso,.scaduto{border-color:#a66300;color:#734500}.annullato,.sostituito{border-color:#b3132b;color:#8c0f22}
.said{font-size:1.25rem}a{display:inline-flex;align-items:center;min-height:44px;color:#1c5527;font-weight:600;margin-right:1.5rem}
a:focus-visible{outline:3px solid #17211a;outline-offset:3px}.small{font-size:.9375rem;color:#4c5a50}
.demo{margin:0;padding:.5rem 1.25rem;font-size:.9375rem;background:repeating-linear-gradient(135deg,#fff3cd 0 1rem,#ffe9a8 1rem 2rem);color:#4a3600}`

export interface Frame {
  readonly language: Language
  readonly verifierUrl: string
  readonly demo: boolean
}

export function statePage({ act, said, at }: { act: ShownAct; said: Said; at: Date }, frame: Frame): string {
  const { language } = frame
  const words = FRAME[language]
  const asOf = new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Rome',
  })
  const successor = act.successor === undefined ? '' : `<a href="${escapeHtml(act.successor)}">${words.successor}</a>`
  return page(
    `<h1>${words.title}</h1><p class="word ${said.worth}">${said.word}</p><p class="said">${escapeHtml(said.sentence)}</p>
<p>${said.next}</p><p>${successor}${verifierLink(frame)}</p><p class="small">${words.as} ${asOf.format(at)}</p>`,
    frame,
  )
}

/** One and the same for whatever is wrong with an address. */
export function missingPage(frame: Frame): string {
  const { missing, missingNext } = FRAME[frame.language]
  return page(`<h1>${missing}</h1><p>${missingNext}</p><p>${verifierLink(frame)}</p>`, frame)
}

function verifierLink({ verifierUrl, language }: Frame): string {
  return `<a href="${escapeHtml(verifierUrl)}/">${FRAME[language].verifier}</a>`
}

function page(content: string, { language, demo }: Frame): string {
  const { title, demo: band } = FRAME[language]
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><link rel="stylesheet" href="/a/stato.css"><title>${title}</title></head>
<body>${demo ? `<p class="demo">${band}</p>` : ''}<main>${content}</main></body></html>`
}
