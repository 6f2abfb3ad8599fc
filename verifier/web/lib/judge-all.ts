import type { VerificationResult } from '../../../credential/verify/check.ts'
import type { Received } from './received.ts'
import { verifyHere } from './verify-here.ts'

/** A document and what was found, under the name of the file that it came in. */
export interface Judged {
  readonly fileName?: string
  /** It came as a sheet, which anybody can draw. */
  readonly isSheet?: true
  /** A picture that does more than show itself when it is opened. */
  readonly isActive?: true
  readonly result: VerificationResult
  /** What was judged, to be compared with a person; absent where it never was in this page. */
  readonly document?: Received
  /** The file or text that was given: of a picture that shows a code, the picture. */
  readonly file?: Uint8Array
}

const AT_ONCE = 4

/** Judges documents a few at a time, in their order; `ondone` hears how many are done. */
export async function judgeAll({
  documents,
  ondone,
}: {
  documents: readonly Received[]
  ondone: (done: number) => void
}): Promise<Judged[]> {
  const judged: Judged[] = new Array(documents.length)
  const waiting = documents.entries()
  let done = 0
  async function work() {
    for (const [index, document] of waiting) {
      const { fileName } = document
      const found = await judge(document)
      const { bytes } = found.document
      judged[index] = {
        ...found,
        file: document.bytes,
        ...(fileName === undefined ? {} : { fileName }),
        ...(isSheet(bytes) ? { isSheet: true } : {}),
        ...((await isActive(document.bytes)) ? { isActive: true } : {}),
      }
      done += 1
      ondone(done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return judged
}

async function judge(document: Received): Promise<{ readonly result: VerificationResult; readonly document: Received }> {
  if (!isPhoto(document.bytes)) return { result: await verifyHere(document), document }
  const { judgePicture } = await import('./judge-picture.ts')
  return judgePicture(document)
}

/** PNG, JPEG or WebP. */
function isPhoto(bytes: Uint8Array): boolean {
  return /^(.PNG\r\n|\xff\xd8\xff|RIFF[\s\S]{4}WEBP)/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 12)))
}

/** An SVG is the one form that can carry programs beside its badge, which its proof does not cover. */
async function isActive(bytes: Uint8Array): Promise<boolean> {
  const text = new TextDecoder().decode(bytes)
  if (!/^\s*</.test(text)) return false
  const { hasActiveParts } = await import('../../../credential/open-badge/picture/active-parts.ts')
  return hasActiveParts(text.trimStart())
}

/** A PDF, or the code that is printed on one. */
function isSheet(bytes: Uint8Array): boolean {
  return /^(%PDF-|\s*ATTESTA1:)/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 16)))
}
