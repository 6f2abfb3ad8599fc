import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { minutesParts, saidOf } from '../../../issuer/steps/content/minutes-parts.ts'
import { declareConflict } from '../../../issuer/steps/declare-conflict.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { COMMISSION_WRITERS } from '../../../issuer/steps/document-content.ts'
import { giveUp } from '../../../issuer/steps/end-early.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { leaveOut } from '../../../issuer/steps/leave-out.ts'
import { NOT_EXAMINED } from '../../../issuer/steps/not-examined.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, membersOf, nextTaxCode, type Outcome, type People, peopleOf, signed } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
let commissionId: string
let sittingId: string
let second: Actor
const caseOf: Record<string, string> = {}
const by = (actor: Actor) => ({ actor, idempotencyKey: key() })

/** One sitting with everything that minutes can say of a candidate: examined without a member, refused, absent, in conflict, gone before. */
beforeAll(async () => {
  house = await openHouse()
  const { world, clock } = house
  const demo = await peopleOf(house)
  second = await house.who('expert-2', 'member', 'camera-bergamo')
  const [row] = await world.db.rows<{ id: string }>('SELECT id FROM expert WHERE account_id = $1', [second.accountId])
  const members = [...(await membersOf(house, demo)), { expertId: row?.id ?? '', role: 'esperto' }]
  const actors = [demo.president, demo.expert, second]
  people = { ...demo, seats: members.map(({ expertId, role }, index) => ({ actor: actors[index] ?? second, expertId, role })) }
  const requestIds: string[] = []
  for (const givenName of ['Àda', 'Bèa', 'Càrla', 'Dòra', 'Èlsa']) {
    const person = { givenName, familyName: 'Zanchìni', birthDate: '1990-04-05', taxCode: nextTaxCode(), email: 'x@posta.example' }
    const { id: caseId } = await takeOverCase(caseInput(demo.officer, { person }), world)
    const chamberId = demo.chamber.organisation.id
    requestIds.push((await requestCommission({ ...by(demo.officer), caseId, chamberId }, world)).id)
    caseOf[givenName] = caseId
  }
  clock.advance(60)
  const sittingPlannedAt = new Date(clock.at.getTime() + 3_600_000)
  const appointment = { requestIds, members, actNumber: `ATTO/${key()}`, sittingPlannedAt, place: 'Bergamo' }
  const appointed = await appointCommission({ ...by(demo.chamber), ...appointment }, world)
  commissionId = appointed.commissionId
  sittingId = appointed.sittingId
  const text = 'Ha trovato un lavoro altrove.'
  await giveUp({ ...by(demo.officer), caseId: of('Dòra'), reason: { class: 'rinuncia', text } }, world)
})
afterAll(() => house.close())

const of = (givenName: string) => caseOf[givenName] ?? ''
const printed = async (paper: 'verbale' | 'dichiarazioni') =>
  (await COMMISSION_WRITERS[paper]({ commissionId }, house.world.db)).flatMap(({ lines }) => lines)

test('nobody is said to have still to declare about whoever gave up', async () => {
  const lines = await printed('dichiarazioni')
  const about = (name: string) => lines.filter(([it]) => it.startsWith(name)).map(([it]) => it.split(': ')[1])
  expect(about('Dòra')).toEqual(Array(3).fill('nessuna dichiarazione, la persona ha rinunciato.'))
  expect(about('Àda')).toEqual(Array(3).fill('non ha ancora dichiarato.'))
})

test('the paper of the minutes prints the signed text whole, and says of nobody left out what was judged before', async () => {
  const { world, clock } = house
  clock.advance(3600)
  const there = ['Àda', 'Bèa', 'Càrla', 'Èlsa']
  for (const { actor } of people.seats ?? [])
    for (const name of there)
      if (actor === people.expert && name === 'Àda')
        await declareConflict({ ...by(actor), sittingId, caseId: of(name), relation: 'tutor', reason: 'Sono stata la sua tutor.' }, world)
      else await declareNoConflict({ ...by(actor), sittingId, caseId: of(name) }, world)
  const declared = (await printed('dichiarazioni')).map(([it]) => it).filter((it) => it.startsWith('Àda'))
  expect(declared.filter((it) => it.includes('dichiara un conflitto'))).toHaveLength(1)
  expect(declared.filter((it) => it.includes('dichiara di non avere conflitti'))).toHaveLength(2)
  await openSitting({ ...by(people.president), sittingId }, world)
  const memberIds = (people.seats ?? []).map(({ expertId }) => expertId)
  await recordPresence({ ...by(people.president), sittingId, memberIds }, world)
  clock.advance(600)
  const judge = async (name: string, outcome: Outcome, reason: string) => {
    const rows = await world.db.rows<{ id: string }>('SELECT id FROM case_competence WHERE case_id = $1', [of(name)])
    for (const { id: competenceId } of rows)
      await judgeCompetence({ ...by(second), sittingId, caseId: of(name), competenceId, outcome, reason }, world)
  }
  await judge('Àda', 'certificata', 'Tutto concorda.')
  await judge('Bèa', 'non certificata', 'La prova non basta.\nSi può ripetere.')
  await judge('Èlsa', 'certificata', 'Bravissima.')
  const without = (name: string, why: 'assente' | 'conflitto') =>
    leaveOut({ ...by(people.president), sittingId, caseId: of(name), why, reason: 'Si va avanti senza.' }, world)
  await without('Càrla', 'assente')
  await without('Èlsa', 'conflitto')
  await signed(house, people, { sittingId })
  await closeMinutes({ ...by(people.president), sittingId }, world)

  const [minutes] = await world.db.rows<{ lines: string[] }>('SELECT lines FROM minutes WHERE sitting_id = $1', [sittingId])
  const text = minutes?.lines ?? []
  for (const words of ['non partecipa alla valutazione', 'Non si presenta', 'Ha rinunciato', 'non può valutarlo'])
    expect(text.join('\n')).toContain(words)
  const missing = async () => {
    const italian = (await printed('verbale')).map(([it]) => it)
    return text.filter((line) => !italian.includes(line))
  }
  expect(await missing()).toEqual([])
  const english = (await printed('verbale')).map(([, en]) => en).join('\n')
  expect(english).not.toContain('Bravissima')
  for (const why of ['assente', 'rinuncia', 'conflitto'] as const) expect(english).toContain(NOT_EXAMINED[why][1])

  // Whose name is put right later is in the signed text by the name of that day.
  await world.db.rows(`UPDATE person SET given_name = 'Ada' WHERE id = (SELECT person_id FROM ivc_case WHERE id = $1)`, [of('Àda')])
  expect(await missing()).toEqual([])
})

test.each(Object.entries(NOT_EXAMINED))('one left out (%s) is found in the text by that line', (_, [why]) => {
  const line = `Candidato: Àda Zanchìni, pratica 7 di Ente. ${why}`
  const parts = minutesParts(['Si riunisce la commissione.', 'Candidato: Bèa Zanchìni, pratica 7 di Ente.', line])
  expect(saidOf({ name: 'Àda Zanchìni', number: '7', body: 'Ente' }, parts)).toEqual([line])
  expect(saidOf({ name: 'Àda Zanchìni', number: '7', body: 'Ente di altri' }, parts)).toEqual([])
})
