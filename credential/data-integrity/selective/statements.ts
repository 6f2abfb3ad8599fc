import canonizer, { type Quad, type Term } from 'rdf-canonize'
import { AttestaError } from '../../errors.ts'
import { canonizeDataset } from '../canonize.ts'

/** New names of blank nodes by their names so far, without the `_:` before both. */
export type Labels = ReadonlyMap<string, string>

/**
 * The canonical statements of a dataset, its blank nodes named anew by `relabel`, in code point order (vc-di-ecdsa §3.4.1), and the names
 * that the dataset's own blank nodes then have.
 *
 * @throws AttestaError `proof.too-complex`, `proof.signature` for a node that gets no name
 */
export async function canonicalStatements({
  dataset,
  relabel,
}: {
  dataset: readonly Quad[]
  relabel: (canonical: readonly string[]) => Labels
}): Promise<{ statements: readonly string[]; labels: Labels }> {
  const canonicalIdMap = new Map<string, string>()
  const text = await canonizeDataset({ dataset, canonicalIdMap })
  const known = new Map([...canonicalIdMap].map(([own, canonical]) => [bare(own), bare(canonical)]))
  const renamed = relabel([...known.values()])
  const statements = text
    .split('\n')
    .slice(0, -1)
    .map(
      (line) => `${line.replace(BLANK_IN_LINE, (whole, name?: string) => (name === undefined ? whole : `_:${labelOf(renamed, name)}`))}\n`,
    )
  const labels = new Map([...known].map(([own, canonical]) => [own, labelOf(renamed, canonical)]))
  return { statements: statements.sort(byCodePoint), labels }
}

/** The canonical names that the blank nodes of a dataset get. */
export async function canonicalNames(dataset: readonly Quad[]): Promise<Labels> {
  const canonicalIdMap = new Map<string, string>()
  await canonizeDataset({ dataset, canonicalIdMap })
  return new Map([...canonicalIdMap].map(([own, canonical]) => [bare(own), bare(canonical)]))
}

/** The statements of a dataset with these names. */
export function namedStatements({ dataset, labels }: { dataset: readonly Quad[]; labels: Labels }): ReadonlySet<string> {
  const named = (term: Term): Term => (term.termType === 'BlankNode' ? { ...term, value: labelOf(labels, bare(term.value)) } : term)
  return new Set(
    dataset.map((quad) =>
      canonizer.NQuads.serializeQuad({ ...quad, subject: named(quad.subject), object: named(quad.object), graph: named(quad.graph) }),
    ),
  )
}

/**
 * A blank node where a statement may have one: at its beginning, after the predicate, before the dot. Text in quotes may look like one
 * (`"_:c14n0"`), so quoted text is skipped.
 */
const BLANK_IN_LINE = /"(?:[^"\\]|\\.)*"|_:(c14n\d+)/g

function labelOf(labels: Labels, name: string): string {
  const label = labels.get(name)
  if (label === undefined) throw new AttestaError('proof.signature')
  return label
}

function bare(name: string): string {
  return name.startsWith('_:') ? name.slice(2) : name
}

/** As RDFC-1.0 sorts; JavaScript's own order differs above U+FFFF. */
function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  let at = 0
  while (a.charCodeAt(at) === b.charCodeAt(at)) at++
  const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)]
  if (Number.isNaN(one)) return -1
  if (Number.isNaN(other)) return 1
  const surrogate = (unit: number) => unit >= 0xd800 && unit < 0xe000
  if (surrogate(one) !== surrogate(other)) return surrogate(one) ? (other >= 0xe000 ? 1 : one - other) : one >= 0xe000 ? -1 : one - other
  return one - other
}
