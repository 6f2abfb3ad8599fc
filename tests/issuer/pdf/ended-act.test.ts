import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { annul } from '../../../issuer/steps/annul.ts'
import { handOut } from '../../../issuer/steps/hand-out.ts'
import { lift } from '../../../issuer/steps/lift.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { walkTo, welcome } from '../walk.ts'
import { pdfToolsAreHere, run } from './pdf-tools.ts'

const folder = mkdtempSync(join(tmpdir(), 'attesta-ended-act-'))
let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await house.close()
})

test.skipIf(!pdfToolsAreHere())('a paper says on each page that the act does not count on the day on which it is printed', async () => {
  const walk = await welcome(house, people)
  await walkTo('release', walk)
  const [act] = await house.world.db.rows<{ id: string; number: string }>(
    `SELECT id, number FROM attestation WHERE case_id = $1 AND kind = 'certificato'`,
    [walk.caseId],
  )
  const { id: attestationId, number: confirmNumber } = act ?? { id: '', number: '' }
  const pages = async () => {
    const { content } = await handOut({ attestationId, form: 'pdf', askedBy: 'ufficio', actor: people.officer }, house.world)
    const file = join(folder, 'paper.pdf')
    writeFileSync(file, content)
    run('qpdf', ['--check', file])
    return run('pdftotext', ['-layout', file, '-']).split('\f').slice(0, -1)
  }
  const change = { actor: people.officer, attestationId, confirmNumber, reason: 'Va chiarito chi ha firmato.' }
  const marked = /SOSPESO|ANNULLATO/
  expect((await pages()).filter((page) => marked.test(page))).toEqual([])
  await suspend({ ...change, idempotencyKey: key(), reasonClass: 'falsa-dichiarazione' }, house.world)
  for (const page of await pages()) expect(page).toMatch(/SOSPESO dal(l’)? ?\d+.? [a-z]+ 2026/)
  await lift({ ...change, idempotencyKey: key(), reasonClass: 'verifica-conclusa' }, house.world)
  expect((await pages()).filter((page) => marked.test(page))).toEqual([])
  await annul({ ...change, idempotencyKey: key(), reasonClass: 'falsa-dichiarazione' }, house.world)
  for (const page of await pages()) expect(page).toMatch(/ANNULLATO (il|l’) ?\d+.? [a-z]+ 2026/)
})
