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
  let files: readonly Uint8Array[]
  try {
    files = await readAttachments(bytes)
  } catch (error) {
    return { format: refusal(error) }
  }
  const inside = files.map((file) => read(file, tools))
  const documents = inside.filter((file): file is Sniffed => file !== undefined && 'form' in file)
  const results = await Promise.all(documents.map((document) => examine(document, tools)))
  const examinations = results.filter((result): result is Examination => !('format' in result))
  const [first] = examinations
  if (first === undefined)
    return results[0] ?? inside.find((file) => file !== undefined && 'format' in file) ?? { format: failed('format.pdf') }
  const refused = examinations.find(({ schema, proof }) => schema.outcome === 'failed' || proof.outcome === 'failed')
  if (refused !== undefined) return refused
  const acts = new Set(examinations.map(({ statement }, index) => statement?.renderingOf ?? statement?.documentId ?? index))
  if (examinations.every(({ statement }) => statement !== undefined) && acts.size > 1) return { format: failed('pdf.several-acts') }
  return examinations.find(({ issuerKey, statement }) => issuerKey.outcome === 'passed' && statement !== undefined) ?? first
}

/** Pictures, notes and other papers that somebody put beside are no documents to be judged; a document that cannot be read is one. */
function read(bytes: Uint8Array, { world }: Tools): Sniffed | { readonly format: Step } | undefined {
  try {
    const sniffed = sniff({ bytes, limits: world.limits })
    return sniffed.form === 'pdf' || sniffed.form === 'picture' ? undefined : sniffed
  } catch (error) {
    const format = refusal(error)
    return format.code.startsWith('json.') ? { format } : undefined
  }
}

function refusal(error: unknown): Step {
  return failed(causeOf(error), error instanceof AttestaError ? error.facts : {})
}
