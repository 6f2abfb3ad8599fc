import { afterAll, beforeAll, expect, test } from 'vitest'
import { askBody } from '../../../issuer/citizen/ask-body.ts'
import { readOwnCase } from '../../../issuer/citizen/own-case.ts'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { citizenTasks } from '../../../issuer/reads/citizen-tasks.ts'
import { answerRequest } from '../../../issuer/steps/citizen/answer-request.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { type Walk, welcome } from '../walk.ts'

const TEXT = 'Vorrei vedere che cosa avete scritto del colloquio.'

let house: House
let people: People
let walk: Walk
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  walk = await welcome(house, people)
})
afterAll(() => house.close())

const ask = (kind = 'accesso', text = TEXT) => askBody({ caseId: walk.caseId, kind, text }, house.world)
const own = async () => (await readOwnCase(walk.caseId, house.world)).requests
const idOf = async () => (await house.world.db.rows<{ id: string }>("SELECT id FROM citizen_request WHERE state = 'open'"))[0]?.id ?? ''
const tasks = () => citizenTasks({ actor: people.officer, db: house.world.db })
async function letters() {
  const sent: { to: string; subject: string; text: string }[] = []
  while ((await workOutbox({ ...house.world, send: async (mail) => void sent.push(mail) })) > 0);
  return sent
}

test('a request is a task of the body with the term of the rules, and one of a kind at a time', async () => {
  await ask()
  expect(await own()).toMatchObject([{ kind: 'accesso', asked: TEXT, state: 'open', dueOn: '2026-12-23', answer: null }])
  expect(await tasks()).toMatchObject([
    { verb: 'answer-person', href: `/pratiche/${walk.caseId}#candidato`, due: '2026-12-23T22:59:00.000Z' },
  ])
  await expect(ask()).rejects.toMatchObject({ code: 'citizen.request-open' })
  await expect(ask('altro')).rejects.toMatchObject({ code: 'citizen.request-kind' })
  await expect(ask('riesame', ' ')).rejects.toMatchObject({ code: 'citizen.request-text' })
  expect(await letters()).toContainEqual(expect.objectContaining({ text: expect.stringContaining(`/pratiche/${walk.caseId}#candidato`) }))
})

test('it is answered once, with reasons, by the body of the case alone; the person sees it and gets a mail', async () => {
  const requestId = await idOf()
  const answer = 'Ti aspettiamo lunedì alle 10 per leggere insieme gli atti.'
  const on = { actor: people.officer, caseId: walk.caseId, requestId, accepted: true }
  const lecco = await house.who('officer-cpi-lecco', 'officer')
  const say = (changes: object = {}) => answerRequest({ ...on, idempotencyKey: key(), answer, ...changes }, house.world)
  await expect(say({ actor: lecco })).rejects.toMatchObject({ code: 'case.unknown' })
  await expect(say({ accepted: false, answer: 'no' })).rejects.toMatchObject({ code: 'request-of-person.reason' })
  await say()
  await expect(say()).rejects.toMatchObject({ code: 'request-of-person.answered' })
  expect(await own()).toMatchObject([{ state: 'accepted', answer }])
  expect(await tasks()).toEqual([])
  const sent = await letters()
  expect(sent).toMatchObject([{ to: 'isora@posta.example', text: expect.stringContaining(answer) }])
  expect(sent[0]?.text).toContain('è accolta')
})
