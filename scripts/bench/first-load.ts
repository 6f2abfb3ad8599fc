import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

const FOLDER = 'dist/web/issuer'
/** What a person waits for who opens the console and is logged in: the page, its code and style, one language, and «Oggi». */
const ASKED_FIRST = ['index.html', 'screens/Home.svelte', 'virtual:attesta-messages/it']

/** Kilobytes (1000 bytes) that travel before «Oggi» stands there, as brotli; letters (fonts) come after. The built console is looked at. */
export function firstLoadBrotliKb(): number {
  const manifest: Readonly<Record<string, Chunk>> = JSON.parse(readFileSync(join(FOLDER, '.vite/manifest.json'), 'utf8'))
  const files = new Set(['index.html'])
  const seen = new Set<string>()
  const load = (name: string) => {
    const chunk = manifest[name]
    if (chunk === undefined || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const needed of chunk.imports ?? []) load(needed)
  }
  for (const asked of ASKED_FIRST) {
    const name = Object.keys(manifest).find((candidate) => candidate.endsWith(asked))
    if (name === undefined) throw new Error(`the built console has no ${asked}`)
    load(name)
  }
  const bytes = [...files].reduce((sum, file) => sum + travels(join(FOLDER, file)), 0)
  return Math.round(bytes / 10) / 100
}

/** What is too small to gain by it travels as it is. */
function travels(file: string): number {
  const packed = `${file}.br`
  return statSync(existsSync(packed) ? packed : file).size
}
