import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDeskPool } from '../../../issuer/db/desk.ts'
import { openPrisma, type Prisma } from '../../../issuer/db/prisma.ts'
import { missingFor } from '../../../issuer/procedure/missing-for.ts'
import type { Act } from '../../../issuer/procedure/procedure.ts'
import { readCase } from '../../../issuer/reads/case.ts'
import { readSitting } from '../../../issuer/reads/sitting.ts'
import { annul } from '../../../issuer/steps/annul.ts'
import { handOver } from '../../../issuer/steps/hand-over.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { leaveOut } from '../../../issuer/steps/leave-out.ts'
import { lift } from '../../../issuer/steps/lift.ts'
import { readFile } from '../../../issuer/steps/lock-case.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { requestByException } from '../../../issuer/steps/request-by-exception.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { takeOn } from '../../../issuer/steps/take-on.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { attempt, type DeskPool } from '../db/desk-seat.ts'
import { key, membersOf, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { peopleOfRegion, REGIONS, settle } from '../region.ts'
import { competencesOf, doAct, reason, TO_THE_CERTIFICATE, type Walk, walkTo, welcome } from '../walk.ts'

describe('a step that rests on an act', () => {
  let house: House
  let people: People
  let prisma: Prisma
  let desk: DeskPool
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    prisma = openPrisma(house.database)
    desk = openDeskPool(house.database.pool)
  })
  afterAll(async () => {
    await desk.end()
    await prisma.$disconnect()
    await house.close()
  })

  async function turn(how: typeof annul, walk: Walk, kind: string, actor = walk.people.officer): Promise<void> {
    const [act] = await house.beyond.db.rows<{ id: string; number: string }>(
      'SELECT id, number FROM attestation WHERE case_id = $1 AND kind = $2',
      [walk.caseId, kind],
    )
    const { id: attestationId, number: confirmNumber } = act ?? { id: '', number: '' }
    const why = how === lift ? 'verifica-conclusa' : 'falsa-dichiarazione'
    const said = { reasonClass: why, reason: 'Dichiarazioni false' }
    await how({ actor, idempotencyKey: key(), attestationId, confirmNumber, ...said }, house.world)
  }
  const walked = async (last: Parameters<typeof walkTo>[0]) => {
    const walk = await welcome(house, people)
    await walkTo(last, walk)
    return walk
  }
  const missing = async (act: Act, { caseId, people: { officer } }: Walk) =>
    (await missingFor(act, await readFile({ caseId, organisationId: officer.organisation.id }, house.world.db), house.world.db)).map(
      ({ code, part, facts }) => ({ code, part, word: facts.word }),
    )
  const pageOf = ({ caseId, people: { officer: actor } }: Walk) =>
    readCase({ caseId, actor, language: 'it', prisma, db: house.world.db, now: house.clock.at })
  const sittingOf = async ({ caseId }: Walk) => {
    const [row] = await house.world.db.rows<{ id: string }>(
      'SELECT s.id FROM sitting s JOIN commission_candidate c ON c.commission_id = s.commission_id WHERE c.case_id = $1',
      [caseId],
    )
    return row?.id ?? ''
  }

  test('takes no application on a document of trasparenza that is suspended or annulled, and says so on the page', async () => {
    const walk = await walked('release-transparency')
    await turn(suspend, walk, 'trasparenza')
    await expect(doAct('file-application', walk)).rejects.toMatchObject({
      code: 'case.incomplete',
      facts: { missing: 'missing.standing-act' },
    })
    expect(await missing('file-application', walk)).toEqual([{ code: 'missing.standing-act', part: 'documenti', word: 'sospeso' }])
    await turn(lift, walk, 'trasparenza')
    expect(await missing('file-application', walk)).toEqual([])

    await turn(annul, walk, 'trasparenza')
    await expect(doAct('file-application', walk)).rejects.toMatchObject({ facts: { missing: 'missing.standing-act' } })
  })

  test('admits nobody whose document of trasparenza was annulled after the application, and may still say no', async () => {
    const walk = await walked('file-application')
    await turn(annul, walk, 'trasparenza')
    await expect(doAct('admit', walk)).rejects.toMatchObject({ facts: { missing: 'missing.standing-act' } })
    await doAct('reject', walk)
  })

  test.each([
    ['release-validation', 'request-commission', 'case.act-fallen'],
    ['request-commission', 'appoint', 'appoint.act-fallen'],
    ['open-sitting', 'sign-minutes', 'sitting.act-fallen'],
    ['sign-minutes', 'register', 'case.act-fallen'],
    ['register', 'release', 'case.act-fallen'],
  ] as const)('after %s the document of validation falls: %s is refused', async (last, next, code) => {
    const walk = await walked(last)
    await turn(suspend, walk, 'validazione')
    await expect(doAct(next, walk)).rejects.toMatchObject({ code, facts: { word: 'sospeso', documentEn: 'document of validation' } })
    const page = await pageOf(walk)
    expect(page.missing.map(({ code: missed }) => missed)).toEqual(['missing.standing-act'])
    await turn(lift, walk, 'validazione')
    expect((await pageOf(walk)).missing).toEqual([])
    await turn(annul, walk, 'validazione')
    await expect(doAct(next, walk)).rejects.toMatchObject({ code, facts: { word: 'annullato' } })
  })

  test('the commission reads it, goes on without the person, and nobody is appointed for them anew', async () => {
    const walk = await walked('open-sitting')
    const sittingId = await sittingOf(walk)
    const { president, expert, chamber } = people
    const memberIds = (await membersOf(house, people)).map(({ expertId }) => expertId)
    await recordPresence({ actor: president, idempotencyKey: key(), sittingId, memberIds }, house.world)
    for (const competenceId of await competencesOf({ caseId: walk.caseId, world: house.world })) {
      const judged = { sittingId, caseId: walk.caseId, competenceId, outcome: 'certificata', reason: reason.text } as const
      await judgeCompetence({ actor: expert, idempotencyKey: key(), ...judged }, house.world)
    }
    await turn(annul, walk, 'validazione')
    const write = () => writeMinutes({ actor: president, idempotencyKey: key(), sittingId }, house.world)
    await expect(write()).rejects.toMatchObject({ code: 'sitting.act-fallen' })
    const { allowed, why } = await readSitting({
      sittingId,
      actor: president,
      language: 'it',
      prisma,
      db: house.world.db,
      now: house.clock.at,
    })
    expect(allowed).not.toContain('write')
    expect(why.write).toContain('non si può esaminare')

    const left = { caseId: walk.caseId, why: 'atto', reason: 'Il documento di validazione è annullato.' } as const
    await leaveOut({ actor: president, idempotencyKey: key(), sittingId, ...left }, house.world)
    await write()
    expect(chamber.role).toBe('chamber')
    await expect(doAct('appoint', walk)).rejects.toMatchObject({ code: 'appoint.act-fallen' })
  })

  test('by way of exception it rests on the document of trasparenza', async () => {
    const lazio = await settle(house, REGIONS[3])
    const of = peopleOfRegion(lazio, 'profile')
    const walk = await welcome(house, of)
    await walkTo('admit', walk)
    await turn(annul, walk, 'trasparenza')
    const asked = requestByException(
      {
        actor: of.officer,
        idempotencyKey: key(),
        caseId: walk.caseId,
        chamberId: of.chamber.organisation.id,
        methods: [lazio.pack.assessmentMethods[0]?.it ?? ''],
        mode: 'presential',
        reason,
      },
      house.world,
    )
    await expect(asked).rejects.toMatchObject({ code: 'case.incomplete', facts: { missing: 'missing.standing-act' } })
  })

  test('also where another body sealed it before it handed the case over', async () => {
    const walk = await walked('release-validation')
    const lecco = await house.who('officer-cpi-lecco', 'officer')
    const to = { bodyId: lecco.organisation.id, reason, agreed: true }
    const { id } = await handOver({ actor: people.officer, idempotencyKey: key(), caseId: walk.caseId, ...to }, house.beyond)
    await takeOn({ actor: lecco, idempotencyKey: key(), caseId: id }, house.world)
    const next: Walk = { caseId: id, house, people: { ...people, officer: lecco } }
    await turn(suspend, walk, 'validazione')
    await expect(doAct('request-commission', next)).rejects.toMatchObject({ code: 'case.act-fallen' })
    await turn(lift, walk, 'validazione')
    for (const act of TO_THE_CERTIFICATE.slice(TO_THE_CERTIFICATE.indexOf('request-commission'), -1)) await doAct(act, next)
    await turn(annul, walk, 'validazione')
    await expect(doAct('release', next)).rejects.toMatchObject({ code: 'case.act-fallen' })
  })

  test('the database takes no step on it either, by whatever door of a desk', async () => {
    const walk = await walked('release-validation')
    const move = `INSERT INTO case_transition (organisation_id, case_id, state, at, by, act, rule_pack_id, rule_pack_version)
      SELECT organisation_id, id, 'commissione_richiesta', $2, $3, 'request-commission', rule_pack_id, rule_pack_version FROM ivc_case WHERE id = $1`
    const { officer } = people
    const tried = () => attempt(desk, officer.organisation.id, move, [walk.caseId, house.clock.at, officer.accountId])
    await turn(suspend, walk, 'validazione')
    expect(await tried()).toBe('23514')
    const other = await house.who('officer-cpi-lecco', 'officer')
    expect(await attempt(desk, other.organisation.id, 'SELECT * FROM attesta_act_beneath($1, $2)', [walk.caseId, 'validazione'])).toBe(0)
    expect(await attempt(desk, officer.organisation.id, 'SELECT * FROM attesta_act_beneath($1, $2)', [walk.caseId, 'validazione'])).toBe(1)
  })
})
