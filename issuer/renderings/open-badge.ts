import { signDocument } from '../../credential/data-integrity/index.ts'
import { composeOpenBadge } from '../../credential/open-badge/index.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Rendering } from './rendering.ts'

export const openBadge: Rendering = {
  mediaType: 'application/vc+ld+json',
  extension: 'open-badge.json',
  async render({ attestation, digest, signer, at }) {
    const document = await signDocument({
      document: composeOpenBadge({ attestation, digest }),
      suite: signer.alg === 'EdDSA' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019',
      signer,
      verificationMethod: `${attestation.body.id}#${signer.kid}`,
      created: formatDateTime(at),
    })
    return JSON.stringify(document, null, 2)
  },
}
