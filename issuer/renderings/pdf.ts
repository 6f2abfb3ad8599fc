import { composeCode } from '../../credential/cose/index.ts'
import { composePdf } from '../pdf/compose-pdf.ts'
import { publishAuthority } from '../registry/publish-authority.ts'
import { openBadge } from './open-badge.ts'
import type { Rendering } from './rendering.ts'

/** The paper, with the forms that programs read inside. The SD-JWT VC is not among them: it is bound to a key of its holder. */
export const pdf: Rendering = {
  mediaType: 'application/pdf',
  extension: 'pdf',
  isPaper: true,
  async render(input) {
    const { attestation, digest, organisation, signer, at, copy = 0, statusPage, world } = input
    const code = await composeCode({ attestation, digest, signer, at })
    if (code !== undefined) await publishAuthority({ organisationId: organisation.id, credentials: code.authority }, world.db)
    const badge = await openBadge.render(input)
    return composePdf({
      attestation,
      statusPage,
      verifierUrl: world.verifierUrl,
      ...(code === undefined ? {} : { offlineCode: code.text }),
      at,
      ...(copy === 0 ? {} : { duplicate: { number: copy, at } }),
      attachments: [
        {
          name: `${attestation.number}.${openBadge.extension}`,
          mediaType: openBadge.mediaType,
          content: new TextEncoder().encode(String(badge)),
          description: 'Lo stesso attestato come Open Badge 3.0',
        },
      ],
    })
  },
}
