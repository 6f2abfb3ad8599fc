import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerSession } from '../../verifier/presentations/answer.ts'
import { createSession } from '../../verifier/presentations/create.ts'
import { findOpenSession } from '../../verifier/presentations/find-open.ts'
import { readAnswer } from '../../verifier/presentations/read-answer.ts'
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts'

let database: TestDatabase
let clock = new Date()
const world = () => ({ pool: database.pool, now: () => clock })

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

describe('a presentation session', () => {
  test('waits, is answered once, and can be read by whoever asked', async () => {
    const { id, secret } = await createSession({ purpose: 'Verificare un attestato' }, world())
    expect(await readAnswer({ id, secret }, world())).toMatchObject({ state: 'pending' })
    await answerSession({ id, answer: { state: 'declined' } }, world())
    expect(await readAnswer({ id, secret }, world())).toEqual({ state: 'declined' })
    await expect(findOpenSession(id, world())).rejects.toMatchObject({ code: 'presentation.already-answered' })
  })

  test('takes exactly one of a hundred answers that arrive together', async () => {
    const { id } = await createSession({ purpose: 'Verificare un attestato' }, world())
    const posts = await Promise.allSettled(Array.from({ length: 100 }, () => answerSession({ id, answer: { state: 'declined' } }, world())))
    expect(posts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = posts.filter((post) => post.status === 'rejected').map((post) => post.reason.code)
    expect(new Set(refused)).toEqual(new Set(['presentation.already-answered']))
  })

  test('wipes its private key with the answer', async () => {
    const { id } = await createSession({ purpose: 'Verificare un attestato' }, world())
    await answerSession({ id, answer: { state: 'declined' } }, world())
    const { rows } = await database.pool.query('SELECT response_key FROM presentation_session WHERE id = $1', [id])
    expect(rows).toEqual([{ response_key: null }])
  })

  test('tells nothing to whoever saw only the QR', async () => {
    const { id } = await createSession({ purpose: 'Verificare un attestato' }, world())
    await expect(readAnswer({ id, secret: 'a-guess' }, world())).rejects.toMatchObject({ code: 'presentation.secret' })
  })

  test('ends after five minutes', async () => {
    const { id, secret } = await createSession({ purpose: 'Verificare un attestato' }, world())
    clock = new Date(clock.getTime() + 5 * 60_000)
    await expect(findOpenSession(id, world())).rejects.toMatchObject({ code: 'presentation.expired' })
    await expect(readAnswer({ id, secret }, world())).rejects.toMatchObject({ code: 'presentation.expired' })
  })

  test('that never was is unknown', async () => {
    await expect(findOpenSession(crypto.randomUUID(), world())).rejects.toMatchObject({ code: 'presentation.unknown' })
  })
})
