import type { VerificationResult } from '../../../credential/verify/check.ts'
import type { Received } from './received.ts'
import { verifyHere } from './verify-here.ts'

/** A document and what was found, under the name of the file that it came in. */
export interface Judged {
  readonly fileName?: string
  /** It came as a sheet, which anybody can draw. */
  readonly isSheet?: true
  readonly result: VerificationResult
  /** What was judged, to be compared with a person; absent where it never was in this page. */
  readonly document?: Received
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
      const result = await verifyHere(document)
      const { fileName, bytes } = document
      judged[index] = { result, document, ...(fileName === undefined ? {} : { fileName }), ...(isSheet(bytes) ? { isSheet: true } : {}) }
      done += 1
      ondone(done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return judged
}

/** A PDF, or the code that is printed on one. */
function isSheet(bytes: Uint8Array): boolean {
  return /^(%PDF-|\s*ATTESTA1:)/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 16)))
}
