import type { Actor } from '../auth/actor.ts'
import { hasKey } from '../registry/has-key.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import { shownOrganisation } from './shown.ts'
import type { World } from './world.ts'

export interface GiveKeyInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly organisationId: string
}

/**
 * Gives a key to an organisation that was put into the list before keys were made with it: until then it can seal nothing.
 *
 * @throws AttestaError `recognise.not-allowed`, `organisation.unknown`, `organisation.has-key`
 */
export async function giveKey(
  { actor, idempotencyKey, organisationId, seen }: GiveKeyInput,
  { db, signerFor, ensureKey }: Pick<World, 'db' | 'signerFor' | 'ensureKey'>,
): Promise<{ given: true }> {
  const request = { organisationId: actor.organisation.id, key: idempotencyKey, action: 'give-key', input: { organisationId } }
  return db.transaction(request, async (tx) => {
    requireThat(actor.role === 'region', 'recognise.not-allowed', { role: actor.role })
    // Locked, so that two who ask at once do not make two keys.
    const found = await tx.row<{ slug: string }>(
      `SELECT o.slug FROM organisation o WHERE o.id = $2
         AND (o.registered_by = $1 OR EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = o.id AND r.recogniser_id = $1)) FOR UPDATE`,
      [actor.organisation.id, organisationId],
    )
    requireThat(found !== undefined, 'organisation.unknown')
    await requireUnchanged({ ...shownOrganisation({ organisationId, regionId: actor.organisation.id }), version: seen }, tx)
    requireThat(!(await hasKey({ slug: found.slug, signerFor })), 'organisation.has-key')
    await ensureKey(found.slug)
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'organisation.key-given',
      actor: actor.accountId,
      subject: organisationId,
      facts: { slug: found.slug },
    })
    return { given: true }
  })
}
