import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ROOMS = ['credential', 'schemas', 'http', 'keys', 'issuer', 'verifier', 'wallet-web', 'ui', 'prisma', 'scripts', 'tests'] as const
const GENERATED = /^prisma\/client\//
const CODE = /\.(ts|mjs|svelte)$/

export interface Source {
  /** From the repository's folder, with `/`. */
  readonly path: string
  readonly room: string
  readonly text: string
  readonly lines: number
  /** What it imports: other sources by path, packages and node modules by name. */
  readonly imports: readonly string[]
}

/** Every source file that people wrote. */
export function readSources(): Source[] {
  return ROOMS.flatMap((room) => filesBelow(room))
    .filter((path) => CODE.test(path) && !GENERATED.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, room: path.split('/')[0] ?? '', text, lines: text.split('\n').length - 1, imports: importsOf(path, text) }
    })
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
}

function importsOf(path: string, text: string): string[] {
  const found = withoutComments(text).matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])([^'"\n]+)\1/g)
  return [...found].map(([, , target = '']) =>
    target.startsWith('.') ? normalize(join(dirname(path), target)).replaceAll('\\', '/') : target,
  )
}

/** Code alone: a word in a comment is not a use. Strings stay, so that addresses in them keep their slashes. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1')
}
