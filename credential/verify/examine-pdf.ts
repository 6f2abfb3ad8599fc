import { causeOf, failed, type Step } from '../chain/index.ts'
import { AttestaError } from '../errors.ts'
import { readAttachments } from '../pdf/read-attachments.ts'
import type { Examination, Tools } from './evidence.ts'
import { type Sniffed, sniff } from './sniff.ts'

type Examined = Examination | { readonly format: Step }

/**
 * Looks at what a PDF carries inside; the sheet itself is a picture that anybody can draw. All that is inside must be renderings of one
 * act: beside a genuine badge of somebody else, the sheet of a forger would look verified.
 */
export async function examinePdf(
  bytes: Uint8Array,
  tools: Tools,
  examine: (sniffed: Sniffed, tools: Tools) => Promise<Examined>,
): Promise<Examined> {
  let inside: readonly Sniffed[]
  try {
    inside = (await readAttachments(bytes)).flatMap((file) => readable(file, tools))
  } catch (error) {
    return { format: failed(causeOf(error), error instanceof AttestaError ? error.facts : {}) }
  }
  const results = await Promise.all(inside.map((document) => examine(document, tools)))
  const examinations = results.filter((result): result is Examination => !('format' in result))
  const [first] = examinations
  if (first === undefined) return results[0] ?? { format: failed('format.pdf') }
  const refused = examinations.find(({ schema, proof }) => schema.outcome === 'failed' || proof.outcome === 'failed')
  if (refused !== undefined) return refused
  const acts = new Set(examinations.map(({ statement }, index) => statement?.renderingOf ?? statement?.documentId ?? index))
  if (examinations.every(({ statement }) => statement !== undefined) && acts.size > 1) return { format: failed('pdf.several-acts') }
  return examinations.find(({ issuerKey, statement }) => issuerKey.outcome === 'passed' && statement !== undefined) ?? first
}

/** Pictures, notes and other papers that somebody put beside are no documents to be judged. */
function readable(bytes: Uint8Array, { world }: Tools): Sniffed[] {
  try {
    const sniffed = sniff({ bytes, limits: world.limits })
    return sniffed.form === 'pdf' || sniffed.form === 'picture' ? [] : [sniffed]
  } catch {
    return []
  }
}
