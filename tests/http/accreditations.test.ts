import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAccreditations } from '../../http/accreditations.ts'
import { readVector } from '../../scripts/vectors/family.ts'

const fileOf = async (text: string) => {
  const file = join(await mkdtemp(join(tmpdir(), 'accreditations-')), 'qdr.json')
  await writeFile(file, text)
  return file
}
const published = readVector<object>('edc/accreditation/limitEQFlevel-eternal.json')
const source = (accreditation: object, asOf = '2026-11-01') => JSON.stringify({ name: 'QDR', asOf, accreditations: [accreditation] })

test('an accreditation is taken as the register publishes it', async () => {
  expect(await readAccreditations(undefined)).toBeUndefined()
  expect(await readAccreditations(await fileOf(source(published)))).toMatchObject({ name: 'QDR', accreditations: [published] })
})

test.each<[string, string]>([
  ['a date that is no limit to the check', source({ ...published, expiryDate: { '@value': '2020-01-01T00:00:00Z' } })],
  ['a date that is none', source({ ...published, expiryDate: 'presto' })],
  ['nobody who is accredited', source({ ...published, organisation: undefined })],
  ['no day as of which it is so', source(published, '')],
  ['a member twice', '{"name":"a","name":"b","asOf":"2026-11-01","accreditations":[]}'],
  ['no JSON', 'QDR'],
])('a file with %s stops the start', async (_, text) => {
  await expect(readAccreditations(await fileOf(text))).rejects.toThrow(/^Setting EDC_ACCREDITATIONS: /)
})
