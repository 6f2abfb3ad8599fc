import { mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { signDocument } from '../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { loadConfig } from '../../http/config.ts'
import { featureCommand } from '../../scripts/attesta/feature-command.ts'
import { verifyCommand } from '../../scripts/attesta/verify-command.ts'
import { run } from '../../scripts/vectors/jose-cose.ts'
import { keyed, plainBadge } from '../credential/data-integrity/badge.ts'

const vectors = new URL('../../../shared/vectors/', import.meta.url)
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attesta-cli-'))
})

const verify = (words: readonly string[], locale = 'it_IT.UTF-8') =>
  verifyCommand({ words, config: loadConfig({ ATTESTA_DATA: folder }), now: new Date('2026-03-02T12:00:00Z'), locale })

describe('attesta verify FILE says what the page says', () => {
  test('in Italian or English, with the exit code of the verdict', async () => {
    const file = new URL('ob3/ob30/simple_v1.json', vectors).pathname
    const italian = await verify([file, '--offline'])
    const english = await verify([file, '--offline', '--lang', 'en'])
    expect(italian.said).toMatch(/^NON (VALIDO|VERIFICABILE)\n/)
    expect(english.said).toMatch(/^(NOT VALID|NOT VERIFIABLE)\n/)
    const { verdict } = JSON.parse((await verify([file, '--offline', '--json'])).said)
    expect(italian.exitCode).toBe({ valid: 0, invalid: 1, unverifiable: 2 }[verdict as 'valid'])
  })

  test('with the sentence that decided, what to do, the names of the checks as the page has them, and the hour of Rome', async () => {
    const file = join(folder, 'empty.json')
    await writeFile(file, '{')
    const [italian, english] = [await verify([file, '--offline']), await verify([file, '--offline', '--lang', 'en'])]
    expect(italian.said.split('\n').slice(0, 4)).toEqual([
      'NON VALIDO',
      expect.stringMatching(/^[A-Z].+\.$/),
      expect.stringMatching(/^[A-Z].+\.$/),
      'Verificato (ora di Roma): 2 marzo 2026 alle ore 13:00',
    ])
    expect(italian.said).toMatch(/^NO {15}Formato del documento /m)
    expect(italian.said).toMatch(/^non controllato {2}Contenuto atteso, Firma, /m)
    expect(english.said).toMatch(/^NO {15}Format of the document /m)
  })

  test('and of a file that is not there, or of two, in words of its own', async () => {
    await expect(verify([join(folder, 'missing.json')])).rejects.toMatchObject({ code: 'cli.file', facts: { file: 'missing.json' } })
    await expect(verify(['one', 'two'])).rejects.toMatchObject({ code: 'cli.one-file' })
  })

  test('of a file that is larger than any document, of which no more is read than it takes to say so', async () => {
    const file = join(folder, 'large')
    await writeFile(file, '{')
    // A hole: as long as it says, and nowhere on the disk.
    await truncate(file, 3 * 1024 ** 3)
    const before = process.memoryUsage().arrayBuffers
    const { said, exitCode } = await verify([file, '--offline', '--json'])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
    expect([exitCode, JSON.parse(said).checks[0].code]).toEqual([1, 'format.too-large'])
  })

  test('of what is no document at all, and without letters that command a terminal', async () => {
    const file = join(folder, 'bad')
    await writeFile(file, '\u001b[2J{"nothing"')
    const { said, exitCode } = await verify([file, '--offline'])
    expect(exitCode).toBe(1)
    expect(said).not.toContain('\u001b')
  })
})

test('a record with a forged badge inside is no better than that badge, and it is told which of them it is', async () => {
  const [inner, outer] = [keyed('EdDSA'), keyed('EdDSA')]
  const created = '2026-01-13T09:05:00Z'
  const plain = { ...plainBadge(inner.did), validFrom: '2026-01-13T09:00:00Z' }
  const { did, signer, verificationMethod } = inner
  const badge = await signDocument({ document: plain, suite: 'eddsa-rdfc-2022', signer, verificationMethod, created })
  const record = (parts: JsonObject[]) =>
    signDocument({
      document: {
        '@context': [
          'https://www.w3.org/ns/credentials/v2',
          'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
          'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
        ],
        id: 'urn:uuid:00000000-0000-4000-8000-0000000000c1',
        type: ['VerifiableCredential', 'ClrCredential'],
        name: 'Percorso',
        issuer: { id: outer.did, type: ['Profile'], name: 'X' },
        validFrom: '2026-01-13T09:00:00Z',
        credentialSubject: { type: ['ClrSubject'], verifiableCredential: parts },
      },
      suite: 'eddsa-rdfc-2022',
      signer: outer.signer,
      verificationMethod: outer.verificationMethod,
      created,
    })
  const [file, anchors] = [join(folder, 'record.json'), join(folder, 'anchors.json')]
  await writeFile(anchors, JSON.stringify([did, outer.did].map((id) => ({ id, name: 'X', kind: 'issuer' }))))
  const words = [file, '--anchors', anchors, '--offline']
  await writeFile(file, JSON.stringify(await record([badge])))
  const good = await verify(words)
  expect([good.exitCode, good.said]).toEqual([0, expect.stringMatching(/\nContiene:\n- VALIDO · Inclusione e qualità/)])
  await writeFile(file, JSON.stringify(await record([badge, { ...badge, name: 'Laurea in medicina' }])))
  const { said, exitCode } = await verify(words)
  expect(exitCode).toBe(1)
  expect(said).toMatch(/^NON VALIDO\n/)
  expect(said).toMatch(/\nContiene:\n- VALIDO · Inclusione e qualità[^\n]*\n- NON VALIDO\n {4}Firma: /)
  expect(said).not.toContain('Laurea')
})

test('the cases of the VC-JOSE-COSE suite end as it expects', async () => {
  const [family] = await run()
  expect(family).toMatchObject({ ok: 24, total: 24, deviations: [] })
})

test('issue and verify by files write a result', async () => {
  const [token, opened] = [join(folder, 'token'), join(folder, 'opened')]
  const key = new URL('w3c/jose-cose/input/vm-p384.json', vectors).pathname
  const words = (input: string, output: string) => ['--feature', 'credential_sdjwt', '--key', key, '--input', input, '--output', output]
  const input = new URL('w3c/jose-cose/input/credential-selective.json', vectors).pathname
  await featureCommand({ verb: 'issue', words: [...words(input, token), '--sd', '["credentialSubject.firstName"]'] })
  const { result, data } = JSON.parse(await readFile(token, 'utf8'))
  expect(result).toBe('success')
  await writeFile(token, data)
  await featureCommand({ verb: 'verify', words: words(token, opened) })
  expect(JSON.parse(await readFile(opened, 'utf8'))).toMatchObject({
    result: 'success',
    data: expect.stringContaining('"firstName":"Jane"'),
  })
  await writeFile(token, data.replace(/.~/, 'A~'))
  await featureCommand({ verb: 'verify', words: words(token, opened) })
  expect(JSON.parse(await readFile(opened, 'utf8'))).toMatchObject({ result: 'failure' })
})
