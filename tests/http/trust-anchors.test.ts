import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readTrustAnchors } from '../../http/trust-anchors.ts'

const folder = mkdtempSync(join(tmpdir(), 'attesta-anchors-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const REGION = { id: 'did:web:regione.example', name: 'Regione', kind: 'region' }
function written(text: string): string {
  const file = join(folder, 'anchors.json')
  writeFileSync(file, text)
  return file
}

describe('whom an installation trusts', () => {
  test('is nobody, where nothing is set', async () => {
    expect(await readTrustAnchors(undefined)).toEqual({ issuers: [], sealRoots: [] })
  })

  test('is whom the file names, with the day its key was stolen', async () => {
    const anchor = { ...REGION, from: '2026-01-01T00:00:00Z', compromisedAt: '2026-05-30T00:00:00Z' }
    const { issuers } = await readTrustAnchors(written(JSON.stringify([anchor])))
    expect(issuers).toEqual([
      { id: REGION.id, name: 'Regione', kinds: ['recognition'], from: anchor.from, compromisedAt: anchor.compromisedAt },
    ])
  })

  test.each<[string, string, RegExp]>([
    ['is no JSON', '[', /^Setting TRUST_ANCHORS: .* cannot be read as JSON\.$/],
    ['has another form', '{}', /^Setting TRUST_ANCHORS: .* at its beginning\.$/],
    [
      'has a date that the checks would not read',
      JSON.stringify([{ ...REGION, from: '2026-01-01T00:00:00.123456789012Z' }]),
      /at 0\.from\.$/,
    ],
    ['has a theft without a day', JSON.stringify([{ ...REGION, compromisedAt: '' }]), /at 0\.compromisedAt\.$/],
  ])('ends the start with a sentence when the file %s', async (_, text, sentence) => {
    await expect(readTrustAnchors(written(text))).rejects.toThrow(sentence)
  })

  test('and when there is none', async () => {
    await expect(readTrustAnchors(join(folder, 'none.json'))).rejects.toThrow(/^Setting TRUST_ANCHORS: .* cannot be read as JSON\.$/)
  })
})
