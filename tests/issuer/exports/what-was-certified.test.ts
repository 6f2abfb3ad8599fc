import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkCharacter } from '../../../credential/tax-code.ts'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { readExportFile, readExports } from '../../../issuer/reads/exports.ts'
import { changeTaxCode } from '../../../issuer/steps/change-tax-code.ts'
import { lift } from '../../../issuer/steps/lift.ts'
import { makeExport } from '../../../issuer/steps/make-export.ts'
import { reconcileExport } from '../../../issuer/steps/reconcile-export.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { decided, key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
let region: Actor
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  region = await house.who('region-1', 'region')
})
afterAll(() => house.close())

async function made(target: string) {
  const period = { from: '2026-01-01', until: '2027-12-31' }
  const { id } = await makeExport({ actor: region, idempotencyKey: key(), target, format: 'json', ...period }, house.world)
  const { content } = await readExportFile({ runId: id, actor: region, db: house.world.db })
  const run = (await readExports({ actor: region, db: house.world.db })).items.find((one) => one.id === id)
  const rows: readonly Record<string, string>[] = JSON.parse(content).pratiche
  return { id, problems: run?.problems ?? [], of: (caseId: string) => rows.find(({ id_pratica }) => id_pratica === caseId) }
}
async function actOf(caseId: string) {
  const [act] = await house.world.db.rows<{ id: string; number: string; title: string; competences: string[] }>(
    `SELECT id, number, record #>> '{title,it}' AS title, ARRAY(SELECT c->'name'->>'it' FROM jsonb_array_elements(record #> '{outcome,competences}') c) AS competences
     FROM attestation WHERE case_id = $1 AND kind = 'certificato'`,
    [caseId],
  )
  if (act === undefined) throw new Error('no act')
  return act
}

test('of a profile certified in part, only what was certified and under no name of the whole, before the release and after', async () => {
  const { caseId } = await decided(house, people, { outcomes: ['certificata', 'non certificata'] })
  const before = (await made('siuf')).of(caseId)
  await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId }, house.world)
  const { title, competences } = await actOf(caseId)
  expect(competences).toHaveLength(1)
  expect(title).toMatch(/^Competenze del profilo /)
  const said = { titolo: title, competenze: competences[0] }
  expect(before).toMatchObject(said)
  expect((await made('siuf')).of(caseId)).toMatchObject(said)
  expect((await made('siul')).of(caseId)).toMatchObject({ titolo: title })
})

test('what is suspended is in no file, and whoever makes one is told which it is, until it is lifted', async () => {
  const walk = await welcome(house, people)
  await walkTo('release', walk)
  const { caseId } = walk
  const { id: attestationId, number: confirmNumber } = await actOf(caseId)
  const word = () => ({ actor: people.officer, idempotencyKey: key(), attestationId, confirmNumber, reason: 'Da chiarire.' })
  await suspend({ ...word(), reasonClass: 'falsa-dichiarazione' }, house.world)
  const file = await made('siul')
  expect(file.of(caseId)).toBeUndefined()
  expect(file.problems).toMatchObject([{ caseId, field: '', problem: 'suspended' }])
  await lift({ ...word(), reasonClass: 'verifica-conclusa' }, house.world)
  const again = await made('siul')
  expect(again.of(caseId)).toMatchObject({ numero_attestato: confirmNumber })
  expect(again.problems).toEqual([])
})

test('a file that comes back with the code that went out is the same person’s, whose code has changed since', async () => {
  const walk = await welcome(house, people)
  await walkTo('sign-minutes', walk)
  await doAct('register', walk)
  const { caseId } = walk
  const { id, of } = await made('siuf')
  await doAct('release', walk)
  const stem = 'BRGSRI87B43A794'
  const taxCode = stem + checkCharacter(stem)
  await changeTaxCode({ actor: people.officer, idempotencyKey: key(), caseId, taxCode, cardSeen: true }, house.world)
  const { number } = await actOf(caseId)
  const comes = async (code: string) => {
    const content = `id_pratica,numero_attestato,codice_fiscale\r\n${caseId},${number},${code}\r\n`
    const input = { actor: region, idempotencyKey: key(), runId: id, content, write: false }
    return (await reconcileExport(input, house.world)).outcomes.map(({ outcome }) => outcome)
  }
  expect(await comes(of(caseId)?.codice_fiscale ?? '')).toEqual(['already'])
  expect(await comes(taxCode)).toEqual(['already'])
  expect(await comes('99000000019')).toEqual(['mismatch'])
})
