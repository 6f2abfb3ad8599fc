import type { Attestation } from '../../credential/attestation/attestation.ts'
import type { EdcPicture } from '../../credential/edc/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { canonicalize, type JsonObject } from '../../credential/json/index.ts'
import type { EdcManner, Sealer } from '../edc/manner.ts'
import { orderSeal } from '../edc/order-seal.ts'
import type { RenderInput, Rendering } from './rendering.ts'

/** The European Digital Credential, sealed as the text that it is: JAdES with unencoded payload. */
export const edc: Rendering = {
  mediaType: 'application/json',
  extension: 'edc.json',
  admit: async ({ manner }) => manner?.(),
  async render({ attestation, digest, organisation, signer, at, manner, world }) {
    const { profile, sealer }: EdcManner = (await manner?.()) ?? { profile: { name: 'generic' } }
    const seal = await world.sealFor(sealer?.slug ?? organisation.slug)
    const [{ composeEdc, digestToOrder, withOrder }, { sealJades }, { sealOwner }] = await Promise.all([
      import('../../credential/edc/index.ts'),
      import('../../credential/jades/index.ts'),
      import('./seal-owner.ts'),
    ])
    const issuer = sealOwner({ id: sealer?.did ?? attestation.body.id, country: attestation.body.country, owner: seal.owner })
    const composed = composeEdc({ attestation, digest, issuer, pictures: await picturesOf(attestation, issuer.legalName), profile })
    const order = (by: Sealer) => orderSeal({ attestation, organisation, by, document: digestToOrder(composed), at, signer }, world.db)
    const document = sealer === undefined ? composed : withOrder(composed, await order(sealer))
    await assertOfficial({ document, world })
    return sealJades({ ...seal, payload: canonicalize(document), signedAt: at })
  },
}

/**
 * What is sealed stays: where the official shapes are there, it is held to them first.
 *
 * @throws AttestaError `edc.shapes`
 */
async function assertOfficial({ document, world }: { document: JsonObject; world: RenderInput['world'] }): Promise<void> {
  const pack = await world.elmPack?.()
  if (pack === undefined) return
  const { validateWithShapes } = await import('../../credential/edc/shapes/validate.ts')
  const { conforms } = await validateWithShapes({ document, pack })
  if (!conforms) throw new AttestaError('edc.shapes')
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
