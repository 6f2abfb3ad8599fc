import { AttestaError } from '../errors.ts'

const TYPE = '/EmbeddedFile'
/** Mentions and references that are followed; a file has at most sixteen that count, perhaps saved more than once. */
const MOST = 48
/** How far before its type the dictionary of a stream begins. */
const MAX_DICTIONARY = 4096

/** A name may be written with its letters in hexadecimal (ISO 32000-1 §7.3.5). */
const ESCAPED = /#([0-9A-Fa-f]{2})/g
const DIRECT = /\/EF[\s\0]*<<([^>]{0,512})/g
const INDIRECT = /\/EF[\s\0]+(\d{1,10})[\s\0]+(\d{1,5})[\s\0]+R/g
const REFERENCE = /(\d{1,10})[\s\0]+(\d{1,5})[\s\0]+R/g

/**
 * Places in the dictionaries of embedded files, ascending: of those that say that they are one, and of those that a file specification points
 * to, which need not say so (ISO 32000-1 §7.11.4, table 45: `Type` is optional) and which programs give out all the same.
 *
 * @param packed what was unpacked of object streams, where file specifications may stand too
 * @throws AttestaError `pdf.malformed` for one that points to nothing, `pdf.too-many`
 */
export function embeddedPlaces(text: string, packed: readonly string[]): readonly number[] {
  const places = new Map<number, number>()
  for (const at of mentions(text, TYPE)) places.set(objectAround(text, at), at)
  for (const at of referred(text, packed)) if (!places.has(at)) places.set(at, at)
  return [...places.values()].sort((a, b) => a - b)
}

/**
 * Where a name stands: alone, not as the beginning of a longer one such as `/EmbeddedFiles`.
 *
 * @throws AttestaError `pdf.too-many`
 */
export function mentions(text: string, name: string): readonly number[] {
  const found: number[] = []
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length))
    if (!/[A-Za-z0-9#]/.test(text.charAt(at + name.length)) && found.push(at) > MOST) throw tooMany()
  return found
}

/** Behind the word that begins it. */
function objectAround(text: string, at: number): number {
  const from = Math.max(0, at - MAX_DICTIONARY)
  return from + text.slice(from, at).lastIndexOf('obj') + 'obj'.length
}

/** Places behind the words that begin the objects to which file specifications point. */
function referred(text: string, packed: readonly string[]): readonly number[] {
  const followed = new Map<string, readonly number[]>()
  const follow = ([, number, generation]: RegExpMatchArray) => {
    const key = `${Number(number)} ${Number(generation)}`
    const places = followed.get(key) ?? objectsOf(text, key)
    // One that stands nowhere in the open is shown by a program that finds it, and by us not.
    if (places.length === 0) throw new AttestaError('pdf.malformed')
    if (followed.set(key, places).size > MOST) throw tooMany()
    return places
  }
  const files: number[] = []
  for (const one of [text, ...packed]) {
    const plain = one.includes('#') ? one.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : one
    const inside = [...plain.matchAll(DIRECT)].map(([, written = '']) => written)
    for (const match of plain.matchAll(INDIRECT))
      for (const at of follow(match)) inside.push(text.slice(at, at + 512).split('>>', 1)[0] ?? '')
    for (const written of inside) for (const match of written.matchAll(REFERENCE)) files.push(...follow(match))
  }
  return files
}

/** A file that was saved anew may have an object more than once: each of them is looked at. */
function objectsOf(text: string, key: string): number[] {
  const [number, generation] = key.split(' ')
  const begin = new RegExp(`(?<![0-9])0*${number}[\\s\\0]+0*${generation}[\\s\\0]+obj`, 'g')
  return [...text.matchAll(begin)].map((match) => match.index + match[0].length)
}

function tooMany(): AttestaError {
  return new AttestaError('pdf.too-many', { limit: MOST })
}
