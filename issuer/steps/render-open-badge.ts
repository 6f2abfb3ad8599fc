import type { Attestation } from '../../credential/attestation/attestation.ts'
import { signDocument } from '../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { composeOpenBadge } from '../../credential/open-badge/index.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/**
 * The Open Badge of an attestation as a file, not bound to any holder key. That it was made is written down before it is signed.
 *
 * @throws AttestaError `attestation.unknown`
 */
export async function renderOpenBadge(
  { attestationId, actor }: { attestationId: string; actor: Actor },
  { db, now, signerFor }: World,
): Promise<{ number: string; document: JsonObject }> {
  const at = now()
  const signer = await signerFor(actor.organisation.slug)
  const [found] = await db.rows<{ number: string; digest: string; record: Attestation }>(
    `WITH found AS (SELECT id, organisation_id, number, digest, record FROM attestation WHERE id = $1 AND organisation_id = $2),
       noted AS (INSERT INTO rendering (organisation_id, attestation_id, form, kid, issued_at)
         SELECT organisation_id, id, 'open_badge_file', $3, $4 FROM found)
     SELECT number, digest, record FROM found`,
    [attestationId, actor.organisation.id, signer.kid, at],
  )
  requireThat(found !== undefined && actor.role === 'officer', 'attestation.unknown')
  const { number, digest, record } = found
  const document = await signDocument({
    document: composeOpenBadge({ attestation: record, digest }),
    suite: 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: `${record.body.id}#${signer.kid}`,
    created: formatDateTime(at),
  })
  return { number, document }
}
