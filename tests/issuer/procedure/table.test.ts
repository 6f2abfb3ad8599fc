import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACTS, actsFrom, isEnd, mayFollow, mustPrecede, STATES, transitionOf } from '../../../issuer/procedure/procedure.ts'
import { openTestDatabase, type TestDatabase } from '../../fixtures/database.ts'

describe('the table of the procedure', () => {
  test('nobody reaches the certificate without every state of the law', () => {
    expect(mustPrecede('rilasciato', new Set())).toEqual([
      'accoglienza',
      'individuazione',
      'trasparenza_rilasciata',
      'domanda_presentata',
      'ammessa',
      'accertamento',
      'validazione_rilasciata',
      'commissione_richiesta',
      'commissione_nominata',
      'convocato',
      'esame_aperto',
      'esame_svolto',
      'verbale_firmato',
      'da_registrare',
    ])
  })

  test('where a region opens the exam by way of exception, only the validation may be missing', () => {
    const open = new Set(['request-commission-by-exception'] as const)
    const all = mustPrecede('rilasciato', new Set())
    expect(all.filter((state) => !mustPrecede('rilasciato', open).includes(state))).toEqual(['accertamento', 'validazione_rilasciata'])
  })

  test('every state is reached, and every end is one', () => {
    const reached = new Set(ACTS.map((act) => transitionOf(act).to))
    expect(STATES.filter((state) => !reached.has(state))).toEqual([])
    expect(STATES.filter(isEnd)).toEqual(['annullato', 'respinta', 'non_validata', 'non_certificata', 'conclusa', 'rinuncia', 'passata'])
  })

  test('until the sitting a person may always give up', () => {
    const before = mustPrecede('esame_aperto', new Set())
    expect(before.filter((state) => !actsFrom(state).includes('give-up'))).toEqual([])
  })
})

describe('the database holds the same table', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())

  test('move for move', async () => {
    const states = [undefined, ...STATES]
    const pairs = states.flatMap((from) => STATES.map((to) => ({ from, to })))
    const { rows } = await database.pool.query<{ may: boolean }>(
      'SELECT attesta_case_move(f, t) AS may FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS p (f, t, n) ORDER BY n',
      [pairs.map(({ from }) => from ?? ''), pairs.map(({ to }) => to)],
    )
    const other = pairs.filter(({ from, to }, index) => rows[index]?.may !== mayFollow(from, to))
    expect(other).toEqual([])
  })
})
