import { randomUUID } from 'node:crypto'
import { crypto } from '#crypto'
import type { Outcome } from '../../credential/attestation/attestation.ts'
import { outcomeDigest, outcomeDisclosures, saltPaths } from '../../credential/attestation/index.ts'
import { encode } from '../../credential/base64url.ts'
import { accountPseudonym, composeDecision, sealAuthority } from '../../credential/chain/index.ts'
import { dayInRome } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { nextNumber } from '../db/next-number.ts'
import { reserveIndex } from '../db/reserve-index.ts'
import { advance } from '../procedure/advance.ts'
import { formatNumber } from '../rule-pack/number.ts'
import { listFolder } from '../status/list-folder.ts'
import { composeMinutes } from './compose-minutes.ts'
import { composeOutcome } from './compose-outcome.ts'
import { composeTitle } from './compose-title.ts'
import { fileDocument } from './file-document.ts'
import { digestOfText } from './freeze-text.ts'
import type { CaseRecord } from './lock-case.ts'
import { lockSitting, type SittingRecord } from './lock-sitting.ts'
import { type Candidate as JudgedCandidate, readCandidates } from './read-candidates.ts'
import { readLeftOut } from './read-left-out.ts'
import { readTies } from './read-ties.ts'
import { requireJudges } from './require-judges.ts'
import { requireQuorum } from './require-quorum.ts'
import { requireRecognised } from './require-recognised.ts'
import { requireSigned } from './require-signed.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import { requireStanding } from './standing-act.ts'
import type { World } from './world.ts'

export interface CloseMinutesInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
}

interface Candidate {
  readonly record: CaseRecord
  readonly outcome: Outcome | undefined
  /** Whether one of the competences, or all, was not certified. */
  readonly refused: boolean
  readonly salts: Readonly<Record<string, string>>
  readonly digest: string | undefined
  /** Id that the attestation will have, and its status place with it. */
  readonly attestationId: string | undefined
}

/**
 * The president closes the minutes that every member present has answered to. From then on nothing about the exam changes: the outcome of
 * each candidate gets its salts and its digest, and the Chamber seals, per body, the decision that lists them (design.md §3). Whoever
 * closes may not release.
 */
