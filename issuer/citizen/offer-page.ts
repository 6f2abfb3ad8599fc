import { correction, generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import { escapeHtml } from '../../http/page/escape-html.ts'
import { type Frame, servedPage } from '../../http/page/served-page.ts'
import { dateOf } from '../badge-api/date-of.ts'
import type { CreatedOffer } from '../oid4vci/offers/create-offer.ts'
import { offerLinks } from '../oid4vci/offers/offer-links.ts'
import { sayInRome } from '../rome-time.ts'
import { leaveForm } from './case-page.ts'
import type { OwnAct, OwnCase } from './own-case.ts'
import { PATH } from './secrets.ts'
import type { Viewer } from './viewer.ts'
import { WORDS } from './words.ts'

export interface OfferPageInput {
  readonly own: OwnCase
  readonly act: OwnAct
  readonly offer: CreatedOffer
  readonly walletUrl: string
  readonly viewer: Viewer
  readonly frame: Frame
}

/** ISO/IEC 18004 asks for a quiet zone of four modules. */
const QUIET = 4

/** Link and code of one offer, side by side: whoever sees this page has shown who they are. */
export function offerPage({ own, act, offer, walletUrl, viewer, frame }: OfferPageInput): string {
  const { language } = frame
  const words = WORDS[language]
  const { deepLink, walletLink } = offerLinks({ credentialOfferUri: offer.credentialOfferUri, walletUrl })
  const named = words.act(words.kinds[act.kind] ?? act.kind, act.number, dateOf(act.released, language))
  const spoken = [...offer.txCode].join(' ')
  const content = `<h1>${words.walletTitle}</h1><p>${escapeHtml(named)}</p>
<ol><li>${words.walletOpen}</li><li>${words.walletCode} <strong aria-label="${spoken}">${offer.txCode.slice(0, 3)} ${offer.txCode.slice(3)}</strong></li></ol>
<p class="actions"><a href="${escapeHtml(walletLink)}" target="_blank" rel="noreferrer">${words.walletHere}</a></p>
<p>${words.walletOther}</p>${drawn(deepLink, words.walletQr)}
<p class="small">${escapeHtml(words.walletUntil(sayInRome({ at: offer.expiresAt, language })))}</p>
<p><a href="${PATH}/${own.id}#documenti">${words.back}</a></p>`
  return servedPage({ title: words.walletTitle, content, frame, body: own.body.name, session: leaveForm(viewer, frame) })
}

/** Dark on light, and beside a link that does the same. */
function drawn(text: string, title: string): string {
  const code = generate(text, { minCorrectionLevel: correction.L })
  const side = code.size + 2 * QUIET
  return `<svg viewBox="${-QUIET} ${-QUIET} ${side} ${side}" width="288" height="288" role="img" aria-label="${title}" shape-rendering="crispEdges"><rect x="${-QUIET}" y="${-QUIET}" width="${side}" height="${side}" fill="#fff"/><path d="${toSvgPath(code)}" fill="#000"/></svg>`
}
