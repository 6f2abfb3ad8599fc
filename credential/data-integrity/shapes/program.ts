import { crypto } from '#crypto'
import { utf8Of } from '../../base64url.ts'
import type { CanonHash } from '../canon-hash.ts'
import { hex } from '../hex.ts'

/** How a leaf is written in N-Quads: as the text of a literal, as an IRI; or it belongs to the shape with the text that it has. */
export type Leaf = 'literal' | 'iri' | { readonly fixed: string }

/** Piece of a line: text, a leaf by its number, a blank node by its number. */
export type Piece = string | { readonly leaf: number } | { readonly node: number }
export type Line = readonly Piece[]

/** The canonical form of every document of one shape. */
export interface Program {
  readonly leaves: readonly Leaf[]
  readonly lines: readonly Line[]
  /** Lines that mention each blank node, by their numbers. */
  readonly nodes: readonly (readonly number[])[]
  readonly hash: CanonHash
  /** Whether a name is a term of a context in use: then it is no scheme. */
  readonly isTerm: (name: string) => boolean
}

/** Nothing that N-Quads escape, nothing whose order by UTF-16 units differs from that by code points. */
const PLAIN = /^[ !#-[\]-~\u0080-\ud7ff]*$/
/** The same with what N-Quads escape by a letter. */
const ESCAPABLE = /^[\n\r\t -~\u0080-\ud7ff]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are among those that an IRI must not have
const IRI = /^([A-Za-z][A-Za-z0-9+.-]*):[^\s\u0000-\u0020<>"{}|\\^`\ud800-\uffff]+$/
const LETTERS: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' }

/**
 * RDFC-1.0 for a document of this shape; undefined where one of its texts could change more than itself, and where two blank nodes look
 * alike or two statements are the same: then the full algorithm must judge.
 */
export function run({ leaves, lines, nodes, hash, isTerm }: Program, texts: readonly string[]): string | undefined {
  const filled: string[] = []
  for (let index = 0; index < leaves.length; index++) {
    const text = fill({ leaf: leaves[index], text: texts[index] ?? '', isTerm })
    if (text === undefined) return undefined
    filled.push(text)
  }
  const labels = labelsOf({ lines, nodes, hash, filled })
  if (labels === undefined) return undefined
  const written = lines.map((line) => write(line, filled, (node) => labels[node] ?? '')).sort()
  for (let index = 1; index < written.length; index++) if (written[index] === written[index - 1]) return undefined
  return written.join('')
}

function fill({ leaf, text, isTerm }: { leaf: Leaf | undefined; text: string; isTerm: Program['isTerm'] }): string | undefined {
  if (leaf === 'literal') {
    if (PLAIN.test(text)) return text
    return ESCAPABLE.test(text) ? text.replace(/[\n\r\t"\\]/g, (letter) => LETTERS[letter] ?? '') : undefined
  }
  return leaf === 'iri' && isIri(text, isTerm) ? text : typeof leaf === 'object' && leaf.fixed === text ? text : undefined
}

/** Absolute, not a term and not to be split into a prefix that is one: JSON-LD leaves it as it is wherever it wants an IRI. */
export function isIri(text: string, isTerm: Program['isTerm']): boolean {
  const scheme = IRI.exec(text)?.[1]
  return scheme !== undefined && !isTerm(scheme) && !isTerm(text)
}

interface LabelInput extends Pick<Program, 'lines' | 'nodes' | 'hash'> {
  readonly filled: readonly string[]
}

/** RDFC-1.0 §4.4 steps 3 to 5 where each blank node has a hash of its own; undefined otherwise. */
function labelsOf({ lines, nodes, hash, filled }: LabelInput): readonly string[] | undefined {
  const hashes = nodes.map((mentions, node) => {
    const masked = mentions.map((at) => write(lines[at] ?? [], filled, (other) => (other === node ? 'a' : 'z'))).sort()
    const data = utf8Of(masked.join(''))
    return hex(hash === 'SHA-256' ? crypto.sha256(data) : crypto.sha384(data))
  })
  const sorted = [...hashes].sort()
  const places = new Map(sorted.map((value, index) => [value, `c14n${index}`]))
  return places.size === nodes.length ? hashes.map((value) => places.get(value) ?? '') : undefined
}

function write(line: Line, filled: readonly string[], labelOf: (node: number) => string): string {
  let text = ''
  for (const piece of line) {
    if (typeof piece === 'string') text += piece
    else text += 'leaf' in piece ? (filled[piece.leaf] ?? '') : labelOf(piece.node)
  }
  return text
}
