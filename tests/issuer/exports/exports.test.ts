import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { parseReturn } from '../../../issuer/exports/parse-return.ts'
import { schemaOf } from '../../../issuer/exports/target.ts'
import { TARGETS, targetOf } from '../../../issuer/exports/targets/index.ts'
import { readExportFile, readExports } from '../../../issuer/reads/exports.ts'
import { annul } from '../../../issuer/steps/annul.ts'
import { makeExport } from '../../../issuer/steps/make-export.ts'
import { type LineOutcome, reconcileExport } from '../../../issuer/steps/reconcile-export.ts'
import { registerCase } from '../../../issuer/steps/register-case.ts'
import { key, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { walkTo, welcome } from '../walk.ts'

/** A second implementation of JSON Schema, which shares nothing with how the file is made. */
const Ajv2020 = createRequire(import.meta.url)('ajv/dist/2020.js').default

let house: House
let region: Actor
let officer: Actor
let first: string
let second: string
beforeAll(async () => {
  house = await openHouse()
  const people = await peopleOf(house)
  officer = people.officer
  region = await house.who('region-1', 'region')
  const waiting = async () => {
    const walk = await welcome(house, people)
    await walkTo('sign-minutes', walk)
    await registerCase({ actor: officer, idempotencyKey: key(), caseId: walk.caseId }, house.world)
    return walk.caseId
  }
  first = await waiting()
  second = await waiting()
})
afterAll(() => house.close())

const period = { from: '2026-01-01', until: '2027-12-31' }
const make = (changes: Partial<Parameters<typeof makeExport>[0]> = {}) =>
  makeExport({ actor: region, idempotencyKey: key(), target: 'siuf', format: 'json', ...period, ...changes }, house.world)
const fileOf = (runId: string, actor = region) => readExportFile({ runId, actor, db: house.world.db })
const runOf = async (id: string, actor = region) => {
  const run = (await readExports({ actor, db: house.world.db })).items.find((one) => one.id === id)
  if (run === undefined) throw new Error('no such run')
  return run
}
const come = async (runId: string, content: string, write = true, actor = region): Promise<LineOutcome[]> =>
  (await reconcileExport({ actor, idempotencyKey: key(), runId, content, write }, house.world)).outcomes

describe('a file for another register', () => {
  test.each(TARGETS.map(({ id }) => id))(
    '%s: what is in it, the schema that ships accepts, and another reader of schemas too',
    async (target) => {
      const { id } = await make({ target })
      const { content, name } = await fileOf(id)
      expect(name).toBe(`${target}-2026-01-01-2027-12-31.json`)
      const accepts = new Ajv2020({ strict: false, formats: { date: /^\d{4}-\d\d-\d\d$/, uuid: /^[0-9a-f-]{36}$/ } }).compile(
        schemaOf(targetOf(target)),
      )
      const told = JSON.parse(content)
      expect(accepts(told), JSON.stringify(accepts.errors)).toBe(true)
      const run = await runOf(id)
      // Hours are asked for by one of them, and nobody logged any: its cases are left out, and the field is named.
      expect(told.pratiche).toHaveLength(target === 'bes' ? 0 : 2)
      expect(run.problems.map(({ field, problem }) => `${field} ${problem}`)).toEqual(
        target === 'bes' ? ['ore missing', 'ore missing'] : [],
      )
      expect(JSON.stringify(run.problems)).not.toMatch(/Bragad|Ìsora/)
      told.pratiche.push({ id_pratica: 'x' })
      expect(accepts(told)).toBe(false)
    },
  )

  test('a body sends its own, nobody sends those of others, and what begins like a formula is left out', async () => {
    await expect(make({ actor: await house.who('chamber-bergamo', 'chamber') })).rejects.toMatchObject({ code: 'export.not-allowed' })
    const lecco = await house.who('officer-cpi-lecco', 'officer')
    expect((await runOf((await make({ actor: lecco })).id, lecco)).records).toBe(0)
    expect((await runOf((await make({ actor: officer })).id, officer)).records).toBe(2)
    const { id } = await make()
    await expect(fileOf(id, lecco)).rejects.toMatchObject({ code: 'export.unknown' })
    await house.world.db.rows(`UPDATE person SET given_name = '=1+1' WHERE id = (SELECT person_id FROM ivc_case WHERE id = $1)`, [first])
    const { id: formula } = await make({ format: 'csv' })
    expect((await runOf(formula)).problems).toMatchObject([{ caseId: first, field: 'nome', problem: 'form' }])
    expect((await fileOf(formula)).content).not.toContain('=1+1')
    await house.world.db.rows(`UPDATE person SET given_name = 'Ìsora' WHERE id = (SELECT person_id FROM ivc_case WHERE id = $1)`, [first])
  })
})

test('what was annulled since is in no file, and whoever makes one is told which it is', async () => {
  const people = await peopleOf(house)
  const walk = await welcome(house, people)
  await walkTo('release', walk)
  const { caseId } = walk
  expect((await runOf((await make()).id)).records).toBe(3)
  const [act] = await house.world.db.rows<{ id: string; number: string }>(
    `SELECT id, number FROM attestation WHERE case_id = $1 AND kind = 'certificato'`,
    [caseId],
  )
  const why = { confirmNumber: act?.number ?? '', reasonClass: 'annullamento-ufficio', reason: 'Un vizio del procedimento.' }
  await annul({ actor: officer, idempotencyKey: key(), attestationId: act?.id ?? '', ...why }, house.world)
  const { id } = await make()
  const run = await runOf(id)
  expect(run).toMatchObject({ records: 2, problems: [{ caseId, field: '', problem: 'annulled' }] })
  expect((await fileOf(id)).content).not.toContain(act?.number)
})

describe('a file that comes back', () => {
  test('is matched by our id, then by the person; each line says what came of it, and only then a number is written', async () => {
    const { id } = await make()
    const head = 'id_pratica;numero_attestato;codice_fiscale\r\n'
    const codeOf = async (caseId: string) =>
      (
        await house.world.db.rows<{ c: string }>(
          'SELECT p.tax_code AS c FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE k.id = $1',
          [caseId],
        )
      )[0]?.c
    const words = (outcomes: LineOutcome[]) => outcomes.map(({ outcome }) => outcome)
    expect(
      words(await come(id, `${head}${first};SIUF-1;${await codeOf(second)}\r\n11111111-1111-4111-8111-111111111111;SIUF-2;\r\n`)),
    ).toEqual(['mismatch', 'unknown'])
    expect(words(await come(id, `${head}${first};SIUF-1;\r\n${second};SIUF-1;\r\n`))).toEqual(['duplicate', 'duplicate'])
    expect(await come(id, `${head}${first};a number with spaces;\r\n`)).toMatchObject([
      { outcome: 'refused', code: 'register.number-format' },
    ])
    expect(words(await come(id, `${head}${first};SIUF-1;${await codeOf(first)}\r\n`, false))).toEqual(['accepted'])
    expect((await runOf(id)).waiting).toBe(2)
    expect(words(await come(id, `${head}${first};SIUF-1;${await codeOf(first)}\r\n`))).toEqual(['accepted'])
    expect((await runOf(id)).waiting).toBe(1)
    expect(await come(id, `${head}${second};SIUF-1;\r\n`)).toMatchObject([{ outcome: 'refused', code: 'register.number-taken' }])
    expect(words(await come(id, `${head}${first};SIUF-1;\r\n${second};SIUF-2;\r\n`))).toEqual(['already', 'accepted'])
    expect((await runOf(id)).returns[0]?.outcomes).toHaveLength(2)
    await expect(come(id, head, true, officer)).rejects.toMatchObject({ code: 'export.unknown' })
  })

  test.each([
    ['too long', 'id_pratica,numero_attestato\n'.padEnd(2_000_001, 'x'), 'return.too-large'],
    ['of too many lines', `id_pratica,numero_attestato\n${'a,b\n'.repeat(20_001)}`, 'return.too-large'],
    ['without our id', 'numero_attestato\n1\n', 'return.columns'],
    ['with a column twice', 'id_pratica,id_pratica,numero_attestato\na,b,c\n', 'return.columns'],
    ['that ends inside a quote', 'id_pratica,numero_attestato\n"a,b\n', 'return.malformed'],
  ])('%s is refused', (_, text, code) => {
    expect(() => parseReturn(text)).toThrow(expect.objectContaining({ code }))
  })
})
