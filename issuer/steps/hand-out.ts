import type { EdcProfile } from '../../credential/edc/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import { readManner } from '../edc/manner.ts'
import { type Form, renderings } from '../renderings/index.ts'
import { type Asker, findAct, notePaper, noteRendering } from '../renderings/note-rendering.ts'
import { readEnded } from '../renderings/read-ended.ts'
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
 * @throws AttestaError `attestation.unknown`, `badge.no-email`, `badge.only-badges`
 */
export async function handOut({ attestationId, form, profile, named, askedBy, actor }: HandOutInput, world: World): Promise<HandedOut> {
  requireThat(actor.role === 'officer', 'attestation.unknown')
  const { organisation } = actor
  const email = named === 'email' ? { email: await emailOf({ attestationId, organisationId: organisation.id }, world) } : {}
  return makeFile({ attestationId, form, profile, organisation, by: actor.accountId, askedBy, ...email }, world)
}

export interface HandOutInput {
  readonly attestationId: string
  readonly form: Form
  readonly profile?: EdcProfile['name'] | undefined
  /** Of a badge: the person asked that it can be compared with their address, by its hash. */
  readonly named?: 'email' | undefined
  /** Of paper that is a duplicate: who asked for it. */
  readonly askedBy?: Asker | undefined
  readonly actor: Actor
}

/** @throws AttestaError `badge.no-email` */
async function emailOf(
  { attestationId, organisationId }: { attestationId: string; organisationId: string },
  { db }: World,
): Promise<string> {
  const [person] = await db.rows<{ email: string | null }>(
    'SELECT p.email FROM attestation a JOIN person p ON p.id = a.person_id WHERE a.id = $1 AND a.organisation_id = $2',
    [attestationId, organisationId],
  )
  requireThat(person !== undefined, 'attestation.unknown')
  if (person.email === null) throw new AttestaError('badge.no-email')
  return person.email
}

export interface FileInput {
  readonly attestationId: string
  readonly form: Form
  readonly profile?: EdcProfile['name'] | undefined
  readonly organisation: { readonly id: string; readonly slug: string }
  /** For the audit: an account, or `wallet` or `citizen` for the person. */
  readonly by: string
  /** Of a holder who fetches it at receipt. */
  readonly offerId?: string
  /** Of paper that is a duplicate: who asked for it, where an officer prints it. */
  readonly askedBy?: Asker | undefined
  /** Of a badge: an address of the person, who chose that it can be compared with it. */
  readonly email?: string
}

const HOLDERS: ReadonlySet<string> = new Set(['wallet', 'citizen'])
/** Other forms show the person as they are, or not at all. */
const NAMED_FORMS: ReadonlySet<Form> = new Set(['open-badge', 'open-badge-jwt', 'open-badge-png', 'open-badge-svg'])

/** Of whoever asks this module knows nothing: that they may is decided before. That the file was made is written down before it is signed. */
export async function makeFile(
  { attestationId, form, profile, organisation, by, offerId, askedBy, email }: FileInput,
  world: World,
): Promise<HandedOut> {
  requireThat(email === undefined || NAMED_FORMS.has(form), 'badge.only-badges')
  const at = world.now()
  const signer = await world.signerFor(organisation.slug)
  const { mediaType, extension, isPaper, admit, render }: Rendering = renderings[form]
  const asked = { attestationId, organisationId: organisation.id, form, kid: signer.kid, at, toHolder: HOLDERS.has(by) }
  const note = offerId === undefined ? asked : { ...asked, offerId }
  const act = await findAct(asked, world.db)
  requireThat(act !== undefined, 'attestation.unknown')
  const manner = () => readManner({ organisationId: organisation.id, kind: act.record.kind, at, wanted: profile }, world.db)
  await admit?.({ attestation: act.record, organisation, at, manner, world })
  const found = isPaper ? await notePaper({ ...note, by, askedBy }, world.db) : await noteRendering(note, world.db)
  requireThat(found !== undefined, 'attestation.unknown')
  const { number, digest, record: attestation, pageSecret, copy } = found
  const statusPage = statusPageUrl({ issuerUrl: world.issuerUrl, number, secret: pageSecret })
  // Asked after the act was held to count the paper: who prints and who annuls at once come one after the other.
  const ended = isPaper ? await readEnded(attestationId, world.db) : undefined
  const content = await render({
    attestation,
    digest,
    organisation,
    signer,
    at,
    copy,
    statusPage,
    manner,
    ...(email === undefined ? {} : { email }),
    ...(ended === undefined ? {} : { ended }),
    world,
  })
  return { name: `${number}${copy === 0 ? '' : `.duplicato-${copy}`}.${extension}`, mediaType, content }
}
