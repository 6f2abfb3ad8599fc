import { randomUUID } from 'node:crypto'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, type Exam, key, membersOf, peopleOf } from '../exam.ts'
import type { House } from '../house.ts'

/** One commission that hears a candidate of each of two bodies, appointed and declared for the second; the first is opened by the caller. */
export async function sharedExam(house: House): Promise<{ sittingId: string; exam: Exam; ofLecco: Exam }> {
  const { world, clock } = house
  const people = await peopleOf(house)
  const cases: { caseId: string; number: string; requestId: string; competences: string[] }[] = []
  for (const actor of [people.officer, await house.who('officer-cpi-lecco', 'officer')]) {
    const { id: caseId, number } = await takeOverCase(caseInput(actor), world)
    const { id: requestId } = await requestCommission(
      { actor, idempotencyKey: key(), caseId, chamberId: people.chamber.organisation.id },
      world,
    )
    const rows = await world.db.rows<{ id: string }>('SELECT id FROM case_competence WHERE case_id = $1 ORDER BY position', [caseId])
    cases.push({ caseId, number, requestId, competences: rows.map(({ id }) => id) })
  }
  const members = await membersOf(house, people)
  const { commissionId, sittingId } = await appointCommission(
    {
      actor: people.chamber,
      idempotencyKey: key(),
      requestIds: cases.map(({ requestId }) => requestId),
      members,
      actNumber: `ATTO/${randomUUID().slice(0, 8)}`,
      sittingPlannedAt: new Date(clock.at.getTime() + 3_600_000),
      place: 'Bergamo',
    },
    world,
  )
  clock.advance(3600)
  const [exam, ofLecco] = cases.map((found) => ({ ...found, commissionId, sittingId, members }))
  if (exam === undefined || ofLecco === undefined) throw new Error('two bodies asked')
  for (const actor of [people.president, people.expert])
    await declareNoConflict({ actor, idempotencyKey: key(), sittingId, caseId: ofLecco.caseId }, world)
  return { sittingId, exam, ofLecco }
}
