import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFees, readFeesPage } from '../../../issuer/reads/fees/fees.ts'
import { writeFeesCsv } from '../../../issuer/reads/fees/write-fees-csv.ts'
import { payFee, reversePayment } from '../../../issuer/steps/roster/pay-fee.ts'
import { appointed, decided, type Exam, key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

const asked = { from: '2026-01-01', until: '2026-12-31' }
let house: House
let people: People
let exam: Exam
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  exam = await decided(house, people)
  await appointed(house, people)
})
afterAll(() => house.close())

const fees = (changes: Partial<Parameters<typeof readFees>[0]['asked']> = {}) =>
  readFees({ actor: people.chamber, asked: { ...asked, ...changes } }, house.world.db)
const payment = (expertId = exam.members[0]?.expertId ?? '') => ({
  actor: people.chamber,
  idempotencyKey: key(),
  sittingId: exam.sittingId,
  expertId,
  on: '2026-11-23',
  reference: 'MANDATO/7',
})

describe('the fees of a commission', () => {
  test('are owed to who was present at a sitting whose minutes are closed, by the rule pack, marked as a default', async () => {
    const found = await fees()
    expect(found.items.map(({ role, cents, state, workingDefault }) => [role, cents, state, workingDefault])).toEqual([
      ['presidente', 13_500, 'due', true],
      ['esperto', 11_200, 'due', true],
    ])
    expect(found).toMatchObject({ dueCents: 24_700, paidCents: 0 })
    expect((await fees({ from: '2026-11-24' })).items).toEqual([])
    const beyond = await readFeesPage({ actor: people.chamber, asked, page: 2 }, house.world.db)
    expect(beyond, 'the sums are those of every page').toMatchObject({ total: 2, pages: 1, items: [], dueCents: 24_700 })
  })

  test('are paid once, on a day that is possible, by their own Chamber; a mistake is taken back by a line of its own', async () => {
    await expect(payFee({ ...payment(), on: '2026-11-22' }, house.world)).rejects.toMatchObject({ code: 'fee.paid-later' })
    await expect(payFee({ ...payment(), on: '2027-01-01' }, house.world)).rejects.toMatchObject({ code: 'fee.paid-later' })
    await expect(reversePayment(payment(), house.world)).rejects.toMatchObject({ code: 'fee.not-paid' })
    const como = await house.who('chamber-como-lecco', 'chamber')
    await expect(payFee({ ...payment(), actor: como }, house.world)).rejects.toMatchObject({ code: 'fee.unknown' })
    await expect(payFee({ ...payment(), actor: people.officer }, house.world)).rejects.toMatchObject({ code: 'roster.not-allowed' })

    await payFee(payment(), house.world)
    await expect(payFee(payment(), house.world)).rejects.toMatchObject({ code: 'fee.paid' })
    expect(await fees()).toMatchObject({ dueCents: 11_200, paidCents: 13_500 })
    expect((await fees({ state: 'paid' })).items.map(({ role }) => role)).toEqual(['presidente'])
    await reversePayment({ ...payment(), reference: 'STORNO/7' }, house.world)
    expect(await fees()).toMatchObject({ dueCents: 24_700, paidCents: 0 })
    await payFee({ ...payment(), reference: 'MANDATO/8' }, house.world)
    const lines = await house.world.db.rows('SELECT cents, reference FROM fee_payment ORDER BY recorded_at, cents DESC, reference')
    expect(lines).toHaveLength(3)
    await expect(house.world.db.rows('UPDATE fee_payment SET cents = 1')).rejects.toThrow()
  })

  test('go into a file that a spreadsheet takes for no formula, with their sum to be made', async () => {
    const found = await fees()
    const [first] = found.items
    if (first === undefined) throw new Error('a fee was to be there')
    const csv = writeFeesCsv({ items: [...found.items, { ...first, name: '=1+1' }] }, 'it')
    const lines = csv.trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toMatch(/^2026-11-23,VERB-2026-\d+,.*,presidente,1,"135,00",pagato,2026-11-23,MANDATO\/8$/)
    expect(lines[3]).toContain("'=1+1")
  })
})
