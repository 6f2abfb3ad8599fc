import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import type { readOpenBadge } from '../../../credential/open-badge/index.ts'
import { vectorUrl } from '../../../scripts/vectors/family.ts'

const core = fileURLToPath(new URL('../../../credential/', import.meta.url))

/** What a page loads when somebody drops a badge, as one script for a browser. */
const page = `
  export { readOpenBadge, unbake } from '${core}open-badge/index.ts'
  export { verifyProofs } from '${core}data-integrity/index.ts'
  export { decodeMultikey } from '${core}did/index.ts'
`

const inBrowser = {
  stdin: { contents: page, resolveDir: core },
  bundle: true,
  minify: true,
  platform: 'browser',
  // A package of contexts names its files beside itself; nobody fetches them.
  define: { 'import.meta.url': '"https://verifier.example/assets/badge.js"' },
  write: false,
} as const

/** Everything in one script. */
let bundle = ''
/** What is loaded for a badge as most are; suites that disclose a part come when one is shown. */
let loaded = ''

beforeAll(async () => {
  const { outputFiles } = await build({ ...inBrowser, format: 'iife', globalName: 'attesta' })
  bundle = outputFiles[0]?.text ?? ''
  const split = await build({ ...inBrowser, format: 'esm', splitting: true, metafile: true, outdir: 'assets' })
  const texts = new Map(split.outputFiles.map(({ path, text }) => [basename(path), text]))
  const pieces = new Set<string>()
  const load = (path: string) => {
    if (pieces.has(path)) return
    pieces.add(path)
    for (const piece of split.metafile.outputs[path]?.imports ?? []) if (piece.kind === 'import-statement') load(piece.path)
  }
  load('assets/stdin.js')
  loaded = [...pieces].map((path) => texts.get(basename(path)) ?? '').join('\n')
})

describe('badges are read and verified in the page', () => {
  test('without anything of Node', () => {
    expect(loaded.match(/\brequire\(["']|from["']node:|\bBuffer\.from\(/g)).toBeNull()
  })

  test('in chunks that a phone can load while its user waits', () => {
    expect(loaded).toContain('AchievementSubject')
    expect(brotliCompressSync(loaded).length).toBeLessThan(70 * 1024)
  })

  test('with the same answer', async () => {
    const { readOpenBadge: read, verifyProofs, decodeMultikey, unbake } = runInBrowser()
    const picture = new Uint8Array(readFileSync(vectorUrl('ob3/own/valid-baked.png')))
    const document = JSON.parse(new TextDecoder().decode(unbake(picture).document))
    expect(await read(document)).toMatchObject({ title: 'Sviluppare contenuti digitali' })

    const resolveKey = async (method: string) => decodeMultikey(method.split('#')[1] ?? '')
    expect(await verifyProofs({ document, resolveKey })).toHaveLength(1)
    await expect(verifyProofs({ document: { ...document, name: 'x' }, resolveKey })).rejects.toMatchObject({ code: 'proof.signature' })
  })
})

interface Page {
  readonly readOpenBadge: typeof readOpenBadge
  readonly verifyProofs: typeof import('../../../credential/data-integrity/index.ts')['verifyProofs']
  readonly decodeMultikey: typeof import('../../../credential/did/index.ts')['decodeMultikey']
  readonly unbake: typeof import('../../../credential/open-badge/index.ts')['unbake']
}

/** In a function that is given only what a browser has under these names. */
function runInBrowser(): Page {
  const names = ['process', 'Buffer', 'require', 'module', 'exports']
  const wrapped = new Script(`(function (${names.join(', ')}, self) { ${bundle}; return attesta })`)
  return wrapped.runInThisContext()(undefined, undefined, undefined, undefined, undefined, globalThis)
}
