import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { purge } from '../../verifier/purge.ts'
import { createShare } from '../../verifier/shares/create.ts'
import { ownShare } from '../../verifier/shares/own-share.ts'
import { revokeShare } from '../../verifier/shares/revoke.ts'
import { viewShare } from '../../verifier/shares/view.ts'
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts'

let database: TestDatabase
let clock = new Date()
const world = () => ({ pool: database.pool, now: () => clock })
const revokeToken = randomBytes(32)

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

async function share({ maxViews = 3, minutes = 5 } = {}) {
  const id = randomBytes(16).toString('base64url')
  await createShare(
    {
      id,
      ciphertext: randomBytes(64),
      expiresAt: new Date(clock.getTime() + minutes * 60_000),
      maxViews,
      revokeHash: createHash('sha256').update(revokeToken).digest(),
    },
    world(),
  )
  return id
}

async function ciphertextOf(id: string): Promise<Buffer | null | undefined> {
  const { rows } = await database.pool.query<{ ciphertext: Buffer | null }>('SELECT ciphertext FROM share WHERE id = $1', [id])
  return rows[0]?.ciphertext
}

describe('a share link', () => {
  test('can be opened as often as was allowed, however many ask at once', async () => {
    const id = await share({ maxViews: 3 })
    const views = await Promise.allSettled(Array.from({ length: 50 }, () => viewShare({ id }, world())))
    expect(views.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    await expect(viewShare({ id }, world())).rejects.toMatchObject({ code: 'share.used-up', facts: { maxViews: 3 } })
  })

  test('keeps nothing of what it led to after the last view', async () => {
    const id = await share({ maxViews: 2 })
    await viewShare({ id }, world())
    expect(await ciphertextOf(id)).toHaveLength(64)
    expect(await viewShare({ id }, world())).toHaveLength(64)
    expect(await ciphertextOf(id)).toBeNull()
  })

  test('ends on its day, and nothing of what it led to stays', async () => {
    const id = await share({ minutes: 5 })
    clock = new Date(clock.getTime() + 5 * 60_000)
    await expect(viewShare({ id }, world())).rejects.toMatchObject({ code: 'share.expired' })
    await purge(world())
    expect(await ciphertextOf(id)).toBeNull()
    await expect(viewShare({ id }, world())).rejects.toMatchObject({ code: 'share.expired' }) // it still says why
  })

  test('is switched off by the wallet that made it, and its ciphertext is gone', async () => {
    const id = await share()
    await revokeShare({ id, revokeToken }, world())
    await expect(viewShare({ id }, world())).rejects.toMatchObject({ code: 'share.revoked' })
    expect(await ciphertextOf(id)).toBeNull()
    await revokeShare({ id, revokeToken }, world()) // twice is no error
  })

  test('is not switched off by anybody else', async () => {
    const id = await share()
    await expect(revokeShare({ id, revokeToken: randomBytes(32) }, world())).rejects.toMatchObject({ code: 'share.revoke-token' })
    expect(await viewShare({ id }, world())).toHaveLength(64)
  })

  test('tells how often it was opened to the wallet that made it, also when it is off, and to nobody else', async () => {
    const id = await share()
    expect(await ownShare({ id, revokeToken }, world())).toEqual({ views: 0 })
    await viewShare({ id }, world())
    await viewShare({ id }, world())
    await expect(ownShare({ id, revokeToken: randomBytes(32) }, world())).rejects.toMatchObject({ code: 'share.revoke-token' })
    await revokeShare({ id, revokeToken }, world())
    expect(await ownShare({ id, revokeToken }, world())).toEqual({ views: 2 })
  })

  test('is not overwritten', async () => {
    const id = await share()
    const again = createShare(
      { id, ciphertext: randomBytes(64), expiresAt: new Date(clock.getTime() + 60_000), maxViews: 1, revokeHash: randomBytes(32) },
      world(),
    )
    await expect(again).rejects.toMatchObject({ code: 'share.taken' })
  })

  test('that never was is unknown', async () => {
    await expect(viewShare({ id: randomBytes(16).toString('base64url') }, world())).rejects.toMatchObject({ code: 'share.unknown' })
  })
})
