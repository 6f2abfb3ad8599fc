import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { casePage } from '../../../issuer/citizen/case-page.ts'
import { readOwnCase } from '../../../issuer/citizen/own-case.ts'
import { openPrisma, type Prisma } from '../../../issuer/db/prisma.ts'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { COMMISSION_PAPERS } from '../../../issuer/reads/commission-paper.ts'
import { readPlan } from '../../../issuer/reads/plan/plan.ts'
import { openReads, type Reads } from '../../../issuer/reads/reads.ts'
import { appointPlan } from '../../../issuer/steps/appoint-plan.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { COMMISSION_WRITERS } from '../../../issuer/steps/document-content.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { recognise } from '../../../issuer/steps/recognise.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { registerOrganisation } from '../../../issuer/steps/register-organisation.ts'
import { signMinutes } from '../../../issuer/steps/sign-minutes.ts'
import { openVolunteerCase } from '../../../issuer/steps/volunteers/open-volunteer-case.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { key, type People, sittersOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doCorrection } from '../procedure/correction-acts.ts'
import { doOther, type OtherAct } from '../procedure/other-acts.ts'
import { employ, peopleOfRegion, REGIONS, type Region, settle } from '../region.ts'
import { reception, volunteerWith } from '../volunteers/third-sector.ts'
import { competencesOf, doAct, reason, type Walk, walkTo, welcome } from '../walk.ts'

/** What is the office of another region. */
const CHAMBER = /\bCamer[ae]\b|\bChambers?\b|camera di commercio|chamber of commerce/
const ELSEWHERE = REGIONS.filter(({ name }) => name !== 'Lombardia')

let house: House
let prisma: Prisma
let reads: Reads
beforeAll(async () => {
  house = await openHouse()
  prisma = openPrisma(house.database)
  reads = openReads({ prisma, db: house.world.db, now: () => house.clock.at, wrapping: house.world.wrapping })
})
afterAll(async () => {
  await prisma.$disconnect()
  await house.close()
})

