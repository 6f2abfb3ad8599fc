import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * Scripts in which people who live in Lombardy write their names, beside the Latin one. The last has a file for every few dozen
 * characters: which file has a character is told by the package's own table.
 */
const PACKAGES = [
  'noto-sans',
  'noto-sans-arabic',
  'noto-sans-bengali',
  'noto-sans-devanagari',
  'noto-sans-georgian',
  'noto-sans-gurmukhi',
  'noto-sans-sinhala',
  'noto-sans-tamil',
  'noto-sans-thai',
  'noto-sans-sc',
] as const

interface Part {
  readonly file: string
  readonly ranges: readonly (readonly [from: number, to: number])[]
}

let parts: readonly Part[] | undefined

/** Where the letters of a code point may be, without the weight: `@fontsource/noto-sans-thai/files/noto-sans-thai-thai`. */
export function filesFor(point: number): readonly string[] {
  parts ??= PACKAGES.flatMap(partsOf)
  return parts.filter(({ ranges }) => ranges.some(([from, to]) => from <= point && point <= to)).map(({ file }) => file)
}

function partsOf(name: (typeof PACKAGES)[number]): readonly Part[] {
  const table: Record<string, string> = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve(`@fontsource/${name}/unicode.json`), 'utf8'),
  )
  return Object.entries(table).map(([subset, ranges]) => ({
    file: `@fontsource/${name}/files/${name}-${subset.replace(/[[\]]/g, '')}`,
    ranges: ranges.split(',').map(readRange),
  }))
}

/** `U+0400-045F` or `U+2116` (CSS Fonts 4 §4.5). */
function readRange(range: string): readonly [number, number] {
  const [from = '', to = from] = range.trim().slice(2).split('-')
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
}