export async function closeMinutes(
  { actor, idempotencyKey: key, sittingId, seen }: CloseMinutesInput,
  { db, now, signerFor, issuerUrl }: World,
): Promise<{ minutesNumber: string }> {
  return db.transaction({ organisationId: actor.organisation.id, key, action: 'close-minutes', input: { sittingId } }, async (tx) => {
    const at = now()
    const sitting = await lockSitting(sittingId, actor, tx)
    await requireUnchanged({ subjects: [sittingId], organisationId: actor.organisation.id, version: seen }, tx)
    const { openedAt } = sitting

    requireThat(sitting.me.role === 'presidente', 'sitting.president-only')
    requireThat(sitting.me.present, 'sitting.absent')
    requireQuorum({ sitting, caseIds: sitting.caseIds })
    const ties = await readTies({ sitting, at }, tx)
    const text = requireSigned(sitting)
    requireThat(openedAt !== undefined, 'sitting.not-signing')
    const examined = await readCandidates({ sitting, ties }, tx)
    requireJudges({ sitting, records: examined.map(({ record }) => record), ties })
    await requireStanding({ records: examined.map(({ record }) => record), code: 'sitting.act-fallen' }, tx)
    const leftOut = await readLeftOut(sitting, tx)
    const lines = composeMinutes({ sitting, openedAt, candidates: examined, leftOut, ties })
    // Only what was signed is closed: composed again from what is recorded, it must be the same text.
    requireThat(digestOfText(lines) === text.digest, 'sitting.text-changed')
    const candidates: Candidate[] = []
    for (const judged of examined) candidates.push(await commit({ judged, satAt: openedAt, issuerUrl }, tx))

    const [first] = [...examined, ...leftOut]
    requireThat(first !== undefined, 'sitting.not-judged', { missing: 0 })
    if (candidates.length > 0) await requireRecognised({ chamberId: sitting.chamber.id, province: first.record.province, at }, tx)
    const rules = first.record.rulePack
    const year = Number(dayInRome(at).slice(0, 4))
    const counter = await nextNumber({ organisationId: sitting.chamber.id, series: rules.numbering.minutes.series, year }, tx)
    const minutesNumber = formatNumber({ rule: rules.numbering.minutes, year, counter })
    const quorum = { required: sitting.quorumRequired, present: sitting.members.filter((member) => member.present).length }

    await tx.rows(
      `INSERT INTO minutes (sitting_id, organisation_id, commission_id, number, appointed_at, sat_at, closed_at, closed_by,
         quorum_required, quorum_present, lines, text_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        sittingId,
        sitting.chamber.id,
        sitting.commission.id,
        minutesNumber,
        sitting.commission.appointedAt,
        openedAt,
        at,
        actor.accountId,
        quorum.required,
        quorum.present,
        JSON.stringify(lines),
        text.id,
      ],
    )
    await tx.rows(`UPDATE sitting SET state = 'closed' WHERE id = $1`, [sittingId])

    const signer = await signerFor(sitting.chamber.slug)
    for (const bodyId of new Set(candidates.map(({ record }) => record.organisationId))) {
      const judged = candidates.filter(({ record }) => record.organisationId === bodyId)
      const body = await tx.row<{ did: string }>('SELECT did FROM organisation WHERE id = $1', [bodyId])
      const decisionId = randomUUID()
      const sealed = await sealAuthority({
        payload: composeDecision({
          id: `urn:uuid:${decisionId}`,
          chamber: sitting.chamber.did,
          commission: `urn:uuid:${sitting.commission.id}`,
          minutes: { number: minutesNumber, date: dayInRome(openedAt) },
          satAt: openedAt,
          closedBy: accountPseudonym({ decision: `urn:uuid:${decisionId}`, account: actor.accountId }),
          sealedAt: at,
          quorum,
          body: body?.did ?? '',
          rulePack: { id: rules.id, version: rules.version },
          outcomes: judged.flatMap(({ digest }) => (digest === undefined ? [] : [digest])),
        }),
        signer,
        kid: `${sitting.chamber.did}#${signer.kid}`,
      })
      await tx.rows(
        `INSERT INTO decision (id, organisation_id, body_id, sitting_id, closed_at, closed_by, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [decisionId, sitting.chamber.id, bodyId, sittingId, at, actor.accountId, sealed],
      )
      for (const candidate of judged) await keepOutcome({ candidate, decisionId, sitting, minutesNumber, at, actor }, tx)
      tx.outbox({ organisationId: bodyId, topic: 'minutes.closed', payload: { decisionId } })
    }
    tx.audit({
      organisationId: sitting.chamber.id,
      action: 'minutes.closed',
      actor: actor.accountId,
      subject: sittingId,
      facts: { minutesNumber, present: quorum.present, candidates: candidates.length },
    })
    return { minutesNumber }
  })
}

/** 128 random bits for each disclosable claim, a place for its status, and the digest over all of it that the decision will list. */
async function commit(
  { judged: { record, judgements }, satAt, issuerUrl }: { judged: JudgedCandidate; satAt: Date; issuerUrl: string },
  tx: Transaction,
): Promise<Candidate> {
  const certified = new Set(judgements.filter(({ outcome }) => outcome === 'certificata').map(({ competenceId }) => competenceId))
  const outcome = composeOutcome({ record, certified, satAt })
  const refused = certified.size < record.competences.length
  if (outcome === undefined) return { record, outcome, refused, salts: {}, digest: undefined, attestationId: undefined }
  const body = await tx.row<{ slug: string }>('SELECT slug FROM organisation WHERE id = $1', [record.organisationId])
  requireThat(body !== undefined, 'organisation.unknown')
  const attestationId = randomUUID()
  const index = await reserveIndex({ organisationId: record.organisationId, attestationId }, tx)
  const status = { folder: listFolder({ issuerUrl, slug: body.slug, number: index.listNumber }), index: index.idx }

  // Sixteen bytes each, as the published schema of the record has them.
  const salts = Object.fromEntries(saltPaths(outcome).map((path) => [path, encode(crypto.randomBytes(16))]))
  const digests = outcomeDisclosures(outcome, salts).map(({ disclosure }) => disclosure.digest)
  const digest = outcomeDigest({ kind: 'certificato', title: composeTitle({ title: record.title, outcome }), digests, status })
  return { record, outcome, refused, salts, digest, attestationId }
}

async function keepOutcome(
  input: { candidate: Candidate; decisionId: string; sitting: SittingRecord; minutesNumber: string; at: Date; actor: Actor },
  tx: Transaction,
): Promise<void> {
  const { candidate, decisionId, sitting, minutesNumber, at, actor } = input
  const { record, outcome, refused, salts, digest, attestationId } = candidate
  await tx.rows(
    `INSERT INTO decision_outcome (case_id, organisation_id, decision_id, certified, outcome, salts, digest, attestation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      record.id,
      record.organisationId,
      decisionId,
      outcome !== undefined,
      outcome ?? null,
      outcome === undefined ? null : salts,
      digest ?? null,
      attestationId ?? null,
    ],
  )
  const paper = { organisationId: record.organisationId, caseId: record.id, at }
  const caseFile = { ...paper, sealedBy: sitting.chamber.name }
  const { id: commissionId } = sitting.commission
  await fileDocument({ ...paper, class: 'dichiarazioni', title: 'Dichiarazioni di assenza di conflitti', commissionId }, tx)
  await fileDocument({ ...caseFile, class: 'verbale', title: `Verbale d'esame ${minutesNumber}`, commissionId }, tx)
  // Also of a part: the reasons and the terms are due for each competence that is refused (L. 241/1990 art. 3).
  if (refused) {
    const title = outcome === undefined ? 'Diniego motivato della certificazione' : 'Diniego motivato di una parte della certificazione'
    await fileDocument({ ...caseFile, class: 'diniego', title }, tx)
    tx.outbox({ organisationId: record.organisationId, topic: 'exam.refused', payload: { caseId: record.id } })
  }
  await advance({ record, act: outcome === undefined ? 'refuse-certificate' : 'sign-minutes', actor, at }, tx)
}
