import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { crypto } from '#crypto'
import type { Person } from '../../../credential/attestation/attestation.ts'
import { outcomeDigest, outcomeDisclosures, saltPaths } from '../../../credential/attestation/index.ts'
import { encode } from '../../../credential/base64url.ts'
import { accountPseudonym, composeDecision, sealAuthority } from '../../../credential/chain/index.ts'
import { dayInRome } from '../../../credential/time.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import { reserveIndex } from '../../db/reserve-index.ts'
import { listFolder } from '../../status/list-folder.ts'
import { fileDocument } from '../file-document.ts'
import { readRecognition } from '../read-recognition.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { applyCorrected } from './corrected.ts'
import { type LockedCorrection, lockCorrection } from './lock-correction.ts'
import { type Corrected, readCorrected } from './read-corrected.ts'
import { repertoryTitle } from './repertory-title.ts'
import { isSamePerson } from './require-same-person.ts'

export interface SealCorrectionInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly correctionId: string
  /** Number of the certificate, typed again. */
  readonly confirmNumber: string
  /** The Chamber's own act. */
  readonly act: { readonly number: string; readonly date: string }
}

/**
 * The Chamber puts right, by an act of its own and under its seal, what was written wrong around a judgement: whose it is, how it is called.
 * The judgement stays that of the minutes. A further decision of the same sitting binds the outcome as it should have been written, with a
 * new place for its state, so that a verifier finds the corrected certificate decided and the old one replaced (design.md §3).
 *
 * @throws AttestaError `correction.*`, `confirm.mismatch`, `appoint.act-date`
 */
export async function sealCorrection(
  { actor, idempotencyKey: key, correctionId, confirmNumber, act }: SealCorrectionInput,
  { db, now, signerFor, issuerUrl }: World,
): Promise<{ decisionId: string }> {
  const { organisation } = actor
  const request = { organisationId: organisation.id, key, action: 'seal-correction', input: { correctionId, confirmNumber, act } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const correction = await lockCorrection({ id: correctionId, actor }, tx)
    requireThat(confirmNumber.trim() === correction.was.number, 'confirm.mismatch', { number: correction.was.number })
    const decided = await readCorrected(correction.attestationId, tx)
    requireThat(decided !== undefined && decided.word === 'valido', 'correction.state', { word: decided?.word ?? '' })
    requireThat(dayInRome(decided.satAt) <= act.date && act.date <= dayInRome(at), 'correction.act-date')
    await requireAsDecided({ correction, decided }, tx)
    await requireRecognised({ decided, organisationId: organisation.id, at }, tx)

    const attestationId = randomUUID()
    const { outcome, title } = applyCorrected({ title: correction.was.title, outcome: decided.outcome }, correction.corrected)
    const index = await reserveIndex({ organisationId: correction.bodyId, attestationId }, tx)
    const status = { folder: listFolder({ issuerUrl, slug: correction.bodySlug, number: index.listNumber }), index: index.idx }
    const salts = Object.fromEntries(saltPaths(outcome).map((path) => [path, encode(crypto.randomBytes(16))]))
    const digests = outcomeDisclosures(outcome, salts).map(({ disclosure }) => disclosure.digest)
    const digest = outcomeDigest({ kind: 'certificato', title, digests, status })

    const decisionId = randomUUID()
    const signer = await signerFor(organisation.slug)
    const sealed = await sealAuthority({
      payload: composeDecision({
        id: `urn:uuid:${decisionId}`,
        chamber: organisation.did,
        commission: `urn:uuid:${decided.commissionId}`,
        minutes: { number: decided.minutesNumber, date: dayInRome(decided.satAt) },
        satAt: decided.satAt,
        closedBy: accountPseudonym({ decision: `urn:uuid:${decisionId}`, account: actor.accountId }),
        sealedAt: at,
        quorum: decided.quorum,
        body: correction.bodyDid,
        rulePack: decided.rulePack,
        outcomes: [digest],
        corrects: { decision: `urn:uuid:${decided.decisionId}`, act },
      }),
      signer,
      kid: `${organisation.did}#${signer.kid}`,
    })
    await keepDecision({ correction, decided, decisionId, attestationId, sealed, outcome, salts, digest, by: actor.accountId, at, act }, tx)
    await fileDocument(
      {
        organisationId: correction.bodyId,
        caseId: correction.caseId,
        class: 'rettifica',
        title: `Atto di rettifica ${act.number} del verbale ${decided.minutesNumber}`,
        sealedBy: organisation.name,
        at,
      },
      tx,
    )
    const facts = { correctionId: correction.id, actNumber: act.number }
    tx.audit({ organisationId: organisation.id, action: 'correction.sealed', actor: actor.accountId, subject: correction.caseId, facts })
    tx.outbox({ organisationId: correction.bodyId, topic: 'correction.answered', payload: { correctionId: correction.id } })
    return { decisionId }
  })
}

