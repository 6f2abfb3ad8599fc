import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { actorOf, beginSession, readSession } from '../../../issuer/auth/session.ts'
import { grantTasks } from '../../../issuer/reads/grant-tasks.ts'
import { readPeople } from '../../../issuer/reads/people.ts'
import { decideGrant } from '../../../issuer/steps/grants/decide-grant.ts'
import { endMembership } from '../../../issuer/steps/grants/end-membership.ts'
import { proposeGrant } from '../../../issuer/steps/grants/propose-grant.ts'
import { key } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let first: Actor
let second: Actor
let region: Actor
beforeAll(async () => {
  house = await openHouse()
  first = await house.who('officer-orobie', 'officer')
  second = await house.who('officer2-orobie', 'officer')
  region = await house.who('region-1', 'region')
})
afterAll(() => house.close())

const DAY = 86_400_000
const later = (days: number) => new Date(house.clock.at.getTime() + days * DAY)
const propose = (changes: Partial<Parameters<typeof proposeGrant>[0]> = {}) =>
  proposeGrant(
    {
      actor: first,
      idempotencyKey: key(),
      organisationId: first.organisation.id,
      email: 'Grazia.Ondei@posta.example',
      role: 'officer',
      tasks: ['reception', 'release', 'inventato'],
      validFrom: later(0),
      validUntil: later(20),
      reason: 'Sostituisce una collega.',
      ...changes,
    },
    house.world,
  )
const decide = (actor: Actor, grantId: string, refusal?: string) =>
  decideGrant({ actor, idempotencyKey: key(), grantId, ...(refusal !== undefined && { refusal }) }, house.world)
const people = (actor: Actor) => readPeople({ organisationId: first.organisation.id, actor, db: house.world.db, now: house.clock.at })

