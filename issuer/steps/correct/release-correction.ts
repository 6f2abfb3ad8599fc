import { outcomeDigest, outcomeDisclosures, statusPlace } from '../../../credential/attestation/index.ts'
import { accountPseudonym } from '../../../credential/chain/index.ts'
import { dayInRome, formatDateTime } from '../../../credential/time.ts'
import type { Actor } from '../../auth/actor.ts'
import { reservedIndex } from '../../db/reserve-index.ts'
import { rulePackOf } from '../../rule-pack/rule-pack.ts'
import { listFolder } from '../../status/list-folder.ts'
import { authorityOf } from '../compose-attestation.ts'
import { lockFile } from '../lock-case.ts'
import { readBody } from '../read-body.ts'
import { readDecision } from '../read-decision.ts'
import { registerNumber } from '../register-number.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import { shownAct } from '../shown.ts'
import type { World } from '../world.ts'
import { type CorrectedByChamber, correctableOf } from './corrected.ts'
import { differencesOf } from './difference.ts'
import { lockAct } from './lock-act.ts'
import { replaceAct } from './replace-act.ts'
import { requireAccredited } from './require-accredited.ts'
import { requireNoExam } from './require-no-exam.ts'

export interface ReleaseCorrectionInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  /** The act that is replaced. */
  readonly attestationId: string
  readonly confirmNumber: string
  /** Number of the new act, where the register of the Region gives it. */
  readonly number?: string
}

/** What a number of a register may be made of, as long as no format is known (domain.md §2.6). */
const FORMAT = /^[A-Za-z0-9][A-Za-z0-9./-]{2,59}$/

/**
 * Releases the certificate as the Chamber has corrected it, in the place of the old one. Whoever sealed the correction does not release.
 *
 * @throws AttestaError `correction.not-sealed`, `correction.exam-running`, `release.four-eyes`, `release.other-outcome`, `correction.number-missing`,
 *   `register.number-format`, `register.number-taken`, and what `replaceAct` throws
 */
export async function releaseCorrection(
  { actor, idempotencyKey: key, attestationId, confirmNumber, number: typed, seen }: ReleaseCorrectionInput,
  { db, now, signerFor, issuerUrl }: World,
): Promise<{ id: string; number: string }> {
  const { organisation } = actor
  const request = { organisationId: organisation.id, key, action: 'release-correction', input: { attestationId, confirmNumber, typed } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const act = await lockAct({ attestationId, actor }, tx)
    await requireUnchanged({ ...shownAct({ attestationId, caseId: act.caseId, bodyId: act.organisationId }), version: seen }, tx)
    await lockFile({ caseId: act.caseId, organisationId: organisation.id }, tx)
    requireThat(confirmNumber.trim() === act.number, 'confirm.mismatch', { number: act.number })
    const correction = await tx.row<{ decision_id: string; corrected: CorrectedByChamber; reason_class: string; reason: string }>(
      `SELECT decision_id, corrected, reason_class, reason FROM correction WHERE attestation_id = $1 AND answer = 'sealed'`,
      [act.id],
    )
    requireThat(correction !== undefined, 'correction.not-sealed')
    // Another case of the person may have come before a commission since the body asked.
    const { person, title: written } = correctableOf(act.record)
    await requireNoExam({ act, differences: differencesOf({ was: { person, title: written }, is: correction.corrected }) }, tx)
    const decision = await readDecision(act.caseId, tx, correction.decision_id)
    requireThat(decision !== undefined && decision !== 'refused', 'release.no-decision')
    requireThat(decision.closedBy !== actor.accountId, 'release.four-eyes')
    requireThat(decision.closedAt <= at, 'release.before-decision')

    const recognition = await requireAccredited({ act, at }, tx)
    const { numbering } = rulePackOf(act.record.rulePack)
    const outside = numbering.attestation.givenBy === 'outside'
    const given = typed?.trim() ?? ''
    requireThat(!outside || given !== '', 'correction.number-missing')
    requireThat(!outside || FORMAT.test(given), 'register.number-format')
    const taken = await tx.row('SELECT 1 FROM register_number WHERE titular_id = $1 AND number = $2', [recognition.titular.id, given])
    requireThat(!outside || taken === undefined, 'register.number-taken')
    const number = outside ? given : await registerNumber({ titularId: recognition.titular.id, rule: numbering.attestation, at }, tx)

    const id = decision.attestationId
    const index = await reservedIndex({ attestationId: id }, tx)
    const { title } = correction.corrected
    const body = await readBody(organisation.id, tx)
    const list = listFolder({ issuerUrl, slug: body.slug, number: index.listNumber })
    const { outcome, salts, digest } = decision
    const digests = outcomeDisclosures(outcome, salts).map(({ disclosure }) => disclosure.digest)
    const place = statusPlace({ list: `${list}token`, index: index.idx })
    // What is about to be sealed is what the Chamber sealed: a verifier will ask the same (design.md §3).
    requireThat(outcomeDigest({ kind: 'certificato', title, digests, status: place }) === digest, 'release.other-outcome')
    const { commission, chamber } = decision
    const made = await replaceAct(
      {
        act,
        id,
        number,
        index,
        changed: {
          title,
          outcome,
          salts,
          decision: {
            minutes: { number: decision.minutesNumber, date: dayInRome(decision.satAt) },
            satAt: formatDateTime(decision.satAt),
            commission: {
              id: `urn:uuid:${commission.id}`,
              actNumber: commission.actNumber,
              appointedAt: formatDateTime(commission.appointedAt),
            },
            chamber: { id: chamber.did, legalName: chamber.name },
            releasedBy: accountPseudonym({ decision: `urn:uuid:${decision.id}`, account: actor.accountId }),
          },
          authority: authorityOf({ recognition, decision }),
        },
        decision,
        recognition,
        reasonClass: correction.reason_class,
        reason: correction.reason,
        actor,
        at,
      },
      { tx, signerFor, issuerUrl },
    )
    return { id: made.id, number: made.number }
  })
}
