import { afterAll, beforeAll, expect, test } from 'vitest'
import { casePage } from '../../../issuer/citizen/case-page.ts'
import { readOwnCase } from '../../../issuer/citizen/own-case.ts'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { readLetters } from '../../../issuer/reads/letters.ts'
import { refusalTasks } from '../../../issuer/reads/refusal-tasks.ts'
import { handLetter } from '../../../issuer/steps/hand-letter.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
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
  expect(text).toMatch(/0 di \d competenze certificate\.[\s\S]*: non certificata\. Motivo: «Evidenze e colloquio concordano\.»/)
  expect(text).toMatch(/diniego motivato è tra i tuoi documenti[\s\S]*rivolgerti alla Regione[\s\S]*I termini per il ricorso/)
  expect(text).toMatch(/— English —[\s\S]*: 0 of \d competences certified\.[\s\S]*: not certified\. Reason: «/)
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

test('whoever is refused a part reads of it in both letters, on their page and in the refusal, with what they can do', async () => {
  const exam = await decided(house, people, { outcomes: ['certificata', 'non certificata'] })
  const { caseId } = exam
  const count = exam.competences.length
  await post()
  const refusal = sent.find(({ subject }) => subject.startsWith("L'esito"))?.text ?? ''
  expect(refusal).toContain(`1 di ${count} competenze certificata.`)
  expect(refusal.match(/non certificata\. Motivo/g)).toHaveLength(count - 1)
  await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId }, house.world)
  await post()
  const ready = sent.find(({ subject }) => subject.startsWith('Il tuo attestato è pronto'))?.text ?? ''
  expect(ready).toMatch(/1 di \d competenze certificata\.\n– [^\n]+: non certificata\. Motivo: «Evidenze[\s\S]*rivolgerti alla Regione/)
  expect(ready).toMatch(/1 of \d competences certified\.\n– [^\n]+: not certified\. Reason: «/)

  const [paper] = await house.world.db.rows<{ title: string; content: { it: { heading: string; lines: string[] }[] } }>(
    `SELECT title, content FROM case_document WHERE case_id = $1 AND class = 'diniego'`,
    [caseId],
  )
  expect(paper?.title).toBe('Diniego motivato di una parte della certificazione')
  const said = JSON.stringify(paper?.content.it)
  expect(said).toContain(`1 di ${count} competenze certificata.`)
  expect(said.match(/Non certificata\./g)).toHaveLength(count - 1)
  expect(said).toContain('entro 60 giorni')

  const own = await readOwnCase(caseId, house.world)
  expect(own.papers.map(({ title }) => title)).toContainEqual({ it: paper?.title, en: 'Reasoned refusal of a part of the certification' })
  const page = casePage({
    own,
    viewer: { by: 'link', csrf: 'x', caseIds: [caseId] },
    frame: { language: 'it', demo: true, otherHref: '?' },
  })
  expect(page).toContain(`<strong>1 di ${count} competenze certificata.</strong>`)
  expect(page).toMatch(/: non certificata<\/p><p class="note">Perché: «Evidenze e colloquio concordano\.»[\s\S]*rivolgerti alla Regione/)
})

test('nobody who was certified in full is told of a refusal', async () => {
  const { caseId } = await decided(house, people)
  expect(await letterOf(caseId)).toBeUndefined()
})
