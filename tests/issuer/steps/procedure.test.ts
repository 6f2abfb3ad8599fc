import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Competence } from '../../../credential/attestation/attestation.ts'
import { parseCompact } from '../../../credential/jose/index.ts'
import { dayInRome } from '../../../credential/time.ts'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { competenceOf } from '../../../issuer/demo/repertory.ts'
import { type AppointCommissionInput, appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { recordPresence } from '../../../issuer/steps/record-presence.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { appointed, caseInput, decided, judged, key, membersOf, opened, type People, peopleOf, signed } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

describe('the procedure, in the order of the law', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const request = (caseId: string, changes: Partial<Parameters<typeof requestCommission>[0]> = {}) =>
    requestCommission(
      { actor: people.officer, idempotencyKey: key(), caseId, chamberId: people.chamber.organisation.id, ...changes },
      house.world,
    )

  describe('opening a case', () => {
    const excluded: Competence = {
      ...competenceOf('trasversale-qualita'),
      repertory: { name: 'QRSP', release: 'x', section: 'Figure regolamentate/abilitanti' },
    }
    const person = caseInput({} as never).person
    test.each([
      ['a wrong tax code', { person: { ...person, taxCode: 'RSSMRA85T10A562T' } }, 'person.tax-code'],
      ['a tax code of another birth date', { person: { ...person, taxCode: 'RSSMRA85T10A562S' } }, 'person.tax-code-birth-date'],
      [
        'a tax code of another name',
        { person: { ...person, birthDate: '1985-12-10', taxCode: 'RSSMRA85T10A562S' } },
        'person.tax-code-name',
      ],
      ['no competence', { competences: [] }, 'case.no-competence'],
      ['a competence of a regulated figure', { competences: [excluded] }, 'case.excluded-section'],
    ] as const)('is refused with %s', async (_, changes, code) => {
      await expect(takeOverCase(caseInput(people.officer, changes), house.world)).rejects.toMatchObject({ code })
    })

    test('a homocodic tax code is the same person, and another name is not', async () => {
      const first = { ...person, birthDate: '1985-12-10', taxCode: 'DDLNVE85T10A562B' }
      await takeOverCase(caseInput(people.officer, { person: first }), house.world)
      await takeOverCase(caseInput(people.officer, { person: { ...first, taxCode: 'DDLNVEURTMLARSNU' } }), house.world)
      const persons = await house.world.db.rows(`SELECT id FROM person WHERE tax_code_key LIKE 'DDLNVE85%'`)
      expect(persons).toHaveLength(1)
      const other = takeOverCase(caseInput(people.officer, { person: { ...first, givenName: 'Nève' } }), house.world)
      await expect(other).rejects.toMatchObject({ code: 'person.other-name' })
    })
  })

  describe('asking for the commission', () => {
    test('names what the dossier lacks', async () => {
      const { id } = await takeOverCase(caseInput(people.officer, { documents: [{ class: 'dossier', title: 'Dossier' }] }), house.world)
      await expect(request(id)).rejects.toMatchObject({
        code: 'request.dossier-incomplete',
        facts: { missing: 'CV in formato Europass, Domanda di certificazione, Documento di validazione' },
      })
    })

    test('goes to the Chamber of the province only, once, from the own body', async () => {
      const { id } = await takeOverCase(caseInput(people.officer), house.world)
      const como = await house.who('chamber-como-lecco', 'chamber')
      await expect(request(id, { chamberId: como.organisation.id })).rejects.toMatchObject({ code: 'request.chamber-not-competent' })
      await expect(request(id, { chamberId: randomUUID() })).rejects.toMatchObject({ code: 'request.chamber-unknown' })
      await expect(request(id, { actor: await house.who('officer-cpi-lecco', 'officer') })).rejects.toMatchObject({ code: 'case.unknown' })
      await request(id)
      await expect(request(id)).rejects.toMatchObject({ code: 'request.wrong-state' })
    })
  })

  describe('appointing', () => {
    let requestId: string
    let members: AppointCommissionInput['members']
    let caseId: string
    beforeAll(async () => {
      caseId = (await takeOverCase(caseInput(people.officer), house.world)).id
      requestId = (await request(caseId)).id
      members = await membersOf(house, people)
    })

    const appoint = (changes: Partial<AppointCommissionInput> = {}) =>
      appointCommission(
        {
          actor: people.chamber,
          idempotencyKey: key(),
          requestIds: [requestId],
          members,
          actNumber: `ATTO/${randomUUID()}`,
          sittingPlannedAt: new Date(house.clock.at.getTime() + 1000),
          place: 'Bergamo',
          ...changes,
        },
        house.world,
      )
    const expertAs = async (columns: { taxCode?: string; employer?: string; tie?: string; sectors?: string[] }) => {
      const [expert] = await house.world.db.rows<{ id: string }>(
        `INSERT INTO expert (organisation_id, name, tax_code, sectors, roles, employer_id)
         VALUES ($1, 'Prova', $2, $3, '{presidente,esperto}', $4) RETURNING id`,
        [people.chamber.organisation.id, columns.taxCode ?? randomUUID(), columns.sectors ?? ['Area comune'], columns.employer ?? null],
      )
      if (columns.tie !== undefined) {
        await house.world.db.rows(
          `INSERT INTO expert_tie (organisation_id, expert_id, tax_code_key, relation, ended_on)
           SELECT $1, $2, p.tax_code_key, 'docente', $4 FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE k.id = $3`,
          [people.chamber.organisation.id, expert?.id, caseId, columns.tie],
        )
      }
      return expert?.id ?? ''
    }
    const president = () => members.slice(0, 1)

    test.each([
      ['one member', async () => ({ members: president() }), 'appoint.too-few'],
      [
        'no president',
        async () => ({ members: [...members.slice(1), { expertId: await expertAs({}), role: 'esperto' as const }] }),
        'appoint.president',
      ],
      [
        'two presidents',
        async () => ({ members: [...members, { expertId: await expertAs({}), role: 'presidente' as const }] }),
        'appoint.president',
      ],
      [
        'an expert of another sector',
        async () => ({ members: [...president(), { expertId: await expertAs({ sectors: ['Tessile'] }), role: 'esperto' as const }] }),
        'appoint.content-expert',
      ],
      [
        'somebody who may not preside',
        async () => ({
          members: [
            { expertId: members[0]?.expertId ?? '', role: 'esperto' as const },
            { expertId: members[1]?.expertId ?? '', role: 'presidente' as const },
          ],
        }),
        'appoint.role',
      ],
      ['a stranger', async () => ({ members: [...president(), { expertId: randomUUID(), role: 'esperto' as const }] }), 'appoint.too-few'],
      [
        'the candidate',
        async () => {
          const [row] = await house.world.db.rows<{ tax_code: string }>(
            'SELECT p.tax_code FROM person p JOIN ivc_case k ON k.person_id = p.id WHERE k.id = $1',
            [caseId],
          )
          return { members: [...members, { expertId: await expertAs({ taxCode: row?.tax_code ?? '' }), role: 'esperto' as const }] }
        },
        'appoint.is-candidate',
      ],
      [
        'a former teacher',
        async () => ({ members: [...members, { expertId: await expertAs({ tie: '2025-06-30' }), role: 'esperto' as const }] }),
        'appoint.tie',
      ],
      [
        'only people of the presenting body',
        async () => {
          const employer = people.officer.organisation.id
          return {
            members: [
              { expertId: await expertAs({ employer }), role: 'presidente' as const },
              { expertId: await expertAs({ employer }), role: 'esperto' as const },
            ],
          }
        },
        'appoint.all-from-body',
      ],
      ['a sitting in the past', async () => ({ sittingPlannedAt: house.clock.at }), 'appoint.sitting-in-the-past'],
      ['the actor in another role', async () => ({ actor: { ...people.chamber, role: 'officer' as const } }), 'appoint.not-allowed'],
      ['another Chamber', async () => ({ actor: await house.who('chamber-como-lecco', 'chamber') }), 'request.unknown'],
    ] as const)('is refused with %s', async (_, changes, code) => {
      await expect(appoint(await changes())).rejects.toMatchObject({ code })
    })

    test('a tie that ended long ago is none, and an act number counts once', async () => {
      const withOldTie = [...members, { expertId: await expertAs({ tie: '2020-01-01' }), role: 'esperto' as const }]
      const { commissionId } = await appoint({ members: withOldTie, actNumber: 'ATTO/UNICO' })
      const [row] = await house.world.db.rows<{ sealed: string; quorum_required: number }>(
        'SELECT sealed, quorum_required FROM commission WHERE id = $1',
        [commissionId],
      )
      expect(row?.quorum_required).toBe(3)
      expect(parseCompact(row?.sealed ?? '').payload).toMatchObject({
        credentialSubject: { id: `urn:uuid:${commissionId}`, act: { number: 'ATTO/UNICO' } },
      })

      const { id } = await takeOverCase(caseInput(people.officer), house.world)
      const other = (await request(id)).id
      const later = new Date(house.clock.at.getTime() + 30 * 86_400_000)
      await expect(appoint({ requestIds: [other], actNumber: 'ATTO/UNICO', sittingPlannedAt: later })).rejects.toMatchObject({
        code: 'appoint.act-number-taken',
      })
    })
  })

  describe('sitting', () => {
    test('does not open before, nor in the second of, the appointment', async () => {
      const exam = await appointed(house, people)
      const [row] = await house.world.db.rows<{ appointed_at: Date }>('SELECT appointed_at FROM sitting WHERE id = $1', [exam.sittingId])
      const then = { ...house.world, now: () => row?.appointed_at ?? new Date() }
      const opening = openSitting({ actor: people.president, idempotencyKey: key(), sittingId: exam.sittingId }, then)
      await expect(opening).rejects.toMatchObject({ code: 'sitting.before-appointment' })
    })

    test('does not open before the day for which it is convened, and does on that day, whatever the hour', async () => {
      const { sittingId, caseId } = await appointed(house, people, {}, { daysAhead: 2 })
      const [row] = await house.world.db.rows<{ planned_at: Date }>('SELECT planned_at FROM sitting WHERE id = $1', [sittingId])
      const day = dayInRome(row?.planned_at ?? new Date())
      const openAt = (at: string) =>
        openSitting({ actor: people.president, idempotencyKey: key(), sittingId }, { ...house.world, now: () => new Date(at) })
      // Winter time in Rome: the day begins at 23:00 UTC of the day before.
      const dayBefore = new Date(Date.parse(`${day}T00:00:00Z`) - 1).toISOString().slice(0, 10)
      await expect(openAt(`${dayBefore}T22:59:59Z`)).rejects.toMatchObject({
        code: 'sitting.too-early',
        facts: { plannedAt: row?.planned_at.toISOString() },
      })
      await expect(openAt(`${dayBefore}T23:00:00Z`)).rejects.toMatchObject({ code: 'sitting.undeclared' })
      await declareNoConflict({ actor: people.president, idempotencyKey: key(), sittingId, caseId }, house.world)
      await openAt(`${dayBefore}T23:00:00Z`)
    })

    test('is for its members, and presiding for the president', async () => {
      const { sittingId } = await appointed(house, people)
      const expert2 = await house.who('expert-2', 'member', 'camera-bergamo')
      for (const actor of [expert2, people.officer, people.chamber, await house.who('president-1', 'member', 'camera-como-lecco')]) {
        await expect(openSitting({ actor, idempotencyKey: key(), sittingId }, house.world)).rejects.toMatchObject({
          code: 'sitting.unknown',
        })
      }
      const notPresident = openSitting({ actor: people.expert, idempotencyKey: key(), sittingId }, house.world)
      await expect(notPresident).rejects.toMatchObject({ code: 'sitting.president-only' })
    })

    test('judges only with everybody present and declared, in words', async () => {
      const exam = await appointed(house, people)
      const { sittingId, caseId, members } = exam
      const judge = (changes: object = {}) =>
        judgeCompetence(
          {
            actor: people.president,
            idempotencyKey: key(),
            sittingId,
            caseId,
            competenceId: exam.competences[0] ?? '',
            outcome: 'certificata',
            reason: 'Colloquio convincente.',
            ...changes,
          },
          house.world,
        )
      await expect(judge()).rejects.toMatchObject({ code: 'sitting.not-open' })
      const declare = (actor: Actor) => declareNoConflict({ actor, idempotencyKey: key(), sittingId, caseId }, house.world)
      const { president, expert } = people
      const open = () => openSitting({ actor: president, idempotencyKey: key(), sittingId }, house.world)
      await expect(open()).rejects.toMatchObject({ code: 'sitting.undeclared', facts: { members: president.name } })
      await declare(president)
      await open()
      await expect(judge()).rejects.toMatchObject({ code: 'sitting.absent' })
      const presence = (memberIds: readonly string[]) =>
        recordPresence({ actor: people.president, idempotencyKey: key(), sittingId, memberIds }, house.world)
      const ids = members.map(({ expertId }) => expertId)
      await expect(presence([randomUUID()])).rejects.toMatchObject({ code: 'sitting.not-a-member' })
      await presence(ids.slice(0, 1))
      await expect(judge()).rejects.toMatchObject({ code: 'sitting.quorum', facts: { required: 2, present: 1 } })
      await presence(ids)
      await expect(judge()).rejects.toMatchObject({ code: 'sitting.undeclared', facts: { members: expert.name } })
      await declare(president)
      await expect(judge()).rejects.toMatchObject({ code: 'sitting.undeclared', facts: { members: expert.name } })
      await declare(expert)
      await expect(judge({ reason: 'sì' })).rejects.toMatchObject({ code: 'sitting.reason-too-short' })
      await expect(judge({ competenceId: randomUUID() })).rejects.toMatchObject({ code: 'sitting.competence-unknown' })
      await expect(judge({ caseId: randomUUID() })).rejects.toMatchObject({ code: 'sitting.candidate-unknown' })
      await judge({ outcome: 'non certificata' })
      await judge()

      // What another member judged is replaced by whoever has read it, and by nobody else.
      const givenAt = async () => {
        const [row] = await house.world.db.rows<{ at: Date }>('SELECT judged_at AS at FROM judgement WHERE sitting_id = $1', [sittingId])
        return row?.at.toISOString()
      }
      const seen = await givenAt()
      house.clock.at = new Date(house.clock.at.getTime() + 60_000)
      await judge()
      await expect(judge({ actor: expert })).rejects.toMatchObject({ code: 'sitting.judged-meanwhile' })
      await expect(judge({ actor: expert, over: seen })).rejects.toMatchObject({ code: 'sitting.judged-meanwhile' })
      await judge({ actor: expert, over: await givenAt() })

      const close = () => closeMinutes({ actor: people.president, idempotencyKey: key(), sittingId }, house.world)
      const write = (actor = people.president) => writeMinutes({ actor, idempotencyKey: key(), sittingId }, house.world)
      await expect(close()).rejects.toMatchObject({ code: 'sitting.not-signing' })
      await expect(write()).rejects.toMatchObject({ code: 'sitting.not-judged', facts: { missing: 1 } })
      await judged(house, people, exam)
      await presence(ids.slice(0, 1))
      await expect(write()).rejects.toMatchObject({ code: 'sitting.quorum' })
      await presence(ids)
      await expect(write(people.expert)).rejects.toMatchObject({ code: 'sitting.president-only' })
      await signed(house, people, exam)
      await expect(closeMinutes({ actor: people.expert, idempotencyKey: key(), sittingId }, house.world)).rejects.toMatchObject({
        code: 'sitting.president-only',
      })
      await expect(close()).resolves.toMatchObject({ minutesNumber: expect.stringMatching(/^VERB-2026-\d{4}$/) })
      await expect(close()).rejects.toMatchObject({ code: 'sitting.not-signing' })
      await expect(judge()).rejects.toMatchObject({ code: 'sitting.not-open' })
    })

    test('the minutes say in words what was decided, and the decision names nobody', async () => {
      const exam = await decided(house, people, { outcomes: ['certificata', 'non certificata'] })
      const [row] = await house.world.db.rows<{ lines: string[]; sealed: string }>(
        'SELECT m.lines, d.sealed FROM minutes m JOIN decision d ON d.sitting_id = m.sitting_id WHERE m.sitting_id = $1',
        [exam.sittingId],
      )
      expect(row?.lines.join('\n')).toContain("Candidato: Nèva D'Adùlio")
      expect(row?.lines.filter((line) => line.includes('non certificata'))).toHaveLength(1)
      const { payload } = parseCompact(row?.sealed ?? '')
      expect(JSON.stringify(payload)).not.toMatch(/Nèva|Adùlio|Agnese|Fontan/)
    })

    test('nothing certified leaves nothing to release: the decision lists no outcome', async () => {
      const exam = await decided(house, people, { outcomes: ['non certificata'] })
      const [row] = await house.world.db.rows<{ state: string; certified: boolean; sealed: string }>(
        `SELECT k.state, o.certified, d.sealed FROM ivc_case k JOIN decision_outcome o ON o.case_id = k.id JOIN decision d ON d.id = o.decision_id WHERE k.id = $1`,
        [exam.caseId],
      )
      expect(row).toMatchObject({ state: 'non_certificata', certified: false })
      expect(parseCompact(row?.sealed ?? '').payload).toMatchObject({ credentialSubject: { outcomes: [] } })
      // The person gets it in writing, with the reasons and what they can do (L. 241/1990 art. 3).
      const [refusal] = await house.world.db.rows<{ content: { it: { heading: string; lines: string[] }[] } }>(
        `SELECT content FROM case_document WHERE case_id = $1 AND class = 'diniego'`,
        [exam.caseId],
      )
      const said = JSON.stringify(refusal?.content.it)
      expect(said).toContain('Evidenze e colloquio concordano.')
      expect(said).toContain('entro 60 giorni')
      expect(said).toContain('indicazioni provvisorie, da confermare')
    })

    test('opened twice it opens once', async () => {
      const exam = await appointed(house, people)
      await opened(house, people, exam)
      const again = openSitting({ actor: people.president, idempotencyKey: key(), sittingId: exam.sittingId }, house.world)
      await expect(again).rejects.toMatchObject({ code: 'sitting.already-open' })
    })
  })
})
