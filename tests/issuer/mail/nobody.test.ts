import { afterAll, beforeAll, expect, test } from 'vitest'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { readLetters } from '../../../issuer/reads/letters.ts'
import { resendLetter } from '../../../issuer/steps/resend-letter.ts'
import { key, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'
import { type Walk, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
let walk: Walk
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  const person = { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() }
  walk = await welcome(house, people, { person })
  await walkTo('plan-assessment', walk)
})
afterAll(() => house.close())

test('a letter to whoever has no address is never called sent, also once there is one, and says what to tell them', async () => {
  const sent: string[] = []
  const { db, wrapping } = house.world
  const work = () => workOutbox({ db, issuerUrl: ISSUER_URL, wrapping, send: async ({ to }) => void sent.push(to) })
  const planned = async () => {
    const letters = await readLetters({ caseId: walk.caseId, actor: people.officer, issuerUrl: ISSUER_URL, wrapping }, db)
    expect(letters.filter(({ mails }) => mails.length === 0)).toEqual([])
    return letters.find(({ topic }) => topic === 'assessment.planned')
  }
  expect(await planned()).toMatchObject({ state: 'nobody' })
  while ((await work()) > 0);
  expect(sent).not.toContain('isora@posta.example')
  const letter = await planned()
  expect(letter).toMatchObject({ state: 'nobody', mails: [{ to: '', it: { text: expect.stringContaining('Ìsora') } }] })

  await db.rows(`UPDATE person p SET email = 'isora@posta.example' FROM ivc_case k WHERE k.id = $1 AND p.id = k.person_id`, [walk.caseId])
  expect(await planned()).toMatchObject({ state: 'nobody', mails: [{ to: 'isora@posta.example' }] })
  const again = { actor: people.officer, idempotencyKey: key(), caseId: walk.caseId, letterId: letter?.id ?? '' }
  await resendLetter(again, house.world)
  expect(await planned()).toMatchObject({ state: 'queued' })
  while ((await work()) > 0);
  expect(sent.filter((to) => to === 'isora@posta.example')).toHaveLength(1)

  // And one that left stays sent, whatever became of the address.
  await db.rows(`UPDATE person p SET email = NULL FROM ivc_case k WHERE k.id = $1 AND p.id = k.person_id`, [walk.caseId])
  expect(await planned()).toMatchObject({ state: 'sent' })
})
