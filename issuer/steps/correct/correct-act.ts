import { randomUUID } from 'node:crypto'
import { crypto } from '#crypto'
import { saltPaths } from '../../../credential/attestation/index.ts'
import { encode } from '../../../credential/base64url.ts'
import type { Actor } from '../../auth/actor.ts'
import { reserveIndex } from '../../db/reserve-index.ts'
import { rulePackOf } from '../../rule-pack/rule-pack.ts'
import { DURING_DOSSIER } from '../dossier/keep-experience.ts'
import { sinceTransparency } from '../dossier/since-transparency.ts'
import { lockFile } from '../lock-case.ts'
import { registerNumber } from '../register-number.ts'
import { fileAnnex } from '../release-transparency.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import { shownAct } from '../shown.ts'
import type { World } from '../world.ts'
import { correctExperiences } from './correct-experiences.ts'
import { applyCorrected, type CorrectedByBody } from './corrected.ts'
import { lockAct } from './lock-act.ts'
import { replaceAct } from './replace-act.ts'
import { requireAccredited } from './require-accredited.ts'
import { type CorrectionInput, requireCorrection } from './require-correction.ts'

export interface CorrectActInput extends CorrectionInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly attestationId: string
  readonly corrected: CorrectedByBody
}

/**
 * Rettifica of a document of trasparenza or validazione, which a body releases by itself: a new act with a new number and a place of its own
 * in the status lists, and the old one replaced by it (domain.md §2.6). What was judged stays as it is.
 *
 * @throws AttestaError `correction.by-chamber` for what a commission decided, and whatever `lockAct`, `requireCorrection`, `replaceAct` throw
 */
export async function correctAct(
  { actor, idempotencyKey: key, attestationId, corrected, seen, ...input }: CorrectActInput,
  { db, now, signerFor, issuerUrl }: World,
): Promise<{ id: string; number: string }> {
  const { organisation } = actor
  const request = { organisationId: organisation.id, key, action: 'correct-act', input: { attestationId, corrected, ...input } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const act = await lockAct({ attestationId, actor }, tx)
    await requireUnchanged({ ...shownAct({ attestationId, caseId: act.caseId, bodyId: act.organisationId }), version: seen }, tx)
    requireThat(act.kind !== 'certificato', 'correction.by-chamber')
    const file = await lockFile({ caseId: act.caseId, organisationId: organisation.id }, tx)
    const recognition = await requireAccredited({ act, at }, tx)
    const { byCard } = await requireCorrection({ act, corrected, input, at }, tx)

    const { title, outcome } = applyCorrected(act.record, corrected)
    const written = act.kind === 'trasparenza' && DURING_DOSSIER.some((state) => state === file.state)
    const since = written ? await sinceTransparency(file.id, tx) : undefined
    const id = randomUUID()
    const index = await reserveIndex({ organisationId: organisation.id, attestationId: id }, tx)
    const rule = rulePackOf(act.record.rulePack).numbering[act.kind]
    const number = await registerNumber({ titularId: recognition.titular.id, rule, at }, tx)
    const salts = Object.fromEntries(saltPaths(outcome).map((path) => [path, encode(crypto.randomBytes(16))]))
    const { reasonClass } = input
    const made = await replaceAct(
      {
        act,
        id,
        number,
        index,
        changed: { title, outcome, salts },
        recognition,
        reasonClass,
        reason: input.reason.trim(),
        byCard,
        actor,
        at,
      },
      { tx, signerFor, issuerUrl },
    )
    if (written) {
      const said = { was: act.record.outcome.learning.experiences, is: outcome.learning.experiences }
      const experiences = await correctExperiences({ caseId: file.id, ...said }, tx)
      // The annex goes with the act; where the dossier had gone on before, what it says otherwise is still said.
      if (experiences > 0 && since?.changes.length === 0) await fileAnnex({ file, number, at }, tx)
      if (experiences > 0) {
        const facts = { document: number, experiences }
        tx.audit({
          organisationId: organisation.id,
          action: 'file.experiences-corrected',
          actor: actor.accountId,
          subject: file.id,
          facts,
        })
      }
    }
    return { id: made.id, number: made.number }
  })
}
