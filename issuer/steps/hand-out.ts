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
 * An attestation as a file of one form, for the officer of its body.
 *
 * @throws AttestaError `attestation.unknown`
 */
export async function handOut(
  { attestationId, form, profile, actor }: { attestationId: string; form: Form; profile?: EdcProfile['name'] | undefined; actor: Actor },
  world: World,
): Promise<HandedOut> {
  requireThat(actor.role === 'officer', 'attestation.unknown')
  return makeFile({ attestationId, form, profile, organisation: actor.organisation, by: actor.accountId }, world)
}

export interface FileInput {
  readonly attestationId: string
  readonly form: Form
  readonly profile?: EdcProfile['name'] | undefined
  readonly organisation: { readonly id: string; readonly slug: string }
  /** For the audit: an account, or `wallet`. */
  readonly by: string
  /** Of a holder who fetches it at receipt. */
  readonly offerId?: string
}

/** Of whoever asks this module knows nothing: that they may is decided before. That the file was made is written down before it is signed. */
export async function makeFile({ attestationId, form, profile, organisation, by, offerId }: FileInput, world: World): Promise<HandedOut> {
  const at = world.now()
  const signer = await world.signerFor(organisation.slug)
  const { mediaType, extension, isPaper, render }: Rendering = renderings[form]
  const asked = { attestationId, organisationId: organisation.id, form, kid: signer.kid, at }
  const note = offerId === undefined ? asked : { ...asked, offerId }
  const found = isPaper ? await notePaper({ ...note, by }, world.db) : await noteRendering(note, world.db)
  requireThat(found !== undefined, 'attestation.unknown')
  const { number, digest, record: attestation, pageSecret, copy } = found
  const statusPage = statusPageUrl({ issuerUrl: world.issuerUrl, number, secret: pageSecret })
  const manner = () => readManner({ organisationId: organisation.id, kind: attestation.kind, at, wanted: profile }, world.db)
  const content = await render({ attestation, digest, organisation, signer, at, copy, statusPage, manner, world })
  return { name: `${number}${copy === 0 ? '' : `.duplicato-${copy}`}.${extension}`, mediaType, content }
}
