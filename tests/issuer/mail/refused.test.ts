import { afterAll, beforeAll, expect, test } from 'vitest'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { readLetters } from '../../../issuer/reads/letters.ts'
import { refusalTasks } from '../../../issuer/reads/refusal-tasks.ts'
import { handLetter } from '../../../issuer/steps/hand-letter.ts'
import { caseInput, decided, key, type People, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'

let house: House
let people: People
let sent: { to: string; subject: string; text: string }[] = []
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

const post = async () => {
  sent = []
  while ((await workOutbox({ ...house.world, send: async (mail) => void sent.push(mail) })) > 0);
}
const letterOf = async (caseId: string) => {
  const { db, wrapping } = house.world
  const letters = await readLetters({ caseId, actor: people.officer, issuerUrl: ISSUER_URL, wrapping }, db)
  return letters.find(({ topic }) => topic === 'exam.refused')
}
const toHand = async (caseId: string) => {
  const tasks = await refusalTasks({ actor: people.officer, db: house.world.db })
  return tasks.filter(({ href }) => href.includes(caseId)).map(({ title }) => title)
}

test('whoever is refused is written to: what, why, and what they can do, in both languages', async () => {
  const { caseId } = await decided(house, people, { outcomes: ['non certificata'] })
  await post()
  const mails = sent.filter(({ to }) => to === 'neva@posta.example')
  expect(mails.map(({ subject }) => subject)).toEqual(["L'esito del tuo esame / The outcome of your exam"])
  const text = mails[0]?.text ?? ''
  expect(text).toMatch(/non ha certificato nessuna competenza[\s\S]*: non certificata\. Motivo: «Evidenze e colloquio concordano\.»/)
  expect(text).toMatch(/diniego motivato è tra i tuoi documenti[\s\S]*rivolgerti alla Regione[\s\S]*I termini per il ricorso/)
  expect(text).toMatch(/— English —[\s\S]*certified no competence[\s\S]*: not certified\. Reason: «/)
  expect(text).not.toMatch(/Agnese|Tommaso|IVC-/)
  expect(await letterOf(caseId)).toMatchObject({ state: 'sent', again: true })
  expect(await toHand(caseId)).toEqual([])
})

test('whoever has no address is in «Oggi» until the outcome was handed over', async () => {
  const { person } = caseInput(people.officer)
  const { email, ...unreached } = person
  expect(email).toBeDefined()
  const { caseId } = await decided(house, people, { outcomes: ['non certificata'], changes: { person: unreached } })
  expect(await toHand(caseId)).toEqual(["Consegna l'esito a Nèva D'Adùlio"])
  await post()
  expect(await toHand(caseId)).toEqual(["Consegna l'esito a Nèva D'Adùlio"])
  const letter = await letterOf(caseId)
  expect(letter).toMatchObject({ state: 'nobody', mails: [{ to: '' }] })
  const input = { actor: people.officer, idempotencyKey: key(), caseId }
  await expect(handLetter({ ...input, idempotencyKey: key(), letterId: '0' }, house.world)).rejects.toMatchObject({
    code: 'letter.unknown',
  })
  await handLetter({ ...input, letterId: letter?.id ?? '' }, house.world)
  expect(await letterOf(caseId)).toMatchObject({ state: 'handed', handedAt: house.clock.at })
  expect(await toHand(caseId)).toEqual([])
})

test('nobody who was certified in full is told of a refusal', async () => {
  const { caseId } = await decided(house, people)
  expect(await letterOf(caseId)).toBeUndefined()
})
