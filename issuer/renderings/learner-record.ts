import type { Attestation } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import { recognitionFor, sealRecord } from '../learner-records/seal-record.ts'
import { type StackedAct, stackedActs } from '../learner-records/stacked-acts.ts'
import type { World } from '../steps/world.ts'
import type { Rendering } from './rendering.ts'

/** The acts of a person that stack up with one, sealed together by their body. */
export const learnerRecord: Rendering = {
  mediaType: 'application/vc+ld+json',
  extension: 'clr.json',
  async admit({ attestation, organisation, at, world }) {
    await recognitionFor({ acts: await actsWith(attestation, world), organisation, at }, world)
  },
  async render({ attestation, organisation, signer, at, world }) {
    return sealRecord({ acts: await actsWith(attestation, world), organisation, signer, at }, world)
  },
}

/** @throws AttestaError `badge.record-ended` */
async function actsWith({ id }: Attestation, { db }: World): Promise<readonly StackedAct[]> {
  const acts = await stackedActs({ attestationId: id.slice('urn:uuid:'.length) }, db)
  if (acts.length === 0) throw new AttestaError('badge.record-ended')
  return acts
}
