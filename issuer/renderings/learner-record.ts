import { AttestaError } from '../../credential/errors.ts'
import { sealRecord } from '../learner-records/seal-record.ts'
import { stackedActs } from '../learner-records/stacked-acts.ts'
import type { Rendering } from './rendering.ts'

/** The acts of a person that stack up with one, sealed together by their body. */
export const learnerRecord: Rendering = {
  mediaType: 'application/vc+ld+json',
  extension: 'clr.json',
  async render({ attestation, organisation, signer, at, world }) {
    const acts = await stackedActs({ attestationId: attestation.id.slice('urn:uuid:'.length) }, world.db)
    if (acts.length === 0) throw new AttestaError('badge.record-ended')
    return sealRecord({ acts, organisation, signer, at }, world)
  },
}
