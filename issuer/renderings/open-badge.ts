import { signCompact } from '../../credential/jose/index.ts'
import { bake, composeBadgeClaims, composeOpenBadge, hashedEmail } from '../../credential/open-badge/index.ts'
import type { PictureForm } from '../badges/accept-picture.ts'
import { pictureFor } from '../badges/own-picture.ts'
import { publicationOf } from '../badges/publication-of.ts'
import { signBadge } from '../badges/sign-badge.ts'
import type { RenderInput, Rendering } from './rendering.ts'

export const openBadge: Rendering = {
  mediaType: 'application/vc+ld+json',
  extension: 'open-badge.json',
  render: async (input) => JSON.stringify(await signed(input), null, 2),
}

/** A badge inside its own picture (Open Badges 3.0 §5.3): what people send on and print. */
export const openBadgePng: Rendering = {
  mediaType: 'image/png',
  extension: 'open-badge.png',
  render: async (input) => bake({ picture: await picture('png', input), document: await signed(input) }),
}

export const openBadgeSvg: Rendering = {
  mediaType: 'image/svg+xml',
  extension: 'open-badge.svg',
  render: async (input) => bake({ picture: await picture('svg', input), document: await signed(input) }),
}

/** The VC-JWT that the certification of 1EdTech asks for (RS256), by the key of the body's seal, which its DID document shows. */
export const openBadgeJwt: Rendering = {
  mediaType: 'application/vc+jwt',
  extension: 'open-badge.jwt',
  async render(input) {
    const { attestation, digest, organisation, at, world } = input
    const { signer } = await world.sealFor(organisation.slug)
    const publication = await published(input)
    // A newer copy of it would be of another form, so it names none.
    const { refresh: _, ...lasting } = publication
    return signCompact({
      header: { typ: 'JWT', kid: `${attestation.body.id}#${signer.kid}` },
      payload: composeBadgeClaims({
        document: composeOpenBadge({
          attestation,
          digest,
          holderDid: `${attestation.id}#subject`,
          publication: lasting,
          ...recipientOf(input),
        }),
        issuedAt: at,
      }),
      signer,
    })
  },
}

async function signed(input: RenderInput) {
  const { attestation, digest, signer, at } = input
  return signBadge({ attestation, digest, publication: await published(input), ...recipientOf(input), signer, at })
}

function published(input: RenderInput) {
  const {
    attestation,
    organisation,
    world: { db, issuerUrl },
  } = input
  return publicationOf({ attestation, slug: organisation.slug, ...recipientOf(input) }, { db: db.pool, pool: db.pool, issuerUrl })
}

function recipientOf({ attestation, email }: RenderInput) {
  return email === undefined ? {} : { email: hashedEmail({ attestation, email }) }
}

function picture(form: PictureForm, { attestation, organisation, world: { db } }: RenderInput) {
  return pictureFor({ form, slug: organisation.slug, name: attestation.body.legalName }, db.pool)
}
