import { composePdf } from '../pdf/compose-pdf.ts'
import { openBadge } from './open-badge.ts'
import type { Rendering } from './rendering.ts'

/** The paper, with the forms that programs read inside. The SD-JWT VC is not among them: it is bound to a key of its holder. */
export const pdf: Rendering = {
  mediaType: 'application/pdf',
  extension: 'pdf',
  isPaper: true,
  async render(input) {
    const { attestation, at, copy = 0, statusPage, world } = input
    const badge = await openBadge.render(input)
    return composePdf({
      attestation,
      statusPage,
      verifierUrl: world.verifierUrl,
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
