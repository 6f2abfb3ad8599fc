import { afterAll, beforeAll, expect, test } from 'vitest'
import { casePage } from '../../../issuer/citizen/case-page.ts'
import { readOwnCase } from '../../../issuer/citizen/own-case.ts'
import { openPrisma } from '../../../issuer/db/prisma.ts'
import { readCase } from '../../../issuer/reads/case.ts'
import { readNextActs } from '../../../issuer/reads/case-file.ts'
import { readFile } from '../../../issuer/steps/lock-case.ts'
import { recognise } from '../../../issuer/steps/recognise.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

test('a body that is recognised for trasparenza alone goes no further, says so before, and can hand over or conclude', async () => {
  const walk = await welcome(house, people)
  await walkTo('release-transparency', walk)
  const organisationId = people.officer.organisation.id
  const next = async () =>
    readNextActs(await readFile({ caseId: walk.caseId, organisationId }, house.world.db), {
      actor: people.officer,
      language: 'it',
      db: house.world.db,
      at: house.clock.at,
    })
  const refusalOf = async (name: string) => (await next()).find(({ act }) => act === name)?.refusal
  expect(await refusalOf('file-application')).toBeUndefined()
  await house.database.pool.query(
    `INSERT INTO recognition_withdrawal (recognition_id, organisation_id, ended_at, act_number, act_date)
     SELECT id, organisation_id, $2, 'DIM/2026/1', '2026-11-23' FROM recognition WHERE organisation_id = $1`,
    [organisationId, house.clock.at],
  )
  await recognise(
    {
      actor: await house.who('region-1', 'region'),
      idempotencyKey: key(),
      organisationId,
      grant: { action: 'issue', kinds: ['trasparenza'] },
      act: { number: 'DIM/2026/2', date: '2026-11-23' },
      validFrom: house.clock.at,
    },
    house.world,
  )
  expect(await refusalOf('file-application')).toMatch(/sola individuazione/)
  expect(await refusalOf('hand-over')).toBeUndefined()
  expect(await refusalOf('conclude')).toBeUndefined()
  await expect(doAct('file-application', walk)).rejects.toMatchObject({ code: 'case.identification-only' })
  // The way that is drawn and said ends where the body ends.
  const prisma = openPrisma(house.database)
  const asking = { caseId: walk.caseId, language: 'it', prisma, db: house.world.db, now: house.clock.at } as const
  const shown = await readCase({ ...asking, actor: people.officer })
  await prisma.$disconnect()
  expect(shown.endsHere).toBe(true)
  expect(shown.phases.map(({ id }) => id)).toEqual(['accoglienza', 'individuazione'])
  const own = await readOwnCase(walk.caseId, house.world)
  const page = casePage({
    own,
    viewer: { by: 'link', csrf: 'x', caseIds: [walk.caseId] },
    frame: { language: 'it', demo: true, otherHref: '/' },
  })
  expect(page).toContain('il percorso finisce qui')
  expect(page).not.toContain('presentare la domanda')
  await doAct('conclude', walk)
})
