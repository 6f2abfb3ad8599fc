import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCharacter } from '../../../credential/tax-code.ts'
import { openDatabase } from '../../../issuer/db/database.ts'
import { openDeskPool, sitDown, takeSeat } from '../../../issuer/db/desk.ts'
import { readDossier } from '../../../issuer/reads/reading-room.ts'
import { changeTaxCode } from '../../../issuer/steps/change-tax-code.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { addExpert } from '../../../issuer/steps/roster/keep-expert.ts'
import { addTie, type NewTie, withdrawTie } from '../../../issuer/steps/roster/keep-tie.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { appointed, caseInput, type Exam, judged, key, nextTaxCode, opened, type People, peopleOf, signed } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

const coded = (first15: string) => first15 + checkCharacter(first15)
/** Nèva D'Adùlio, born on 5 April 1990; each time another municipality. */
let towns = 100
const definitive = () => coded(`DDLNVE90D45A${++towns}`)
const person = (taxCode: string, birthDate = '1990-04-05') => ({ givenName: 'Nèva', familyName: "D'Adùlio", birthDate, taxCode })
const withCode = (taxCode: string) => appointed(house, people, { person: person(taxCode) })
/** The person is known by a code, and then by others, each in the place of the one before; no commission is at work meanwhile. */
async function changed(old: string, ...codes: string[]): Promise<{ caseId: string }> {
  const { id: caseId } = await takeOverCase(caseInput(people.officer, { person: person(old) }), house.world)
  for (const taxCode of codes) {
    house.clock.advance(60)
    await changeTaxCode({ actor: people.officer, idempotencyKey: key(), caseId, taxCode, cardSeen: true }, house.world)
  }
  return { caseId }
}

/** What the Chamber writes down about the expert of the commission, or about another of its people. */
async function tieWith(taxCode: string, changes: Partial<NewTie> = {}, seat = 1, exam?: Exam): Promise<void> {
  const members = (exam ?? (await appointed(house, people))).members
  const expertId = members[seat]?.expertId ?? ''
  const tie = { relation: 'tutor', taxCode, ...changes } as NewTie
  await addTie({ ...(await on(expertId)), tie }, house.world)
}
async function on(expertId: string) {
  const [row] = await house.world.db.rows<{ version: number }>('SELECT version FROM expert WHERE id = $1', [expertId])
  return { actor: people.chamber, idempotencyKey: key(), expertId, version: row?.version ?? 0 }
}
const at = (exam: Exam, actor = people.expert) => ({ actor, idempotencyKey: key(), sittingId: exam.sittingId, caseId: exam.caseId })
const declare = (exam: Exam, actor = people.expert) => declareNoConflict(at(exam, actor), house.world)
const read = (exam: Exam) => readDossier(at(exam), house.world)
const open = (exam: Exam) => openSitting(at(exam, people.president), house.world)
const judge = (exam: Exam) =>
  judgeCompetence(
    { ...at(exam), competenceId: exam.competences[0] ?? '', outcome: 'certificata', reason: 'Evidenze e colloquio concordano.' },
    house.world,
  )
const write = (exam: Exam) => writeMinutes(at(exam, people.president), house.world)
const close = (exam: Exam) => closeMinutes(at(exam, people.president), house.world)
const tied = { code: 'sitting.tie', facts: { members: 'Tòmmaso Fontanèlla' } }

describe('a tie that is written down after the appointment', () => {
  test('counts when the member declares, and no more once it was withdrawn', async () => {
    const taxCode = nextTaxCode()
    const exam = await withCode(taxCode)
    await tieWith(taxCode, {}, 1, exam)
    await expect(declare(exam)).rejects.toMatchObject(tied)
    await declare(exam, people.president)
    const expertId = exam.members[1]?.expertId ?? ''
    const [tie] = await house.world.db.rows<{ id: string }>(
      'SELECT id FROM expert_tie WHERE expert_id = $1 AND withdrawn_at IS NULL ORDER BY recorded_at DESC LIMIT 1',
      [expertId],
    )
    await withdrawTie({ ...(await on(expertId)), tieId: tie?.id ?? '' }, house.world)
    await declare(exam)
  })

  test('counts when the reading room opens', async () => {
    const taxCode = nextTaxCode()
    const exam = await withCode(taxCode)
    await declare(exam)
    await read(exam)
    await tieWith(taxCode, {}, 1, exam)
    await expect(read(exam)).rejects.toMatchObject(tied)
  })

  test('counts when the sitting opens', async () => {
    const taxCode = nextTaxCode()
    const exam = await withCode(taxCode)
    await declare(exam, people.president)
    await declare(exam)
    await tieWith(taxCode, {}, 1, exam)
    await expect(open(exam)).rejects.toMatchObject(tied)
  })

  test('counts when a judgement is given, and when the minutes are written', async () => {
    const taxCode = nextTaxCode()
    const exam = await withCode(taxCode)
    await opened(house, people, exam)
    await judged(house, people, exam)
    await tieWith(taxCode, {}, 1, exam)
    await expect(judge(exam)).rejects.toMatchObject(tied)
    await expect(write(exam)).rejects.toMatchObject(tied)
  })

  test('counts when the minutes are closed, and nothing is decided', async () => {
    const taxCode = nextTaxCode()
    const exam = await withCode(taxCode)
    await opened(house, people, exam)
    await judged(house, people, exam)
    await signed(house, people, exam)
    await tieWith(taxCode, {}, 1, exam)
    await expect(close(exam)).rejects.toMatchObject(tied)
    expect(await house.world.db.rows('SELECT 1 FROM minutes WHERE sitting_id = $1', [exam.sittingId])).toEqual([])
  })

  test('one that asks for a reason keeps out whoever was appointed without it', async () => {
    const taxCode = nextTaxCode()
    const exam = await withCode(taxCode)
    await tieWith(taxCode, { until: '2023-01-31' }, 1, exam)
    await expect(declare(exam)).rejects.toMatchObject(tied)
  })
})

