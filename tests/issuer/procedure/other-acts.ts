import { randomUUID } from 'node:crypto'
import { checkCharacter } from '../../../credential/tax-code.ts'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { annul } from '../../../issuer/steps/annul.ts'
import { changeTaxCode } from '../../../issuer/steps/change-tax-code.ts'
import { declareConflict } from '../../../issuer/steps/declare-conflict.ts'
import { giveNumber } from '../../../issuer/steps/give-number.ts'
import { handOver } from '../../../issuer/steps/hand-over.ts'
import { leaveOut } from '../../../issuer/steps/leave-out.ts'
import { lift } from '../../../issuer/steps/lift.ts'
import { replaceAppointment } from '../../../issuer/steps/replace-appointment.ts'
import { requestByException } from '../../../issuer/steps/request-by-exception.ts'
import { revokeAppointment } from '../../../issuer/steps/revoke-appointment.ts'
import { rewriteMinutes } from '../../../issuer/steps/rewrite-minutes.ts'
import { signMinutes } from '../../../issuer/steps/sign-minutes.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { takeOn } from '../../../issuer/steps/take-on.ts'
import { writeMinutes } from '../../../issuer/steps/write-minutes.ts'
import { key, membersOf, nextRegisterNumber } from '../exam.ts'
import { reason, type Walk } from '../walk.ts'
import { CORRECTION_ACTS, doCorrection, isCorrection } from './correction-acts.ts'

/** Each code of another municipality. */
let towns = 300
function nextDefinitive(): string {
  const first15 = `BRGSRI87B43A${++towns}`
  return first15 + checkCharacter(first15)
}

/** What is done beside the way to the certificate, and to it: each at any moment, by whoever does it. */
export const OTHER_ACTS = [
  'hand-over',
  'take-on',
  'take-on-by-whoever-handed-over',
  'revoke-appointment',
  'replace-appointment',
  'write-minutes',
  'withdraw-minutes',
  'sign-for-a-text-of-before',
  'request-by-exception',
  'give-number',
  'suspend',
  'annul',
  'lift',
  'change-tax-code',
  'declare-conflict',
  'leave-out',
  ...CORRECTION_ACTS,
] as const
export type OtherAct = (typeof OTHER_ACTS)[number]

/** Does one of them; whoever hands a case over goes on with the one that the other body has. @throws AttestaError */
export async function doOther(act: OtherAct, walk: Walk, others: { readonly lecco: Actor; readonly orobie: Actor }): Promise<Walk> {
  const { caseId, house, people } = walk
  const { world, clock } = house
  const { officer, chamber, president } = people
  const on = () => ({ actor: officer, idempotencyKey: key(), caseId })
  clock.advance(1800)
  const one = async (text: string) => (await world.db.rows<{ id: string }>(text, [caseId]))[0]?.id ?? randomUUID()
  const commissionId = () =>
    one(`SELECT c.commission_id AS id FROM commission_candidate c LEFT JOIN commission_revocation v USING (commission_id)
         WHERE c.case_id = $1 ORDER BY v.commission_id IS NOT NULL LIMIT 1`)
  const sittingId = () =>
    one(`SELECT s.id FROM sitting s JOIN commission_candidate c USING (commission_id) LEFT JOIN commission_revocation v USING (commission_id)
         WHERE c.case_id = $1 ORDER BY v.commission_id IS NOT NULL LIMIT 1`)
  if (isCorrection(act)) {
    await doCorrection(act, walk)
    return walk
  }
  switch (act) {
    case 'change-tax-code':
      await changeTaxCode({ ...on(), taxCode: nextDefinitive(), cardSeen: true }, world)
      return walk
    case 'declare-conflict': {
      const declaring = { actor: people.expert, idempotencyKey: key(), sittingId: await sittingId(), caseId }
      await declareConflict({ ...declaring, relation: 'tutor', reason: reason.text }, world)
      return walk
    }
    case 'leave-out': {
      const leaving = { actor: president, idempotencyKey: key(), sittingId: await sittingId(), caseId }
      await leaveOut({ ...leaving, why: 'assente', reason: reason.text }, world)
      return walk
    }
    case 'hand-over': {
      const next = officer.organisation.id === others.lecco.organisation.id ? others.orobie : others.lecco
      const { id } = await handOver({ ...on(), bodyId: next.organisation.id, agreed: true, reason }, world)
      return { ...walk, caseId: id, people: { ...people, officer: next } }
    }
    case 'take-on':
      await takeOn(on(), world)
      return walk
    case 'take-on-by-whoever-handed-over':
      await takeOn({ ...on(), actor: officer === others.lecco ? others.orobie : others.lecco }, world)
      return walk
    case 'revoke-appointment':
      await revokeAppointment(
        { actor: chamber, idempotencyKey: key(), commissionId: await commissionId(), actNumber: `REV/${key()}`, reason: reason.text },
        world,
      )
      return walk
    case 'replace-appointment':
      await replaceAppointment(
        {
          actor: chamber,
          idempotencyKey: key(),
          commissionId: await commissionId(),
          reason: reason.text,
          appointment: {
            members: await membersOf(house, people),
            actNumber: `ATTO/${key()}`,
            sittingPlannedAt: new Date(clock.at.getTime() + 1_800_000),
            place: 'Bergamo',
          },
        },
        world,
      )
      return walk
    case 'write-minutes':
      await writeMinutes({ actor: president, idempotencyKey: key(), sittingId: await sittingId() }, world)
      return walk
    case 'withdraw-minutes':
      await rewriteMinutes({ actor: president, idempotencyKey: key(), sittingId: await sittingId(), reason: reason.text }, world)
      return walk
    case 'sign-for-a-text-of-before': {
      const signing = { actor: president, idempotencyKey: key(), sittingId: await sittingId() }
      await signMinutes({ ...signing, digest: 'f'.repeat(64), answer: 'signed' }, world)
      return walk
    }
    case 'request-by-exception':
      await requestByException({ ...on(), chamberId: chamber.organisation.id, methods: ['colloquio'], mode: 'presential', reason }, world)
      return walk
    case 'give-number':
      await giveNumber({ ...on(), number: nextRegisterNumber() }, world)
      return walk
    case 'suspend':
    case 'lift':
    case 'annul': {
      const [found] = await world.db.rows<{ id: string; number: string }>(
        `SELECT id, number FROM attestation WHERE case_id = $1 ORDER BY kind = 'certificato' DESC LIMIT 1`,
        [caseId],
      )
      const { id: attestationId, number: confirmNumber } = found ?? { id: randomUUID(), number: 'x' }
      const input = {
        actor: officer,
        idempotencyKey: key(),
        attestationId,
        confirmNumber,
        reasonClass: act === 'lift' ? 'verifica-conclusa' : 'falsa-dichiarazione',
        reason: reason.text,
      }
      await { annul, suspend, lift }[act](input, world)
      return walk
    }
  }
}
