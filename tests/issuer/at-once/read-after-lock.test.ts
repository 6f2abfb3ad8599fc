import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Transaction } from '../../../issuer/db/database.ts'
import { lockCase } from '../../../issuer/steps/lock-case.ts'
import { lockSitting } from '../../../issuer/steps/lock-sitting.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { appointed, judged, key, opened, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

const transaction = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  house.beyond.db.transaction({ organisationId: people.chamber.organisation.id, key: key(), action: 'test', input: {} }, work)

async function somebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await house.database.pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if (waiting.rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** What the second of two connections reads with its lock, for which it waited while the first wrote. */
async function readSecond<T>({
  read,
  write,
}: {
  read: (tx: Transaction) => Promise<T>
  write: (tx: Transaction) => Promise<unknown>
}): Promise<T> {
  let second: Promise<T> | undefined
  await transaction(async (tx) => {
    await read(tx)
    second = transaction(read)
    await somebodyWaits()
    await write(tx)
    return null
  })
  if (second === undefined) throw new Error('nobody came second')
  return second
}

test('whoever waited for a sitting reads who is present as it stands now, not as it stood when they began to wait', async () => {
  const exam = await appointed(house, people)
  await opened(house, people, exam)
  const present = await readSecond({
    read: async (tx) => (await lockSitting(exam.sittingId, people.president, tx)).members.filter((member) => member.present).length,
    write: (tx) => tx.rows('DELETE FROM sitting_presence WHERE sitting_id = $1', [exam.sittingId]),
  })
  expect(present).toBe(0)
})

test('and whoever waited for a case its competences', async () => {
  const { caseId, competences } = await appointed(house, people)
  const left = await readSecond({
    read: async (tx) => (await lockCase(caseId, tx)).competences.length,
    write: (tx) => tx.rows('UPDATE case_competence SET validated = false WHERE id = $1', [competences[0]]),
  })
  expect(left).toBe(competences.length - 1)
})

test.each([1, 2, 3, 4])('minutes are written, and everybody sent home, at once: no text names somebody who is not there (%s)', async () => {
  const exam = await appointed(house, people)
  await opened(house, people, exam)
  await judged(house, people, exam)
  const by = () => ({ actor: people.president, idempotencyKey: key(), sittingId: exam.sittingId })
  await Promise.allSettled([writeMinutes(by(), house.world), recordPresence({ ...by(), memberIds: [] }, house.world)])
  const [found] = await house.world.db.rows<{ texts: number; present: number }>(
    `SELECT (SELECT count(*)::int FROM minutes_text t WHERE t.sitting_id = $1) AS texts,
       (SELECT count(*)::int FROM sitting_presence p WHERE p.sitting_id = $1) AS present`,
    [exam.sittingId],
  )
  expect([
    { texts: 1, present: 2 },
    { texts: 0, present: 0 },
  ]).toContainEqual(found)
})
