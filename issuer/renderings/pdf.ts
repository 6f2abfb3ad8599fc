import { composeCode } from '../../credential/cose/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Attachment } from '../pdf/paper.ts'
import { publishAuthority } from '../registry/publish-authority.ts'
import { edc } from './edc.ts'
import { openBadge } from './open-badge.ts'
import type { RenderInput, Rendering } from './rendering.ts'

/** The paper, with the forms that programs read inside. The SD-JWT VC is not among them: it is bound to a key of its holder. */
export const pdf: Rendering = {
  mediaType: 'application/pdf',
  extension: 'pdf',
  isPaper: true,
  async render(input) {
    const { attestation, digest, organisation, signer, at, copy = 0, ended, statusPage, world } = input
    const code = await composeCode({ attestation, digest, signer, at })
    if (code !== undefined) await publishAuthority({ organisationId: organisation.id, credentials: code.authority }, world.db)
    // Fonts and the printer are a megabyte of code, which an issuer that starts does not wait for.
    const { composePdf } = await import('../pdf/compose-pdf.ts')
    return composePdf({
      attestation,
      statusPage,
      verifierUrl: world.verifierUrl,
      at,
      ...(code === undefined ? {} : { offlineCode: code.text }),
      ...(ended === undefined ? {} : { ended }),
      ...(copy === 0 ? {} : { duplicate: { number: copy, at } }),
      attachments: [
        await attachment({ form: openBadge, description: 'Lo stesso attestato come Open Badge 3.0' }, input),
        ...(await europeanCredential(input)),
      ],
    })
  },
}

async function attachment({ form, description }: { form: Rendering; description: string }, input: RenderInput): Promise<Attachment> {
  const content = await form.render(input)
  return {
    name: `${input.attestation.number}.${form.extension}`,
    mediaType: form.mediaType,
    content: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    description,
  }
}

const LACKING = new Set(['keystore.no-seal', 'edc.no-mandate', 'edc.no-accreditation'])

/** A body that has no seal yet, or no mandate any more, hands out its paper without this one. */
async function europeanCredential(input: RenderInput): Promise<Attachment[]> {
  try {
    return [await attachment({ form: edc, description: 'Lo stesso attestato come European Digital Credential' }, input)]
  } catch (error) {
    if (error instanceof AttestaError && LACKING.has(error.code)) return []
    throw error
  }
}
