import type { Attestation, LocalizedText, Person } from '../../../credential/attestation/attestation.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import { requireThat } from '../require-that.ts'
import type { CorrectedByChamber } from './corrected.ts'

/** A rettifica that a body asked of a Chamber, under its lock. */
export interface LockedCorrection {
  readonly id: string
  readonly bodyId: string
  readonly bodySlug: string
  readonly bodyDid: string
  readonly caseId: string
  readonly caseNumber: string
  readonly attestationId: string
  readonly was: {
    readonly number: string
    readonly issuedAt: Attestation['issuedAt']
    readonly person: Person
    readonly title: LocalizedText
  }
  readonly corrected: CorrectedByChamber
  readonly answer: 'sealed' | 'refused' | null
  readonly askedAt: Date
}

/** @throws AttestaError `correction.unknown`, also for one of another Chamber; `correction.not-chamber`, `correction.answered` */
export async function lockCorrection({ id, actor }: { id: string; actor: Actor }, tx: Transaction): Promise<LockedCorrection> {
  const found = await tx.row<LockedCorrection>(
    `SELECT c.id, c.organisation_id AS "bodyId", b.slug AS "bodySlug", b.did AS "bodyDid", c.case_id AS "caseId", k.number AS "caseNumber",
       c.attestation_id AS "attestationId", c.was, c.corrected, c.answer, c.asked_at AS "askedAt"
     FROM correction c JOIN organisation b ON b.id = c.organisation_id JOIN ivc_case k ON k.id = c.case_id
     WHERE c.id = $1 AND c.chamber_id = $2 FOR UPDATE OF c`,
    [id, actor.organisation.id],
  )
  requireThat(found !== undefined, 'correction.unknown')
  requireThat(actor.role === 'chamber', 'correction.not-chamber', { role: actor.role })
  requireThat(found.answer === null, 'correction.answered')
  return found
}
