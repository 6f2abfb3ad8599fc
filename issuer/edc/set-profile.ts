import type { EdcAccreditation, EdcProfile } from '../../credential/edc/index.ts'
import type { Actor } from '../auth/actor.ts'
import { requireThat } from '../steps/require-that.ts'
import { requireUnchanged, type Shown } from '../steps/require-unchanged.ts'
import type { World } from '../steps/world.ts'

export interface SetProfileInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly profile: EdcProfile['name']
  /** Absent: the body has none. */
  readonly accreditation?: EdcAccreditation | undefined
}

/** The profile of a body, as its page shows it. */
export const shownProfile = (organisationId: string): Shown => ({ subjects: [organisationId], organisationId, acts: ['edc-profile.'] })

/** The profile in which a body's European credentials are made when nobody asks for another. */
export async function setProfile(
  { actor, idempotencyKey, profile, accreditation, seen }: SetProfileInput,
  { db, now }: World,
): Promise<object> {
  const { organisation, accountId } = actor
  const input = { profile, accreditation }
  return db.transaction({ organisationId: organisation.id, key: idempotencyKey, action: 'set-edc-profile', input }, async (tx) => {
    requireThat(actor.role === 'officer', 'edc.not-allowed')
    await requireUnchanged({ ...shownProfile(organisation.id), version: seen }, tx)
    requireThat(profile !== 'accredited' || accreditation !== undefined, 'edc.no-accreditation')
    await tx.rows(
      `INSERT INTO edc_setting (organisation_id, profile, accreditation, changed_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organisation_id) DO UPDATE SET profile = $2, accreditation = $3, changed_at = $4`,
      [organisation.id, profile, accreditation === undefined ? null : JSON.stringify(accreditation), now()],
    )
    const facts = { profile }
    tx.audit({ organisationId: organisation.id, action: 'edc-profile.set', actor: accountId, subject: organisation.id, facts })
    return {}
  })
}
