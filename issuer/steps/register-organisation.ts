import { randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor.ts'
import { didOf } from '../registry/did-of.ts'
import { hasProvince } from '../rule-pack/provinces.ts'
import { rulesOfBody } from '../rule-pack/rules-of-body.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface RegisterOrganisationInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly organisation: {
    /** Its part of the addresses: small letters, digits, hyphens. Sealed into every act of it, so it never changes. */
    readonly slug: string
    readonly kind: 'chamber' | 'department' | 'body' | 'cpi' | 'ets'
    readonly name: string
    readonly legalBasis: string
    readonly province: string
    readonly email?: string | undefined
  }
}

/**
 * The Region puts an organisation into its list, with the key that it will seal with; with an act of recognition it may then do something,
 * and not before.
 *
 * @throws AttestaError `recognise.not-allowed`, `province.unknown`, `organisation.slug-taken`
 */
export async function registerOrganisation(
  { actor, idempotencyKey, organisation }: RegisterOrganisationInput,
  { db, now, issuerUrl, ensureKey }: Pick<World, 'db' | 'now' | 'issuerUrl' | 'ensureKey'>,
): Promise<{ id: string }> {
  const request = { organisationId: actor.organisation.id, key: idempotencyKey, action: 'register-organisation', input: organisation }
  return db.transaction(request, async (tx) => {
    requireThat(actor.role === 'region', 'recognise.not-allowed', { role: actor.role })
    const { slug, kind, name, legalBasis, province, email } = organisation
    const rules = await rulesOfBody({ organisationId: actor.organisation.id, at: now() }, tx)
    requireThat(hasProvince(rules, province), 'province.unknown', { province })
    const taken = await tx.rows('SELECT 1 FROM organisation WHERE slug = $1', [slug])
    requireThat(taken.length === 0, 'organisation.slug-taken', { slug })
    const id = randomUUID()
    await tx.rows(
      `INSERT INTO organisation (id, slug, did, kind, name, legal_basis, province, email, region, demo, registered_by)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, o.region, o.demo, o.id FROM organisation o WHERE o.id = $9`,
      [id, slug, didOf({ issuerUrl, slug }), kind, name, legalBasis, province, email ?? null, actor.organisation.id],
    )
    // Behind the row: of two who ask for one address at once, the second waits there and is refused. A key that is left by a failure is taken up.
    await ensureKey(slug)
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'organisation.registered',
      actor: actor.accountId,
      subject: id,
      facts: { kind, slug },
    })
    return { id }
  })
}
