import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeBase64, toPem } from '../../../credential/x509/index.ts'
import { readVector, vectorUrl } from '../../../scripts/vectors/family.ts'

const core = fileURLToPath(new URL('../../../credential/', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'attesta-page-'))
let bundle = ''

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export { openJades, verifyJades } from '${core}jades/index.ts'`, resolveDir: core },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false,
  })
  bundle = outputFiles[0]?.text ?? ''
  writeFileSync(join(dir, 'page.mjs'), bundle)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('seals are opened and verified in the page', () => {
  test('by the halves for browsers alone', () => {
    expect(bundle.match(/\brequire\(["']|from["']node:|\bBuffer\.from\(/g)).toBeNull()
    expect(bundle).toContain('subtle.verify')
  })

  test('in a chunk that a phone can load while its user waits', () => {
    expect(brotliCompressSync(bundle).length).toBeLessThan(90 * 1024)
  })

  test.each([
    ['own/valid-es256-iat.json', 'anchor'],
    ['own/valid-rs256-sigT.json', 'anchor'],
    ['signed/mc-annex1-2023.jsonld', 'fault'],
  ])('%s, with the same answer', async (name, chain) => {
    const { openJades, verifyJades }: typeof import('../../../credential/jades/index.ts') = await import(
      pathToFileURL(join(dir, 'page.mjs')).href
    )
    const { anchors } = readVector<{ anchors: { der: string }[] }>('edc/trust/test-trust-anchors.json')
    const sealRoots = anchors.map(({ der }) => toPem(decodeBase64(der)))
    const opened = openJades(readFileSync(vectorUrl(`edc/samples/${name}`), 'utf8'))
    expect((await verifyJades(opened, { sealRoots })).chain).toHaveProperty(chain)
    await expect(verifyJades({ ...opened, payload: `${opened.payload} ` }, { sealRoots })).rejects.toMatchObject({ code: 'seal.signature' })
  })
})