describe.each(ELSEWHERE)('$name, where no Chamber appoints', (place) => {
  let region: Region
  let people: People
  const sent: string[] = []
  const walks: Record<string, Walk> = {}

  const walkOf = (name: string): Walk => {
    const walk = walks[name]
    if (walk === undefined) throw new Error(`nobody walked ${name}`)
    return walk
  }
  const sittingOf = async ({ caseId }: Walk) => {
    const [row] = await house.world.db.rows<{ id: string; commission: string }>(
      `SELECT s.id, s.commission_id AS commission FROM sitting s JOIN commission_candidate c USING (commission_id)
       WHERE c.case_id = $1 ORDER BY s.planned_at DESC LIMIT 1`,
      [caseId],
    )
    return { sittingId: row?.id ?? '', commissionId: row?.commission ?? '' }
  }
  const stateOf = async ({ caseId }: Walk) =>
    (await house.world.db.rows<{ state: string }>('SELECT state FROM ivc_case WHERE id = $1', [caseId]))[0]?.state
  const letters = async () => {
    const send = async ({ subject, text }: { subject: string; text: string }) => void sent.push(`${subject}\n${text}`)
    while ((await workOutbox({ ...house.world, send })) > 0);
  }
  const other = async (act: OtherAct, walk: Walk) => doOther(act, walk, { orobie: people.officer, lecco: region.nextBody })

  /** Everything that anybody reads of a case: papers, minutes, letters, pages. */
  async function everythingOf({ caseId }: Walk, by: People): Promise<Record<string, unknown>> {
    const { db } = house.world
    const commissions = await db.rows<{ id: string; sitting: string }>(
      `SELECT c.commission_id AS id, s.id AS sitting FROM commission_candidate c JOIN sitting s USING (commission_id) WHERE c.case_id = $1`,
      [caseId],
    )
    const papers = []
    for (const { id } of commissions)
      for (const paper of COMMISSION_PAPERS) papers.push(await COMMISSION_WRITERS[paper]({ commissionId: id }, db))
    const own = await readOwnCase(caseId, house.world)
    const viewer = { by: 'link', csrf: '', caseIds: [caseId] } as const
    const pages = (['it', 'en'] as const).map((language) => casePage({ own, viewer, frame: { language, demo: true, otherHref: '/' } }))
    const of = (language: 'it' | 'en') => [
      reads.case({ caseId, actor: by.officer, language }),
      reads.caseFile({ caseId, actor: by.officer, language }),
      ...commissions.map(({ sitting }) => reads.sitting({ sittingId: sitting, actor: by.president, language }).catch(() => undefined)),
    ]
    return {
      papers,
      pages,
      documents: await db.rows('SELECT class, title, sealed_by, content FROM case_document WHERE case_id = $1', [caseId]),
      minutes: await db.rows('SELECT m.lines FROM minutes m JOIN commission_candidate c USING (commission_id) WHERE c.case_id = $1', [
        caseId,
      ]),
      ofBody: await Promise.all([...of('it'), ...of('en')]),
      today: await Promise.all([by.officer, by.chamber, by.president].map((actor) => reads.today(actor))),
    }
  }

  beforeAll(async () => {
    region = await settle(house, place)
    people = peopleOfRegion(region, 'profile')
    const begin = async (name: string, certifies: 'profile' | 'competence' = 'profile') => {
      walks[name] = await welcome(house, peopleOfRegion(region, certifies))
      return walkOf(name)
    }
    await walkTo('release', await begin('released'))
    await walkTo('release', await begin('single', 'competence'))
    await walkTo('open-sitting', await begin('refused'))
    await doAct('refuse-certificate', walkOf('refused'))
    await walkTo('appoint', await begin('revoked'))
    await other('revoke-appointment', walkOf('revoked'))
    await walkTo('appoint', await begin('replaced'))
    await other('replace-appointment', walkOf('replaced'))
    await walkTo('appoint', await begin('conflict'))
    await other('declare-conflict', walkOf('conflict'))
    await walkTo('open-sitting', await begin('left-out'))
    await other('leave-out', walkOf('left-out'))
    await walkTo('release-transparency', await begin('handed'))
  }, 120_000)

  test('each member sits in the words of the pack, and as many as it asks for, for a profile and for a competence', async () => {
    for (const [name, certifies] of [
      ['released', 'profile'],
      ['single', 'competence'],
    ] as const) {
      const { seats = [] } = peopleOfRegion(region, certifies)
      const { commissionId } = await sittingOf(walkOf(name))
      const text = JSON.stringify(await COMMISSION_WRITERS.verbale({ commissionId }, house.world.db))
      for (const { actor, role } of seats) {
        const words = region.pack.compositions[certifies].roles.find(({ id }) => id === role)
        expect(text).toContain(`${actor.name} (${words?.it})`)
        expect(text).toContain(`${actor.name} (${words?.en})`)
      }
      expect(text).toContain(region.office.organisation.name)
      const sealed = await house.world.db.rows('SELECT 1 FROM commission_member WHERE commission_id = $1', [commissionId])
      expect(sealed).toHaveLength(seats.length)
    }
  })

  test('the minutes wait for every signature that the quorum of the pack asks for', async () => {
    const walk = await welcome(house, people)
    await walkTo('open-sitting', walk)
    const { sittingId } = await sittingOf(walk)
    const by = (actor: People['president']) => ({ actor, idempotencyKey: key(), sittingId })
    const seats = people.seats ?? []
    const { world } = house
    await recordPresence({ ...by(people.president), memberIds: seats.map(({ expertId }) => expertId) }, world)
    for (const competenceId of await competencesOf({ caseId: walk.caseId, world }))
      await judgeCompetence({ ...by(people.expert), caseId: walk.caseId, competenceId, outcome: 'certificata', reason: reason.text }, world)
    const { digest } = await writeMinutes(by(people.president), world)
    const [last, ...first] = sittersOf(people).toReversed()
    for (const actor of first) await signMinutes({ ...by(actor), digest, answer: 'signed' }, world)
    await expect(closeMinutes(by(people.president), world)).rejects.toMatchObject({
      code: expect.stringMatching(/^(minutes|sitting|sign)/),
    })
    if (last !== undefined) await signMinutes({ ...by(last), digest, answer: 'signed' }, world)
    await closeMinutes(by(people.president), world)
    expect(await stateOf(walk)).toBe('verbale_firmato')
  })

  test('who is refused reads each remedy of the region, in both languages', async () => {
    const [paper] = await house.world.db.rows<{ content: object }>(
      `SELECT content FROM case_document WHERE case_id = $1 AND class = 'diniego'`,
      [walkOf('refused').caseId],
    )
    const text = JSON.stringify(paper?.content)
    for (const { it, en } of region.pack.remedies) {
      expect(text).toContain(it)
      expect(text).toContain(en)
    }
  })

  test('a document of validazione is corrected by its body, a certificato by the office that appoints; numbers are of the region', async () => {
    const walk = walkOf('single')
    await doCorrection('correct', walk)
    await doCorrection('ask-correction', walk)
    await doCorrection('seal-correction', walk)
    await doCorrection('release-correction', walk)
    const acts = await house.world.db.rows<{ kind: string; number: string; word: string | null }>(
      `SELECT kind, number, (SELECT word FROM status_change s WHERE s.attestation_id = a.id ORDER BY seq DESC LIMIT 1) AS word
       FROM attestation a WHERE case_id = $1 ORDER BY released_at, number`,
      [walk.caseId],
    )
    const { attestation, validazione, trasparenza } = region.pack.numbering
    const seriesOf = { certificato: attestation, validazione, trasparenza }
    for (const { kind, number } of acts)
      expect(number).toMatch(new RegExp(`^${seriesOf[kind as keyof typeof seriesOf].series}-2026-\\d{6}$`))
    const certificates = acts.filter(({ kind }) => kind === 'certificato')
    expect(certificates.map(({ word }) => word)).toEqual(['sostituito', null])
  })

  test('a plan seats the roles of the pack, and what is accepted convenes', async () => {
    const waiting = [await welcome(house, people), await welcome(house, people)]
    for (const walk of waiting) await walkTo('request-commission', walk)
    const day = (days: number) => new Date(house.clock.at.getTime() + days * 86_400_000).toISOString().slice(0, 10)
    const asked = {
      from: day(8),
      until: day(14),
      times: ['09:00', '14:00'],
      places: [{ name: 'Aula 1', province: region.province, capacity: 8 }],
    }
    const plan = await readPlan({ actor: region.office, asked, at: house.clock.at }, house.world.db)
    // Others wait from before: of those that were revoked, and left out.
    expect(plan.placed).toBe(plan.waiting)
    const needed = (people.seats ?? []).map(({ role }) => role).sort()
    for (const { members } of plan.sittings) expect(members.map(({ role }) => role).sort()).toEqual(needed)
    await appointPlan(
      {
        actor: region.office,
        idempotencyKey: key(),
        appointments: plan.sittings.map(({ at, place: where, members, candidates }, index) => ({
          requestIds: candidates.map(({ requestId }) => requestId),
          members: members.map(({ expertId, role }) => ({ expertId, role })),
          actNumber: `PIANO/${region.pack.id}/${index}`,
          sittingPlannedAt: new Date(at),
          place: where,
        })),
      },
      house.world,
    )
    for (const walk of waiting) expect(await stateOf(walk)).toBe('convocato')
  })

  test('a case is handed over to another body of the region, and goes on there under the same rules', async () => {
    const walk = walkOf('handed')
    const there = await other('hand-over', walk)
    await other('take-on', there)
    const rows = await house.world.db.rows('SELECT rule_pack_id AS pack FROM ivc_case WHERE id = $1', [there.caseId])
    expect(rows).toEqual([{ pack: region.pack.id }])
    await doAct('conclude', there)
    expect(await stateOf(there)).toBe('conclusa')
    walks['handed-there'] = there
  })

  test('a body of the third sector does individuazione for its volunteers under the hours of the pack, and no more', async () => {
    const { world } = house
    const organisation = {
      slug: `mani-di-${place.code.toLowerCase()}`,
      kind: 'ets',
      name: 'Mani di prova APS',
      legalBasis: 'Prova',
      province: region.province,
    } as const
    const { id } = await registerOrganisation({ actor: region.officerOfRegion, idempotencyKey: key(), organisation }, world)
    await recognise(
      {
        actor: region.officerOfRegion,
        idempotencyKey: key(),
        organisationId: id,
        grant: { action: 'issue', kinds: ['trasparenza'] },
        act: { number: 'PROVA/3', date: '2026-01-10' },
        validFrom: house.clock.at,
      },
      world,
    )
    house.clock.advance(3600)
    const actor = { ...region.body, organisation: { id, slug: organisation.slug, did: '', name: organisation.name } }
    await employ(actor, world)
    const hours = String(region.pack.volunteering.hours)
    const short = await volunteerWith(house, actor, [['2026-11-01', String(region.pack.volunteering.hours - 1), '2026-11-20']])
    const enough = await volunteerWith(house, actor, [['2026-11-01', hours, '2026-11-20']])
    const on = { actor, reception, province: region.province, demo: true }
    await expect(openVolunteerCase({ ...on, idempotencyKey: key(), volunteerId: short }, world)).rejects.toMatchObject({
      code: 'volunteer.not-reached',
    })
    const { id: caseId } = await openVolunteerCase({ ...on, idempotencyKey: key(), volunteerId: enough }, world)
    const walk = { caseId, house, people: { ...people, officer: actor } }
    await walkTo('release-transparency', walk)
    await expect(doAct('file-application', walk)).rejects.toMatchObject({ code: 'case.identification-only' })
    const acts = await world.db.rows<{ number: string }>('SELECT number FROM attestation WHERE case_id = $1', [caseId])
    expect(acts.map(({ number }) => number.split('-')[0])).toEqual([region.pack.numbering.trasparenza.series])
    walks.volunteer = walk
  })

  test('no paper, letter or page of any of them says Chamber', async () => {
    await letters()
    expect(sent.length).toBeGreaterThan(10)
    expect(sent.filter((letter) => CHAMBER.test(letter))).toEqual([])
    for (const [name, walk] of Object.entries(walks)) {
      for (const [what, said] of Object.entries(await everythingOf(walk, walk.people))) {
        const text = JSON.stringify(said)
        const at = text.search(CHAMBER)
        expect([name, what, at === -1 ? '' : text.slice(Math.max(0, at - 120), at + 60)]).toEqual([name, what, ''])
      }
    }
  })
})
