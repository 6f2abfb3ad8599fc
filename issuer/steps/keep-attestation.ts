import type { Attestation } from '../../credential/attestation/attestation.ts'
import { checkMinimumData, digestOf, validateAttestation } from '../../credential/attestation/index.ts'
import { signCompact } from '../../credential/jose/index.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import type { ReservedIndex } from '../db/reserve-index.ts'
import type { CaseFile } from './lock-case.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface KeepAttestationInput {
  readonly attestation: Attestation
  readonly file: Pick<CaseFile, 'id' | 'personId'>
  readonly profile: string
  readonly index: ReservedIndex
  readonly recognitionId: string
  /** Where a commission decided: what makes the conditions of release constraints of the row. */
  readonly decision?: { readonly id: string; readonly closedAt: Date; readonly closedBy: string }
  /** Id of the act in whose place it stands. */
  readonly replaces?: string
  readonly actor: Actor
  readonly at: Date
}

/**
 * The act as data becomes the body's: held against its schema and the minimum of the law, sealed by the body's key, kept.
 *
 * @throws AttestaError `release.minimum-data`, which names each field and the rule that wants it
 */
export async function keepAttestation(
  { attestation, file, profile, index, recognitionId, decision, replaces, actor, at }: KeepAttestationInput,
  { tx, signerFor }: { tx: Transaction; signerFor: World['signerFor'] },
): Promise<{ id: string; number: string; digest: string }> {
  const { organisation } = actor
  const { number, kind } = attestation
  validateAttestation(attestation)
  const missing = checkMinimumData(attestation)
  requireThat(missing.length === 0, 'release.minimum-data', { missing: missing.map(({ field, rule }) => `${field} (${rule})`).join(', ') })

  const id = attestation.id.slice('urn:uuid:'.length)
  const digest = digestOf(attestation)
  const signer = await signerFor(organisation.slug)
  const sealed = await signCompact({
    header: { typ: 'attesta-seal+jwt', kid: `${organisation.did}#${signer.kid}` },
    payload: { iss: organisation.did, iat: Math.floor(at.getTime() / 1000), digest, number },
    signer,
  })
  await tx.rows(
    `INSERT INTO attestation (id, organisation_id, kind, number, digest, record, sealed, person_id, case_id, profile, released_at, released_by,
       list_id, idx, decision_id, certified, closed_at, closed_by, recognition_id, recognised_from, recognised_until,
       replaces)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, s.recognition_id, s.valid_from, s.valid_until, $20
     FROM recognition_scope s WHERE s.recognition_id = $19 AND s.scope = $3`,
    [
      id,
      organisation.id,
      kind,
      number,
      digest,
      attestation,
      sealed,
      file.personId,
      file.id,
      profile,
      at,
      actor.accountId,
      index.listId,
      index.idx,
      decision?.id ?? null,
      decision === undefined ? null : true,
      decision?.closedAt ?? null,
      decision?.closedBy ?? null,
      recognitionId,
      replaces ?? null,
    ],
  )
  return { id, number, digest }
}