describe('a role', () => {
  test('needs two administrators: whoever proposed it, or gains by it, does not confirm it', async () => {
    const { id } = await propose()
    await expect(propose()).rejects.toMatchObject({ code: 'grant.already-proposed' })
    await expect(decide(first, id)).rejects.toMatchObject({ code: 'grant.four-eyes' })
    await expect(decide({ ...second, tasks: [] }, id)).rejects.toMatchObject({ code: 'grant.not-administrator' })
    await expect(decide(await house.who('officer-cpi-lecco', 'officer'), id)).rejects.toMatchObject({ code: 'grant.unknown' })
    expect((await grantTasks({ actor: second, db: house.world.db, now: house.clock.at })).map(({ verb }) => verb)).toContain(
      'confirm-grant',
    )
    expect((await people(first)).grants[0]).toMatchObject({ own: true, tasks: ['reception', 'release'] })
    expect((await people(first)).people.some(({ name }) => name.includes('Ondèi'))).toBe(false)
    await decide(second, id)
    await expect(decide(second, id)).rejects.toMatchObject({ code: 'grant.decided' })
    expect((await people(second)).people.find(({ name }) => name.includes('Ondèi'))).toMatchObject({
      tasks: ['reception', 'release'],
      state: 'in-scadenza',
    })
    await expect(
      house.database.pool.query(
        `UPDATE membership_grant SET decision = NULL, decided_at = NULL, decided_by = NULL WHERE id = $1 RETURNING id`,
        [id],
      ),
    ).rejects.toMatchObject({ constraint: 'membership_grant_fixed' })
    await expect(
      house.database.pool.query(
        `INSERT INTO membership_grant (organisation_id, account_id, role, tasks, valid_from, valid_until, reason, proposed_by, proposed_at,
           decided_by, decided_at, decision)
         SELECT organisation_id, account_id, role, tasks, valid_from, valid_until, reason, proposed_by, proposed_at, proposed_by, now(), 'confirmed'
         FROM membership_grant WHERE id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ constraint: 'membership_grant_four_eyes' })
  })

  test('that ends is no role any more, on the next request', async () => {
    const [account] = await house.world.db.rows<{ id: string }>(`SELECT id FROM account WHERE email = 'grazia.ondei@posta.example'`)
    const accountId = account?.id ?? ''
    const { secret } = await beginSession({ accountId, idToken: undefined, at: house.clock.at }, house.world.db)
    const roleAt = async (at: Date) => {
      await house.world.db.rows('UPDATE session SET expires_at = $1', [later(400)])
      const session = await readSession({ secret, at }, house.world.db)
      return session === undefined ? undefined : actorOf(session)?.role
    }
    expect(await roleAt(later(19))).toBe('officer')
    expect(await roleAt(later(21))).toBeUndefined()
    const mine = (await people(first)).people.find(({ name }) => name.includes('Ondèi'))
    expect(mine?.until).toBeDefined()
    const own = { accountId, role: 'officer', reason: 'Ha cambiato ufficio.', organisationId: first.organisation.id } as const
    await expect(
      endMembership({ ...own, accountId: first.accountId, actor: first, idempotencyKey: key() }, house.world),
    ).rejects.toMatchObject({
      code: 'grant.own',
    })
    await endMembership({ ...own, actor: first, idempotencyKey: key() }, house.world)
    expect(await roleAt(later(1))).toBeUndefined()
    await expect(endMembership({ ...own, actor: first, idempotencyKey: key() }, house.world)).rejects.toMatchObject({
      code: 'grant.no-membership',
    })
  })

  test('of the demo ends three years after it began there: whoever may renew it is told before, and then there is none', async () => {
    const open = await house.world.db.rows(`SELECT 1 FROM membership WHERE valid_until = 'infinity'`)
    expect(open).toEqual([])
    const until = (await people(first)).people.find(({ accountId }) => accountId === first.accountId)?.until ?? ''
    expect(until.slice(0, 10)).toBe('2029-11-23')
    const at = (days: number) => new Date(Date.parse(until) + days * DAY)
    const tasksOf = (actor: Actor, days: number) => grantTasks({ actor, db: house.world.db, now: at(days) })
    expect((await tasksOf(second, -31)).filter(({ verb }) => verb.endsWith('role-ends'))).toEqual([])
    const told = await tasksOf(second, -29)
    expect(told.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['own-role-ends', 'role-ends']))
    expect(told.find(({ verb, person }) => verb === 'role-ends' && person === first.name)?.href).toBe('/persone')
    const { secret } = await beginSession({ accountId: first.accountId, idToken: undefined, at: house.clock.at }, house.world.db)
    await house.world.db.rows('UPDATE session SET expires_at = $1', [at(400)])
    const roleAt = async (days: number) => {
      const session = await readSession({ secret, at: at(days) }, house.world.db)
      return session && actorOf(session)?.role
    }
    expect([await roleAt(-1), await roleAt(1)]).toEqual(['officer', undefined])
  })

  test('the Region took its last administrator but one away, and nobody could confirm anything any more', async () => {
    const other = await house.who('region-2', 'region')
    const ending = { organisationId: region.organisation.id, role: 'region', reason: 'Ha cambiato ufficio.' } as const
    await expect(
      endMembership({ ...ending, accountId: other.accountId, actor: region, idempotencyKey: key() }, house.world),
    ).rejects.toMatchObject({ code: 'grant.last-administrators' })
    // A third makes the second free to go.
    await house.world.db.rows(
      `INSERT INTO membership (account_id, organisation_id, role, tasks, valid_from, valid_until)
       SELECT id, $1, 'region', '{administration}', $2, $3 FROM account WHERE subject = 'expert-2'`,
      [region.organisation.id, later(-1), later(300)],
    )
    await endMembership({ ...ending, accountId: other.accountId, actor: region, idempotencyKey: key() }, house.world)
  })

  test.each([
    ['for oneself', { email: 'niccolo.dellorto@posta.example' }, 'grant.own'],
    ['for nobody who ever logged in', { email: 'nessuno@posta.example' }, 'grant.no-account'],
    ['that the organisation does not have', { role: 'region' as const }, 'grant.role'],
    ['that ended before it began', { validUntil: new Date('2020-01-01') }, 'grant.interval'],
    ['without a task', { tasks: [] }, 'grant.no-task'],
  ])('%s is not proposed', async (_, changes, code) => {
    await house.database.pool.query(`DELETE FROM membership_grant WHERE decision IS NULL`)
    await expect(propose(changes)).rejects.toMatchObject({ code })
  })

  test('of a body that begins is given by the Region, and a refusal says why', async () => {
    const { id } = await propose({ actor: region })
    await decide(second, id, 'Non lavora da noi.')
    expect((await people(region)).grants.find((grant) => grant.id === id)).toMatchObject({
      decision: 'refused',
      decisionReason: 'Non lavora da noi.',
    })
    const lecco = await house.who('officer-cpi-lecco', 'officer')
    await expect(people(lecco)).rejects.toMatchObject({ code: 'organisation.unknown' })
    await expect(people(await house.who('president-1', 'member'))).rejects.toMatchObject({ code: 'organisation.unknown' })
  })
})
