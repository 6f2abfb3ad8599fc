import type { Actor } from '../auth/actor.ts'
import { requireThat } from '../steps/require-that.ts'
import { requireUnchanged, type Shown } from '../steps/require-unchanged.ts'
import type { World } from '../steps/world.ts'
import { acceptPicture, type PictureForm } from './accept-picture.ts'

/** The pictures of a body, as their page shows them. */
export const shownPictures = (organisationId: string): Shown => ({ subjects: [organisationId], organisationId, acts: ['badge-picture.'] })

interface Asked {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
}

/** A body gives the picture of its badges: from now on they are made with it. What was given is built anew, never passed on as it came. */
export async function givePicture(
  { actor, idempotencyKey, seen, bytes }: Asked & { readonly bytes: Uint8Array },
  world: World,
): Promise<object> {
  requireThat(actor.role === 'officer', 'picture.not-allowed')
  return write({ actor, idempotencyKey, seen, ...acceptPicture(bytes) }, world)
}

/** The drawn picture again, for badges of this form. */
export function takePictureBack(
  { actor, idempotencyKey, seen, form }: Asked & { readonly form: PictureForm },
  world: World,
): Promise<object> {
  requireThat(actor.role === 'officer', 'picture.not-allowed')
  return write({ actor, idempotencyKey, seen, form }, world)
}

interface Written extends Asked {
  readonly form: PictureForm
  readonly digest?: string
  readonly content?: Uint8Array
}

async function write({ actor, idempotencyKey, seen, form, digest, content }: Written, { db, now }: World): Promise<object> {
  const { organisation, accountId } = actor
  const facts = { form, ...(digest === undefined ? {} : { digest }) }
  const request = { organisationId: organisation.id, key: idempotencyKey, action: 'give-badge-picture', input: facts }
  return db.transaction(request, async (tx) => {
    await requireUnchanged({ ...shownPictures(organisation.id), version: seen }, tx)
    await tx.rows(
      'INSERT INTO badge_picture (organisation_id, form, digest, content, given_by, given_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [organisation.id, form, digest ?? null, content === undefined ? null : Buffer.from(content), accountId, now()],
    )
    tx.audit({ organisationId: organisation.id, action: 'badge-picture.given', actor: accountId, subject: organisation.id, facts })
    return {}
  })
}
