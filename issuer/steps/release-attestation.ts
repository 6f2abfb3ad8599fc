import type { Attestation } from '../../credential/attestation/attestation.ts'
import { outcomeDigest, outcomeDisclosures, statusPlace } from '../../credential/attestation/index.ts'
import type { Actor } from '../auth/actor.ts'
import { reservedIndex } from '../db/reserve-index.ts'
import { advance } from '../procedure/advance.ts'
import { composeAttestation, type DecisionRecord } from './compose-attestation.ts'
import { fileDocument } from './file-document.ts'
import { givenNumber } from './give-number.ts'
import { keepAttestation } from './keep-attestation.ts'
import { lockCase } from './lock-case.ts'
import { readBody } from './read-body.ts'
import { readDecision } from './read-decision.ts'
import { readRecognition } from './read-recognition.ts'
import { registerNumber } from './register-number.ts'
import { requireThat } from './require-that.ts'
import { requireStanding } from './standing-act.ts'
import { stateWord } from './state-word.ts'
import type { World } from './world.ts'

export interface ReleaseInput {
  /** Version of the case that the officer saw. */
  readonly version?: number | undefined
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
  const { actor, caseId, confirmNumber, version } = input
  const { organisation } = actor
  const request = {
    organisationId: organisation.id,
    key: input.idempotencyKey,
    action: 'release-attestation',
    input: { caseId, confirmNumber },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    const record = await lockCase(caseId, tx, { organisationId: organisation.id, version })

    requireThat(actor.role === 'officer', 'release.not-allowed', { role: actor.role })
    requireThat(confirmNumber === undefined || confirmNumber.trim() === record.number, 'confirm.mismatch', { number: record.number })
    requireThat(record.state !== 'rilasciato', 'release.already')
    requireThat(record.state !== 'non_certificata', 'release.not-certified')
    const outside = record.rulePack.numbering.attestation.givenBy === 'outside'
    const given = outside ? await givenNumber(caseId, tx) : undefined
    requireThat(!outside || record.state !== 'verbale_firmato', 'release.unregistered')
    requireThat(record.state === (outside ? 'da_registrare' : 'verbale_firmato'), 'release.wrong-state', {
      state: stateWord(record.state),
    })
    requireThat(!outside || given !== undefined, 'release.number-awaited')
    const decision = await readDecision(caseId, tx)
    requireThat(decision !== undefined, 'release.no-decision')
    requireThat(decision !== 'refused', 'release.not-certified')
    requireThat(decision.closedBy !== actor.accountId, 'release.four-eyes')
    requireThat(decision.commission.appointedAt < decision.satAt, 'sitting.before-appointment')
    requireThat(decision.closedAt <= at, 'release.before-decision')
    await requireStanding({ records: [record], code: 'case.act-fallen' }, tx)
    const recognition = await readRecognition({ organisationId: organisation.id, action: 'issue', scope: record.kind, at }, tx)
    requireThat(recognition !== undefined, 'release.not-recognised', { kind: record.kind })

    // Reserved when the minutes closed: the decision names this place and no other.
    const id = decision.attestationId
    const index = await reservedIndex({ attestationId: id }, tx)
    const number =
      given ?? (await registerNumber({ titularId: recognition.titular.id, rule: record.rulePack.numbering.attestation, at }, tx))
    const body = await readBody(organisation.id, tx)
    const attestation = composeAttestation({ id, number, record, decision, body, recognition, index, issuerUrl, at, by: actor.accountId })
    requireThat(isAsDecided(attestation, decision), 'release.other-outcome')
    const { digest } = await keepAttestation(
      { attestation, file: record, profile: record.profile, index, recognitionId: recognition.id, decision, actor, at },
      { tx, signerFor },
    )
    await fileDocument(
      {
        organisationId: organisation.id,
        caseId,
        class: 'attestato',
        title: `Attestato ${number}`,
        sealedBy: organisation.name,
        attestationId: id,
        at,
      },
      tx,
    )
    // Registration precedes release (D.Lgs. 13/2013 art. 6 c. 1 lett. b); where the register is this one, they are one moment.
    const registered = outside ? record : await advance({ record, act: 'register', actor, at }, tx)
    await advance({ record: registered, act: 'release', actor, at }, tx)
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
