import type { Attestation } from '../../credential/attestation/attestation.ts'
import type { EdcPicture } from '../../credential/edc/index.ts'
import { canonicalize } from '../../credential/json/index.ts'
import type { Rendering } from './rendering.ts'

/** The European Digital Credential, sealed as the text that it is: JAdES with unencoded payload. */
export const edc: Rendering = {
  mediaType: 'application/json',
  extension: 'edc.json',
  async render({ attestation, digest, organisation, at, world }) {
    const seal = await world.sealFor(organisation.slug)
    const [{ composeEdc }, { sealJades }, { sealOwner }] = await Promise.all([
      import('../../credential/edc/index.ts'),
      import('../../credential/jades/index.ts'),
      import('./seal-owner.ts'),
    ])
    const issuer = sealOwner({ body: attestation.body, owner: seal.owner })
    const document = composeEdc({ attestation, digest, issuer, pictures: await picturesOf(attestation, issuer.legalName) })
    return sealJades({ ...seal, payload: canonicalize(document), signedAt: at })
  },
}

/** In Italian, the language of the act, and in English, in which Europass is read abroad. */
async function picturesOf(attestation: Attestation, sealedBy: string): Promise<EdcPicture[]> {
  const { renderPage } = await import('../pictures/render-page.ts')
  const pictures: EdcPicture[] = []
  for (const language of ['it', 'en'] as const) {
    const png = await renderPage({ attestation, language, sealedBy })
    pictures.push({ language, mediaType: 'image/png', content: Buffer.from(png).toString('base64') })
  }
  return pictures
}
