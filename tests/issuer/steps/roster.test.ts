import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readExpert } from '../../../issuer/reads/roster/expert.ts'
import { readExperts } from '../../../issuer/reads/roster/experts.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { addAbsence, dropAbsence } from '../../../issuer/steps/roster/keep-absence.ts'
import { addExpert, changeEntry } from '../../../issuer/steps/roster/keep-expert.ts'
import { addTie, withdrawTie } from '../../../issuer/steps/roster/keep-tie.ts'
import { retireExpert } from '../../../issuer/steps/roster/retire-expert.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { appointed, caseInput, key, membersOf, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

const entry = { name: 'Orsola Ventùri', sectors: ['Area comune'], sections: ['Competenze trasversali'], roles: ['esperto'] }
const add = (changes: Partial<Parameters<typeof addExpert>[0]> = {}) =>
  addExpert({ actor: people.chamber, idempotencyKey: key(), entry, taxCode: nextTaxCode(), actNumber: 'ELENCO/1', ...changes }, house.world)
const shown = (expertId: string) => readExpert({ actor: people.chamber, expertId }, house.world.db)
const listed = async (asked: Parameters<typeof readExperts>[0]['asked']) =>
  (await readExperts({ actor: people.chamber, asked, at: house.clock.at }, house.world.db)).items.map(({ name }) => name)
async function on(expertId: string) {
  const { version } = await shown(expertId)
  return { actor: people.chamber, idempotencyKey: key(), expertId, version }
}