/**
 * What the body asks for is still this person, and this title, as the decision and the case have them: asked again, since it is the Chamber
 * that seals it.
 *
 * @throws AttestaError `correction.other-person`, `correction.title`
 */
async function requireAsDecided(
  { correction: { caseId, was, corrected }, decided: { outcome } }: { correction: LockedCorrection; decided: Corrected },
  tx: Pick<Transaction, 'rows'>,
): Promise<void> {
  const earlier = await tx.rows<{ person: Person }>(`SELECT outcome->'person' AS person FROM decision_outcome WHERE case_id = $1`, [caseId])
  requireThat(isDeepStrictEqual({ ...was.person }, { ...outcome.person }), 'correction.other-person')
  requireThat(
    [{ person: outcome.person }, ...earlier].every(({ person }) => isSamePerson(person, corrected.person)),
    'correction.other-person',
  )
  if (isDeepStrictEqual(corrected.title, was.title)) return
  const title = await repertoryTitle({ kind: 'certificato', caseId, record: { outcome } }, tx)
  requireThat(isDeepStrictEqual({ ...corrected.title }, title), 'correction.title', { title: (title ?? was.title).it })
}

/**
 * The seal of today stands on the recognition of today: that of the appointment, or the one by which the same Region renewed it. A verifier
 * asks the same (`check-chamber.ts`).
 *
 * @throws AttestaError `correction.chamber-not-recognised`
 */
async function requireRecognised(
  { decided: { province, recogniserDid }, organisationId, at }: { decided: Corrected; organisationId: string; at: Date },
  tx: Transaction,
): Promise<void> {
  const standing = await readRecognition({ organisationId, action: 'appoint', scope: province, at }, tx)
  requireThat(standing?.titular.did === recogniserDid, 'correction.chamber-not-recognised', { province })
}

interface Kept {
  readonly correction: { readonly id: string; readonly caseId: string; readonly bodyId: string; readonly attestationId: string }
  readonly decided: Corrected
  readonly decisionId: string
  readonly attestationId: string
  readonly sealed: string
  readonly outcome: unknown
  readonly salts: unknown
  readonly digest: string
  readonly by: string
  readonly at: Date
  readonly act: SealCorrectionInput['act']
}

async function keepDecision(
  { correction, decided, decisionId, attestationId, sealed, outcome, salts, digest, by, at, act }: Kept,
  tx: Transaction,
): Promise<void> {
  await tx.rows(
    `INSERT INTO decision (id, organisation_id, body_id, sitting_id, closed_at, closed_by, sealed, corrects)
     SELECT $1, d.organisation_id, d.body_id, d.sitting_id, $3, $4, $5, d.id FROM decision d WHERE d.id = $2`,
    [decisionId, decided.decisionId, at, by, sealed],
  )
  await tx.rows(
    `INSERT INTO decision_outcome (case_id, organisation_id, decision_id, certified, outcome, salts, digest, attestation_id, corrects)
     VALUES ($1, $2, $3, true, $4, $5, $6, $7, $8)`,
    [correction.caseId, correction.bodyId, decisionId, outcome, salts, digest, attestationId, correction.attestationId],
  )
  await tx.rows(
    `UPDATE correction SET answer = 'sealed', answered_at = $2, answered_by = $3, act_number = $4, act_date = $5, decision_id = $6 WHERE id = $1`,
    [correction.id, at, by, act.number, act.date, decisionId],
  )
}
