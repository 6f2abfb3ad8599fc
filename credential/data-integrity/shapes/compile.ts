import canonizer, { type Quad, type Term } from 'rdf-canonize'
import { crypto } from '#crypto'
import { encode } from '../../base64url.ts'
import type { Contexts } from '../../contexts/index.ts'
import type { JsonObject } from '../../json/index.ts'
import type { CanonHash } from '../canon-hash.ts'
import { expand, expandedToDataset } from '../json-ld.ts'
import { withLeaves } from './outline.ts'
import { isIri, type Leaf, type Line, type Piece, type Program, run } from './program.ts'

export interface CompileInput {
  /** Any document of the shape, which went the long way well. */
  readonly sample: JsonObject
  readonly leaves: readonly string[]
  /** What the long way made of it. */
  readonly canonical: string
  readonly contexts: Contexts
  readonly hash: CanonHash
  readonly isTerm: Program['isTerm']
}

/**
 * Finds out what becomes of each leaf of a document, by putting a mark that nobody can guess into its place and looking where it comes
 * out: whole and unchanged as one kind of term, or else the leaf belongs to the shape. Undefined where that cannot be told.
 */
export async function compile(input: CompileInput): Promise<Program | undefined> {
  const { leaves, isTerm, hash } = input
  const marks = new Marks()
  if (!isIri(marks.iri(0), isTerm)) return undefined
  // A term among the leaves may be one that has a meaning where it stands.
  const first = leaves.map((text): Leaf => (isTerm(text) || (LIKE_IRI.test(text) && !isIri(text, isTerm)) ? { fixed: text } : 'literal'))
  const tried = await tryOut(input, first, marks)
  const settled = tried && (await tryOut(input, tried.leaves, marks))
  if (settled === undefined || settled.leaves.some((leaf, index) => kindOf(leaf) !== kindOf(tried?.leaves[index]))) return undefined
  const { lines, nodes } = linesOf(settled.dataset, marks)
  if (lines.some((line) => line.some((piece) => typeof piece === 'string' && BEYOND.test(piece)))) return undefined
  const program = { leaves: settled.leaves, lines, nodes, hash, isTerm }
  return run(program, leaves) === input.canonical ? program : undefined
}

/** What JSON-LD may take for an IRI, or make one of. */
const LIKE_IRI = /^[A-Za-z][A-Za-z0-9+.-]*:\S*$/
/** Letters by which the order of lines could depend on more than UTF-16 units tell. */
const BEYOND = /[\ud800-\uffff]/

function kindOf(leaf: Leaf | undefined): string {
  return typeof leaf === 'string' ? leaf : 'fixed'
}

interface TriedOut {
  readonly leaves: readonly Leaf[]
  readonly dataset: readonly Quad[]
}

async function tryOut({ sample, leaves, contexts, isTerm }: CompileInput, assumed: readonly Leaf[], marks: Marks) {
  const marked = leaves.map((text, index) => {
    if (typeof assumed[index] === 'object') return text
    return isIri(text, isTerm) ? marks.iri(index) : marks.text(index)
  })
  const expanded = await expand({ document: withLeaves(sample, marked), contexts })
  // Two nodes of one name with different ones are refused, which depends on the texts.
  if (JSON.stringify(expanded).includes('"@index"')) return undefined
  const dataset = await expandedToDataset({ expanded, contexts })
  const found = marks.kindsIn(dataset)
  const seen = leaves.map(
    (text, index): Leaf => (typeof assumed[index] === 'object' ? { fixed: text } : (found.get(index) ?? { fixed: text })),
  )
  return { leaves: seen, dataset } satisfies TriedOut
}

/** Marks for leaves and blank nodes, with random bits in them: what a document says can be none of them. */
class Marks {
  readonly #secret = `m${encode(crypto.randomBytes(16))}`
  readonly #pattern = new RegExp(`(?:urn:)?${this.#secret}([ln])(\\d+);`)

  text(leaf: number): string {
    return `${this.#secret}l${leaf};`
  }

  iri(leaf: number): string {
    return `urn:${this.text(leaf)}`
  }

  node(node: number): string {
    return `${this.#secret}n${node};`
  }

  /** A line in pieces. */
  split(line: string): Line {
    const parts = line.split(this.#pattern)
    const pieces: Piece[] = []
    for (let at = 0; at < parts.length; at += 3) {
      const [before = '', kind, number] = parts.slice(at, at + 3)
      if (before !== '') pieces.push(before)
      if (kind !== undefined) pieces.push(kind === 'l' ? { leaf: Number(number) } : { node: Number(number) })
    }
    return pieces
  }

  /** What each leaf came out as, wherever it did; those that came out in two ways or not whole are left out. */
  kindsIn(dataset: readonly Quad[]): Map<number, 'literal' | 'iri'> {
    const kinds = new Map<number, 'literal' | 'iri'>()
    const spoilt = new Set<number>()
    const note = (term: Term | string | undefined, may: boolean) => {
      const value = typeof term === 'object' ? term.value : (term ?? '')
      const [first, ...more] = value.matchAll(new RegExp(this.#pattern, 'g'))
      if (first === undefined) return
      const leaf = Number(first[2])
      const kind = typeof term === 'object' && term.termType === 'Literal' ? 'literal' : 'iri'
      if (may && first[0] === value && more.length === 0 && (kinds.get(leaf) ?? kind) === kind) kinds.set(leaf, kind)
      else for (const match of [first, ...more]) spoilt.add(Number(match[2]))
    }
    for (const { subject, predicate, object, graph } of dataset) {
      note(subject, true)
      note(object, true)
      for (const term of [predicate, graph, object.datatype, object.language]) note(term, false)
    }
    for (const leaf of spoilt) kinds.delete(leaf)
    return kinds
  }
}

/** The statements as lines with places for leaves and blank nodes, and the lines of each blank node. */
function linesOf(dataset: readonly Quad[], marks: Marks): Pick<Program, 'lines' | 'nodes'> {
  const numbers = new Map<string, number>()
  const nodes: Set<number>[] = []
  const lines = dataset.map(({ subject, predicate, object, graph }, at) => {
    const named = (term: Term): Term => {
      if (term.termType !== 'BlankNode') return term
      const number = numbers.get(term.value) ?? numbers.size
      numbers.set(term.value, number)
      const mentions = nodes[number] ?? new Set()
      nodes[number] = mentions.add(at)
      return { ...term, value: marks.node(number) }
    }
    const quad = { subject: named(subject), predicate, object: named(object), graph: named(graph) }
    return marks.split(canonizer.NQuads.serializeQuad(quad))
  })
  return { lines, nodes: nodes.map((mentions) => [...mentions]) }
}
