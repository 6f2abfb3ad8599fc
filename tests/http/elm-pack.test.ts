import { execFileSync } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { AttestaError } from '../../credential/errors.ts'
import { installElmPack, readElmPack } from '../../http/elm-pack.ts'
import { vectorUrl } from '../../scripts/vectors/family.ts'

const shapes = fileURLToPath(vectorUrl('edc/shapes/3.2'))
const context = fileURLToPath(vectorUrl('edc/context'))
const folder = () => mkdtemp(join(tmpdir(), 'elm-'))

describe('the official files of the European model', () => {
  test('are taken from where the operator has them, and read back', async () => {
    const dataDir = await folder()
    expect(await readElmPack(dataDir)).toBeUndefined()
    const kept = await installElmPack({ from: [shapes, context], dataDir })
    expect(await readdir(kept)).toHaveLength(6)
    const pack = await readElmPack(dataDir)
    expect(Object.keys(pack?.context ?? {})).toEqual(['@context'])
  })

  test('are refused where one is of another version', async () => {
    const from = [fileURLToPath(vectorUrl('edc/shapes/3.1')), context]
    await expect(installElmPack({ from, dataDir: await folder() })).rejects.toEqual(
      new AttestaError('edc.pack', { file: 'EDC-generic-no-cv.ttl' }),
    )
  })

  test('are refused where one was changed after it was installed', async () => {
    const dataDir = await folder()
    const kept = await installElmPack({ from: [shapes, context], dataDir })
    const changed = join(kept, 'EDC-accredited.ttl')
    // What is copied from a folder that cannot be written to cannot be written to either.
    const text = await readFile(changed, 'utf8')
    await copyFile(join(shapes, 'EDC-converted.ttl'), `${changed}.new`)
    execFileSync('mv', ['-f', `${changed}.new`, changed])
    expect(await readFile(changed, 'utf8')).not.toBe(text)
    await expect(readElmPack(dataDir)).rejects.toEqual(new AttestaError('edc.pack', { file: 'EDC-accredited.ttl' }))
  })

  test('are installed by a command that says so, and one that says what is missing', async () => {
    const run = (from: readonly string[], dataDir: string) =>
      execFileSync(process.execPath, ['--import', 'tsx', 'scripts/elm/main.ts', ...from], {
        env: { ...process.env, ATTESTA_DATA: dataDir },
        encoding: 'utf8',
        stdio: 'pipe',
      })
    const dataDir = await folder()
    await writeFile(join(dataDir, 'x'), '')
    expect(run([shapes, context], dataDir)).toContain('Installed in')
    expect(() => run([shapes], dataDir)).toThrow(/edc-ap-context\.jsonld/)
  }, 60_000)
})
