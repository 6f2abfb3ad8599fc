import { randomUUID } from 'node:crypto'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { dayInRome } from '../../../credential/time.ts'
import { actorOf } from '../../../issuer/demo/seed-organisations.ts'
import { askCorrection } from '../../../issuer/steps/correct/ask-correction.ts'
import { correctAct } from '../../../issuer/steps/correct/correct-act.ts'
import { correctableOf } from '../../../issuer/steps/correct/corrected.ts'
import { orderCorrection } from '../../../issuer/steps/correct/order-correction.ts'
import { refuseCorrection } from '../../../issuer/steps/correct/refuse-correction.ts'
import { releaseCorrection } from '../../../issuer/steps/correct/release-correction.ts'
import { sealCorrection } from '../../../issuer/steps/correct/seal-correction.ts'
import { key, nextRegisterNumber } from '../exam.ts'
import { reason, type Walk } from '../walk.ts'

/** A rettifica of each kind, and each of its steps. */
export const CORRECTION_ACTS = [
  'correct',
  'ask-correction',
  'order-correction',
  'seal-correction',
  'refuse-correction',
  'release-correction',
] as const
export type CorrectionAct = (typeof CORRECTION_ACTS)[number]

export const isCorrection = (act: string): act is CorrectionAct => CORRECTION_ACTS.some((one) => one === act)

interface Found {
  readonly id: string
  readonly number: string
  readonly record: Attestation
}

/** @throws AttestaError */
export async function doCorrection(act: CorrectionAct, { caseId, house, people }: Walk): Promise<void> {
  const { world, clock } = house
  // The newest act that stands; without one, one that nobody has.
  const [found] = await world.db.rows<Found & Record<string, unknown>>(
    `SELECT a.id, a.number, a.record FROM attestation a WHERE a.case_id = $1 AND NOT EXISTS (
       SELECT 1 FROM status_change s WHERE s.attestation_id = a.id AND s.word = 'sostituito')
     ORDER BY (a.kind = 'certificato') = $2 DESC, a.released_at DESC LIMIT 1`,
    [caseId, act !== 'correct'],
  )
  const attestationId = found?.id ?? randomUUID()
  const confirmNumber = found?.number ?? 'x'
  const on = { actor: people.officer, idempotencyKey: key(), attestationId, confirmNumber }
  const why = { reasonClass: 'errore-materiale', reason: reason.text, cardSeen: true }
  const numbered = { number: `RETT/${key()}`, date: dayInRome(clock.at) }
  const [open] = await world.db.rows<{ id: string }>('SELECT id FROM correction WHERE case_id = $1 ORDER BY asked_at DESC LIMIT 1', [
    caseId,
  ])
  const answering = { actor: people.chamber, idempotencyKey: key(), correctionId: open?.id ?? randomUUID() }
  switch (act) {
    case 'correct':
      return void (await correctAct({ ...on, ...why, corrected: correctedOf(found) }, world))
    case 'ask-correction': {
      const { person, title } = correctedOf(found)
      return void (await askCorrection({ ...on, ...why, corrected: { person, title } }, world))
    }
    case 'order-correction':
      return void (await orderCorrection(
        {
          ...on,
          actor: people.region ?? (await actorOf({ sub: 'region-1', role: 'region' }, world.db)),
          act: numbered,
          reason: reason.text,
        },
        world,
      ))
    case 'seal-correction':
      return void (await sealCorrection({ ...answering, confirmNumber, act: numbered }, world))
    case 'refuse-correction':
      return void (await refuseCorrection({ ...answering, reason: reason.text }, world))
    case 'release-correction':
      return void (await releaseCorrection({ ...on, number: nextRegisterNumber() }, world))
  }
}

/** A letter of the name was forgotten. */
function correctedOf(found: Found | undefined): ReturnType<typeof correctableOf> {
  if (found === undefined) {
    const person = { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: '99000000028' }
    return { person, title: { it: 'Titolo' }, experiences: [] }
  }
  const was = correctableOf(found.record)
  return { ...was, person: { ...was.person, familyName: `${was.person.familyName.slice(0, 40)}a` } }
}
