import type { Attestation } from '../../credential/attestation/attestation.ts'
import {
  checkMinimumData,
  digestOf,
  outcomeDigest,
  outcomeDisclosures,
  statusPlace,
  validateAttestation,
} from '../../credential/attestation/index.ts'
import { signCompact } from '../../credential/jose/index.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { nextNumber } from '../db/next-number.ts'
import { reservedIndex } from '../db/reserve-index.ts'
import { formatNumber } from '../rule-pack/number.ts'
import { type ComposeInput, composeAttestation, type DecisionRecord } from './compose-attestation.ts'
import { fileDocument } from './file-document.ts'
import { lockCase } from './lock-case.ts'
import { moveCase } from './move-case.ts'
import { readDecision } from './read-decision.ts'
import { readRecognition } from './read-recognition.ts'
import { requireThat } from './require-that.ts'
import { stateWord } from './state-word.ts'
import type { World } from './world.ts'

export interface ReleaseInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly caseId: string
  /** The case's number typed again: a second look at what cannot be undone (ux.md). */
  readonly confirmNumber?: string
}

/**
 * Releases the attestato that a commission's decision allows.
 * D.Lgs. 13/2013 art. 6: registration (the number) precedes release; DM 30 giugno 2015 art. 5: third-party, a public act.
 * Index, seal, row, audit and message become durable together, or nothing happened (security.md §0 finding 8).
 */
export async function releaseAttestation(
  input: ReleaseInput,
  { db, now, signerFor, issuerUrl }: World,
): Promise<{ id: string; number: string; digest: string }> {
  const { actor, caseId, confirmNumber } = input
  const { organisation } = actor
  const request = {
    organisationId: organisation.id,
    key: input.idempotencyKey,
    action: 'release-attestation',
    input: { caseId, confirmNumber },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    const record = await lockCase(caseId, tx, { organisationId: organisation.id })

    requireThat(actor.role === 'officer', 'release.not-allowed', { role: actor.role })
    requireThat(confirmNumber === undefined || confirmNumber.trim() === record.number, 'confirm.mismatch', { number: record.number })
    requireThat(record.state !== 'rilasciato', 'release.already')
    requireThat(record.state !== 'non_certificata', 'release.not-certified')
    requireThat(record.state === 'verbale_firmato', 'release.wrong-state', { state: stateWord(record.state) })
    const decision = await readDecision(caseId, tx)
    requireThat(decision !== undefined, 'release.no-decision')
    requireThat(decision !== 'refused', 'release.not-certified')
    requireThat(decision.closedBy !== actor.accountId, 'release.four-eyes')
    requireThat(decision.commission.appointedAt < decision.satAt, 'sitting.before-appointment')
    requireThat(decision.closedAt <= at, 'release.before-decision')
    const recognition = await readRecognition({ organisationId: organisation.id, action: 'issue', scope: record.kind, at }, tx)
    requireThat(recognition !== undefined, 'release.not-recognised', { kind: record.kind })

    // Reserved when the minutes closed: the decision names this place and no other.
    const id = decision.attestationId
    const index = await reservedIndex({ attestationId: id }, tx)
    const number = await registerNumber({ titularId: recognition.titular.id, rule: record.rulePack.numbering.attestation, at }, tx)
    const body = await readBody(organisation.id, tx)
    const attestation = composeAttestation({ id, number, record, decision, body, recognition, index, issuerUrl, at, by: actor.accountId })
    validateAttestation(attestation)
    requireThat(isAsDecided(attestation, decision), 'release.other-outcome')
    const missing = checkMinimumData(attestation)
    requireThat(missing.length === 0, 'release.minimum-data', {
      missing: missing.map(({ field, rule }) => `${field} (${rule})`).join(', '),
    })

    const digest = digestOf(attestation)
    const signer = await signerFor(organisation.slug)
    const sealed = await signCompact({
      header: { typ: 'attesta-seal+jwt', kid: `${organisation.did}#${signer.kid}` },
      payload: { iss: organisation.did, iat: Math.floor(at.getTime() / 1000), digest, number },
      signer,
    })
    await tx.rows(
      `INSERT INTO attestation (id, organisation_id, kind, number, digest, record, sealed, person_id, case_id, profile, released_at, released_by,
         list_id, idx, decision_id, certified, closed_at, closed_by, recognition_id, recognised_from, recognised_until)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, true, $16, $17, s.recognition_id, s.valid_from, s.valid_until
       FROM recognition_scope s WHERE s.recognition_id = $18 AND s.scope = $3`,
      [
        id,
        organisation.id,
        record.kind,
        number,
        digest,
        attestation,
        sealed,
        record.personId,
        caseId,
        record.profile,
        at,
        actor.accountId,
        index.listId,
        index.idx,
        decision.id,
        decision.closedAt,
        decision.closedBy,
        recognition.id,
      ],
    )
    await fileDocument(
      { organisationId: organisation.id, caseId, class: 'attestato', title: `Attestato ${number}`, sealedBy: organisation.name, at },
      tx,
    )
    await moveCase({ record, state: 'rilasciato', at, by: actor.accountId }, tx)
    tx.audit({
      organisationId: organisation.id,
      action: 'attestation.released',
      actor: actor.accountId,
      subject: id,
      facts: { caseId, number, digest },
    })
    tx.outbox({ organisationId: organisation.id, topic: 'attestation.released', payload: { attestationId: id } })
    return { id, number, digest }
  })
}

/** What is about to be sealed is what the commission decided, title included: a verifier will ask the same (design.md §3). */
function isAsDecided({ kind, title, outcome, salts, status }: Attestation, { digest }: DecisionRecord): boolean {
  const digests = outcomeDisclosures(outcome, salts).map(({ disclosure }) => disclosure.digest)
  return outcomeDigest({ kind, title, digests, status: statusPlace({ list: status.tokenList, index: status.index }) }) === digest
}

async function registerNumber(
  { titularId, rule, at }: { titularId: string; rule: Parameters<typeof formatNumber>[0]['rule']; at: Date },
  tx: Transaction,
): Promise<string> {
  const year = Number(dayInRome(at).slice(0, 4))
  const counter = await nextNumber({ organisationId: titularId, series: rule.series, year }, tx)
  return formatNumber({ rule, year, counter })
}

async function readBody(id: string, tx: Transaction): Promise<ComposeInput['body']> {
  const body = await tx.row<ComposeInput['body']>(
    'SELECT slug, did, name, legal_basis AS "legalBasis", country, region FROM organisation WHERE id = $1',
    [id],
  )
  requireThat(body !== undefined, 'organisation.unknown')
  return body
}