describe('the Chamber’s roster', () => {
  test('takes somebody in by an act, once, however their tax code is spelt, and only in sectors and roles that there are', async () => {
    const taxCode = 'VNTRSL80A41F205Q'
    await expect(add({ taxCode })).rejects.toMatchObject({ code: 'person.tax-code' })
    const code = nextTaxCode()
    const { id } = await add({ taxCode: code })
    expect(await shown(id)).toMatchObject({ name: entry.name, enrolled: { on: '2026-11-23', actNumber: 'ELENCO/1' }, version: 1, ties: [] })
    await expect(add({ taxCode: code })).rejects.toMatchObject({ code: 'expert.already' })
    await expect(add({ entry: { ...entry, sectors: ['Astrologia'] } })).rejects.toMatchObject({ code: 'expert.entry' })
    await expect(add({ entry: { ...entry, roles: ['esperto-settore'] } })).rejects.toMatchObject({ code: 'expert.entry' })
    await expect(add({ actor: people.officer })).rejects.toMatchObject({ code: 'roster.not-allowed' })
  })

  test('is filtered by sector, section, day and words', async () => {
    const { id } = await add({ entry: { ...entry, name: 'Rùben Zàccheri', sectors: ['Edilizia'], sections: [] } })
    expect(await listed({ sector: 'Edilizia' })).toEqual(['Rùben Zàccheri'])
    expect(await listed({ sector: 'Edilizia', section: 'Profili professionali' })).toEqual(['Rùben Zàccheri'])
    expect(await listed({ words: 'zaccheri' })).toEqual(['Rùben Zàccheri'])
    expect(await listed({ section: 'Profili professionali' })).not.toContain(entry.name)
    await addAbsence({ ...(await on(id)), from: '2026-12-01', until: '2026-12-03' }, house.world)
    expect(await listed({ sector: 'Edilizia', freeOn: '2026-12-03' })).toEqual([])
    expect(await listed({ sector: 'Edilizia', freeOn: '2026-12-04' })).toEqual(['Rùben Zàccheri'])
    const [absence] = (await shown(id)).absences
    await dropAbsence({ ...(await on(id)), absenceId: absence?.id ?? '' }, house.world)
    expect(await listed({ sector: 'Edilizia', freeOn: '2026-12-03' })).toEqual(['Rùben Zàccheri'])
  })

  test('of two officers on one entry the second is told, and nothing of theirs is written', async () => {
    const { id } = await add()
    const first = await on(id)
    const second = { ...first, idempotencyKey: key() }
    await changeEntry({ ...first, entry: { ...entry, name: 'Orsola Ventùri Bassi' } }, house.world)
    await expect(changeEntry({ ...second, entry: { ...entry, name: 'Altro Nome' } }, house.world)).rejects.toMatchObject({
      code: 'expert.stale',
    })
    expect((await shown(id)).name).toBe('Orsola Ventùri Bassi')
  })

  test('a tie that is written down keeps somebody out, asks for a reason that stays with the act, or, withdrawn, does neither', async () => {
    const { id } = await add()
    const taxCode = nextTaxCode()
    const person = { givenName: 'Lìa', familyName: 'Montàldi', birthDate: '1991-05-06', taxCode }
    const { id: caseId } = await takeOverCase(caseInput(people.officer, { person }), house.world)
    const chamberId = people.chamber.organisation.id
    const request = await requestCommission({ actor: people.officer, idempotencyKey: key(), caseId, chamberId }, house.world)
    const members = [...(await membersOf(house, people)), { expertId: id, role: 'esperto' }]
    const appoint = (reasons?: { expertId: string; reason: string }[]) =>
      appointCommission(
        {
          actor: people.chamber,
          idempotencyKey: key(),
          requestIds: [request.id],
          members,
          ...(reasons && { reasons }),
          actNumber: 'ELENCO/ATTO',
          sittingPlannedAt: new Date(house.clock.at.getTime() + 60_000),
          place: 'Bergamo',
        },
        house.world,
      )

    await addTie({ ...(await on(id)), tie: { relation: 'datore', taxCode, until: '2026-01-31' } }, house.world)
    await expect(
      addTie({ ...(await on(id)), tie: { relation: 'datore', taxCode, until: '2026-01-31' } }, house.world),
    ).rejects.toMatchObject({
      code: 'tie.already',
    })
    const [tie] = (await shown(id)).ties
    expect(tie).toMatchObject({ relation: 'datore', with: 'Lìa Montàldi', until: '2026-01-31' })
    await expect(appoint()).rejects.toMatchObject({ code: 'appoint.tie' })

    await withdrawTie({ ...(await on(id)), tieId: tie?.id ?? '' }, house.world)
    await addTie({ ...(await on(id)), tie: { relation: 'datore', taxCode, until: '2023-01-31' } }, house.world)
    await expect(appoint()).rejects.toMatchObject({ code: 'appoint.reason-missing' })
    await expect(appoint([{ expertId: id, reason: 'breve' }])).rejects.toMatchObject({ code: 'appoint.reason-missing' })
    const { commissionId } = await appoint([{ expertId: id, reason: 'È l’unica esperta di questo settore in provincia.' }])
    const kept = await house.world.db.rows('SELECT expert_id, finding, reason FROM commission_reason WHERE commission_id = $1', [
      commissionId,
    ])
    expect(kept).toEqual([
      {
        expert_id: id,
        finding: { why: 'tie', relation: 'datore', until: '2023-01-31' },
        reason: 'È l’unica esperta di questo settore in provincia.',
      },
    ])
    await expect(house.world.db.rows('DELETE FROM commission_reason')).rejects.toThrow()
  })

  test('whoever leaves is appointed no more, and leaves only once nothing counts on them', async () => {
    const exam = await appointed(house, people, {}, { daysAhead: 10 })
    const [president] = exam.members
    const expertId = president?.expertId ?? ''
    const leave = async (day: string) => retireExpert({ ...(await on(expertId)), on: day, actNumber: 'ELENCO/9' }, house.world)
    await expect(leave('2026-12-01')).rejects.toMatchObject({ code: 'expert.seated' })
    await leave('2027-01-01')
    // Until that day they are still of the roster.
    expect(await listed({ retired: true })).toEqual([])
    expect(await listed({})).toContain((await shown(expertId)).name)
    await expect(leave('2027-01-02')).rejects.toMatchObject({ code: 'expert.retired' })
    await expect(changeEntry({ ...(await on(expertId)), entry }, house.world)).rejects.toMatchObject({ code: 'expert.retired' })
    house.clock.at = new Date('2027-01-01T09:00:00Z')
    expect(await listed({ retired: true })).toContain((await shown(expertId)).name)
    expect(await listed({})).not.toContain((await shown(expertId)).name)
    await expect(appointed(house, people)).rejects.toMatchObject({ code: 'appoint.too-few' })
  })
})
