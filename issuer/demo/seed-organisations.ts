import type { Kind } from '../../credential/attestation/attestation.ts'
import demo from '../../schemas/demo/organisations.json' with { type: 'json' }
import people from '../../schemas/demo/people.json' with { type: 'json' }
import type { Actor, Role } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { TASKS } from '../procedure/procedure.ts'
import { didOf } from '../registry/did-of.ts'
import { ADMINISTRATION } from '../steps/grants/require-administrator.ts'
import { recognise } from '../steps/recognise.ts'
import type { World } from '../steps/world.ts'

/** Since when the demo's organisations exist; their keys too. */
export const FOUNDED = new Date('2024-01-15T00:00:00Z')

/** Organisations, the accounts of the demo people, who is what, and the Chambers' rosters. Acts of the Region are sealed by its key. */
export async function seedOrganisations({ world, oidcIssuer }: { world: World; oidcIssuer: string }): Promise<void> {
  const { db, issuerUrl } = world
  for (const { slug, kind, name, legalBasis, ...rest } of demo.organisations) {
    await db.rows(
      `INSERT INTO organisation (slug, did, kind, name, legal_basis, province, email, demo) VALUES ($1, $2, $3, $4, $5, $6, $7, true)`,
      [slug, didOf({ issuerUrl, slug }), kind, name, legalBasis, rest.province ?? null, rest.email ?? null],
    )
  }
  for (const { sub, given_name, family_name, email } of people.people) {
    await db.rows('INSERT INTO account (issuer, subject, name, email) VALUES ($1, $2, $3, $4)', [
      oidcIssuer,
      sub,
      `${given_name} ${family_name}`,
      email,
    ])
  }
  for (const [order, { sub, role, organisation }] of demo.memberships.entries()) {
    await db.rows(
      `INSERT INTO membership (account_id, organisation_id, role, valid_from, valid_until, tasks)
       SELECT a.id, o.id, $3, $4, $5, $6 FROM account a, organisation o WHERE a.subject = $1 AND o.slug = $2`,
      // In this order on the page.
      [sub, organisation, role, new Date(FOUNDED.getTime() + order * 1000), endOfRole(world.now()), tasksOf(role)],
    )
  }
  await seedExperts(world)
  await seedRecognitions(world)
}

/** Every role has an end: those of the demo three years after it was put in. */
export function endOfRole(at: Date): Date {
  const end = new Date(at)
  end.setUTCFullYear(end.getUTCFullYear() + 3)
  return end
}

/** Everybody of the demo may do everything of their office, and look after its people: each organisation has few. */
function tasksOf(role: string): readonly string[] {
  if (role === 'member') return []
  return role === 'officer' ? [...TASKS, ADMINISTRATION] : [ADMINISTRATION]
}

async function seedExperts({ db, now }: World): Promise<void> {
  for (const expert of demo.experts) {
    for (const chamber of expert.chambers) {
      const [kept] = await db.rows<{ id: string; organisation_id: string }>(
        `INSERT INTO expert (organisation_id, account_id, name, tax_code, sectors, roles, employer_id, demo)
         SELECT o.id, (SELECT id FROM account WHERE subject = $2), $3, $4, $5, $6, (SELECT id FROM organisation WHERE slug = $7), true
         FROM organisation o WHERE o.slug = $1 RETURNING id, organisation_id`,
        [chamber, expert.sub ?? null, expert.name, expert.taxCode, expert.sectors, expert.roles, expert.employer ?? null],
      )
      for (const tie of expert.ties ?? []) {
        await db.rows(
          `INSERT INTO expert_tie (organisation_id, expert_id, tax_code_key, relation, ended_on)
           VALUES ($1, $2, attesta_tax_code_key($3), $4, ($5::timestamptz - make_interval(months => $6))::date)`,
          [kept?.organisation_id, kept?.id, tie.taxCode, tie.relation, now(), tie.monthsAgo],
        )
      }
    }
  }
}

async function seedRecognitions(world: World): Promise<void> {
  const actor = await actorOf({ sub: 'region-1', role: 'region' }, world.db)
  for (const { slug, recognitions } of demo.organisations) {
    const [organisation] = await world.db.rows<{ id: string }>('SELECT id FROM organisation WHERE slug = $1', [slug])
    for (const { action, scopes, actNumber, actDate, from, ...rest } of recognitions) {
      await recognise(
        {
          actor,
          idempotencyKey: `seed-recognise-${slug}`,
          organisationId: organisation?.id ?? '',
          grant: action === 'issue' ? { action, kinds: scopes as Kind[] } : { action: 'appoint', provinces: scopes },
          act: { number: actNumber, date: actDate },
          validFrom: new Date(from),
          ...('until' in rest && { validUntil: new Date(rest.until) }),
        },
        world,
      )
    }
  }
}

/** Somebody of the demo in one of their roles; the first organisation unless one is named. */
export async function actorOf({ sub, role, slug }: { sub: string; role: Role; slug?: string }, db: Database): Promise<Actor> {
  const [row] = await db.rows<{
    account_id: string
    account_name: string
    tasks: string[]
    id: string
    slug: string
    did: string
    name: string
  }>(
    `SELECT a.id AS account_id, a.name AS account_name, m.tasks, o.id, o.slug, o.did, o.name
     FROM membership m JOIN account a ON a.id = m.account_id JOIN organisation o ON o.id = m.organisation_id
     WHERE a.subject = $1 AND m.role = $2 AND ($3::text IS NULL OR o.slug = $3) ORDER BY m.valid_from LIMIT 1`,
    [sub, role, slug ?? null],
  )
  if (row === undefined) throw new Error(`the demo has no ${role} ${sub}`)
  const { account_id: accountId, account_name: name, tasks, ...organisation } = row
  return { accountId, name, role, tasks, organisation }
}
