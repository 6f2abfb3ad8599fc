import type { EdcProfile } from '../../credential/edc/index.ts'
import type { Actor } from '../auth/actor.ts'
import { readManner } from '../edc/manner.ts'
import { type Form, renderings } from '../renderings/index.ts'
import { notePaper, noteRendering } from '../renderings/note-rendering.ts'
import type { Rendering } from '../renderings/rendering.ts'
import { statusPageUrl } from '../status-page/address.ts'
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
  { attestationId, form, profile, actor }: { attestationId: string; form: Form; profile?: EdcProfile['name'] | undefined; actor: Actor },
  world: World,
): Promise<HandedOut> {
  const { organisation, accountId } = actor
  requireThat(actor.role === 'officer', 'attestation.unknown')
  const at = world.now()
  const signer = await world.signerFor(organisation.slug)
  const { mediaType, extension, isPaper, render }: Rendering = renderings[form]
  const note = { attestationId, organisationId: organisation.id, form, kid: signer.kid, at }
  const found = isPaper ? await notePaper({ ...note, by: accountId }, world.db) : await noteRendering(note, world.db)
  requireThat(found !== undefined, 'attestation.unknown')
  const { number, digest, record: attestation, pageSecret, copy } = found
  const statusPage = statusPageUrl({ issuerUrl: world.issuerUrl, number, secret: pageSecret })
  const manner = () => readManner({ organisationId: organisation.id, kind: attestation.kind, at, wanted: profile }, world.db)
  const content = await render({ attestation, digest, organisation, signer, at, copy, statusPage, manner, world })
  return { name: `${number}${copy === 0 ? '' : `.duplicato-${copy}`}.${extension}`, mediaType, content }
}
