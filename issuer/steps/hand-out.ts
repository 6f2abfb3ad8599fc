import type { Attestation } from '../../credential/attestation/attestation.ts'
import type { Actor } from '../auth/actor.ts'
import { type Form, renderings } from '../renderings/index.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface HandedOut {
  readonly name: string
  readonly mediaType: string
  readonly content: string | Uint8Array
}

/**
 * An attestation as a file of one form, for the officer of its body. That it was made is written down before it is signed.
 *
 * @throws AttestaError `attestation.unknown`
 */
export async function handOut(
  { attestationId, form, actor }: { attestationId: string; form: Form; actor: Actor },
  world: World,
): Promise<HandedOut> {
  const { organisation } = actor
  requireThat(actor.role === 'officer', 'attestation.unknown')
  const at = world.now()
  const signer = await world.signerFor(organisation.slug)
  const [found] = await world.db.rows<{ number: string; digest: string; record: Attestation }>(
    `WITH found AS (SELECT id, organisation_id, number, digest, record FROM attestation WHERE id = $1 AND organisation_id = $2),
       noted AS (INSERT INTO rendering (organisation_id, attestation_id, form, kid, issued_at)
         SELECT organisation_id, id, $3, $4, $5 FROM found)
     SELECT number, digest, record FROM found`,
    [attestationId, organisation.id, form, signer.kid, at],
  )
  requireThat(found !== undefined, 'attestation.unknown')
  const { mediaType, extension, render } = renderings[form]
  const { number, digest, record } = found
  const content = await render({ attestation: record, digest, organisation, signer, at, world })
  return { name: `${number}.${extension}`, mediaType, content }
}
