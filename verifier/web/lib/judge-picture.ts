import { notChecked } from '../../../credential/chain/step.ts'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { refused } from '../../../credential/verify/refused.ts'
import { MOST_PIXELS, pixelsOf } from '../../../ui/scan/pixels-of.ts'
import { readPicture } from '../../../ui/scan/read-picture.ts'
import { openShare } from './open-share.ts'
import { readText } from './read-text.ts'
import type { Received } from './received.ts'
import { verifyHere } from './verify-here.ts'

/** What a picture without a baked badge is found to be: none, a form that is no document's, or larger than a document may be. */
const NO_BADGE: readonly string[] = ['badge.none', 'format.unreadable', 'format.too-large']

/** First byte of the only such form that badges are baked into. */
const PNG = 0x89

interface JudgedPicture {
  readonly result: VerificationResult
  readonly document: Received
}

/** Judges a picture: by the badge inside it, else by the code that it shows, as the camera would read it. */
export async function judgePicture(picture: Received): Promise<JudgedPicture> {
  const result = await verifyHere(picture)
  const code = result.checks.find(({ id }) => id === 'format')?.code ?? ''
  const isVast = (pixelsOf(picture.bytes) ?? 0) > MOST_PIXELS
  // No badge is so large, and what reads them says no more than that it is none.
  if (!NO_BADGE.includes(code) && !(isVast && code === 'badge.malformed')) return { result, document: picture }
  if (isVast) {
    const step = notChecked('format.picture-pixels', { most: MOST_PIXELS / 1_000_000 })
    return { result: refused(step, new Date()), document: picture }
  }
  const { document, problem } = await inCode(picture)
  if (document !== undefined) return { result: await verifyHere(document), document }
  // A picture with room for a badge that is too large to be looked into: that it holds none is not known.
  if (code === 'format.too-large' && picture.bytes[0] === PNG) return { result, document: picture }
  return { result: refused(notChecked(problem), new Date()), document: picture }
}

interface InCode {
  readonly document?: Received | undefined
  readonly problem: 'format.picture' | 'format.picture-link'
}

/** What the code in a picture stands for. A link that opens nothing here stays a link: one picture among many does not end the others. */
async function inCode({ bytes }: Received): Promise<InCode> {
  const text = await readPicture(new Blob([new Uint8Array(bytes)]))
  const read = readText(text ?? '', location.origin)
  if (read.kind === 'empty') return { problem: 'format.picture' }
  const problem = 'format.picture-link'
  if (read.kind === 'share') return { document: await openShare(read.link, location.origin).catch(() => undefined), problem }
  return read.kind === 'document' && !isLink(text ?? '') ? { document: read.document, problem } : { problem }
}

function isLink(text: string): boolean {
  return /^\s*https?:/i.test(text)
}