describe('a tie under another code of the same person', () => {
  test('written under the provisional one, before or after the definitive one came', async () => {
    const [before, after] = [nextTaxCode(), nextTaxCode()]
    await tieWith(before)
    await changed(before, definitive())
    await expect(withCode(before)).rejects.toMatchObject({ code: 'appoint.tie' })
    await changed(after, definitive())
    const exam = await withCode(after)
    await tieWith(after, {}, 1, exam)
    await expect(declare(exam)).rejects.toMatchObject(tied)
  })

  test('known to another body alone, for who has the same birth date, and seen from the Chamber’s desk as well', async () => {
    const old = nextTaxCode()
    const code = definitive()
    await changed(old, code)
    const elsewhere = await house.who('officer-cpi-lecco', 'officer')
    const exam = await appointed(house, { ...people, officer: elsewhere }, { person: person(old) })
    await tieWith(code, {}, 1, exam)
    await expect(declare(exam)).rejects.toMatchObject(tied)
    const desk = openDeskPool(house.database.pool)
    try {
      const fromDesk = new Promise((resolve, reject) => {
        takeSeat(() => {
          sitDown(people.chamber.organisation.id)
          const db = openDatabase({ pool: desk, now: () => house.clock.at })
          declareNoConflict(at(exam), { ...house.world, db }).then(resolve, reject)
        })
      })
      await expect(fromDesk).rejects.toMatchObject(tied)
      const other = (await house.who('chamber-como-lecco', 'chamber')).organisation.id
      const client = await house.database.pool.connect()
      try {
        await client.query(`BEGIN; SET LOCAL ROLE attesta_desk; SELECT set_config('attesta.organisation', '${other}', true)`)
        const { rows } = await client.query('SELECT * FROM attesta_codes_of_cases($1)', [[exam.caseId]])
        expect(rows).toEqual([])
      } finally {
        await client.query('ROLLBACK')
        client.release()
      }
    } finally {
      await desk.end()
    }

    const stranger = await appointed(house, { ...people, officer: elsewhere }, { person: person(nextTaxCode(), '1971-01-01') })
    await declare(stranger)
  })

  test('is not a tie with somebody else who was given that code by mistake', async () => {
    const old = nextTaxCode()
    const right = await changed(old, definitive())
    const [{ code } = { code: '' }] = await house.world.db.rows<{ code: string }>(
      'SELECT p.tax_code AS code FROM person p JOIN ivc_case k ON k.person_id = p.id WHERE k.id = $1',
      [right.caseId],
    )
    const elsewhere = await house.who('officer-cpi-lecco', 'officer')
    const exam = await appointed(house, { ...people, officer: elsewhere }, { person: person(old, '1988-08-08') })
    await tieWith(code, {}, 1, exam)
    await declare(exam)
  })

  test('a code that comes back is kept each time, and still the same person’s', async () => {
    const old = nextTaxCode()
    const code = definitive()
    const homocodic = coded(`${code.slice(0, 14)}${'LMNPQRSTUV'[Number(code[14])]}`)
    await changed(old, code, homocodic, code, homocodic)
    const exam = await withCode(old)
    const kept = await house.world.db.rows<{ tax_code: string }>(
      `SELECT f.tax_code FROM person_former_code f JOIN ivc_case k ON k.person_id = f.person_id WHERE k.id = $1 ORDER BY f.replaced_at`,
      [exam.caseId],
    )
    expect(kept.map(({ tax_code }) => tax_code)).toEqual([old, code, homocodic, code])
    await tieWith(code, {}, 1, exam)
    await expect(declare(exam)).rejects.toMatchObject(tied)
  })

  test('nobody judges themselves whom the roster knows by a code that they had before', async () => {
    const old = nextTaxCode()
    const entry = { name: "Nèva D'Adùlio", sectors: ['Area comune'], sections: [], roles: ['esperto'] }
    const { id } = await addExpert(
      { actor: people.chamber, idempotencyKey: key(), entry, taxCode: old, actNumber: 'ELENCO/7' },
      house.world,
    )
    await changed(old, definitive())
    const exam = await withCode(old)
    const insert = house.world.db.rows(
      `INSERT INTO commission_member (commission_id, organisation_id, expert_id, role) VALUES ($1, $2, $3, 'esperto')`,
      [exam.commissionId, people.chamber.organisation.id, id],
    )
    await expect(insert).rejects.toMatchObject({ code: 'appoint.conflict' })
  })
})
