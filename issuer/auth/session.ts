import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '../db/database.ts'
import type { Actor, Role } from './actor.ts'

export interface Membership {
  readonly role: Role
  readonly tasks: readonly string[]
  readonly organisation: { readonly id: string; readonly slug: string; readonly did: string; readonly name: string; readonly kind: string }
}

/** A person who is logged in, with what they may be and what they are now. */
export interface Session {
  readonly account: { readonly id: string; readonly name: string }
  readonly memberships: readonly Membership[]
  readonly active: Membership | undefined
  readonly csrf: string
}

const HOURS = 8

/** How sessions are kept. */
export const hashOfSecret = (secret: string) => createHash('sha256').update(secret).digest()

/** A fresh session, always with a new id: one that an attacker knew before the login is worth nothing after it (security.md §2 row 47). */
export async function beginSession(
  { accountId, idToken, at }: { accountId: string; idToken: string | undefined; at: Date },
  db: Database,
): Promise<{ secret: string; expiresAt: Date }> {
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(at.getTime() + HOURS * 3_600_000)
  await db.rows(
    `INSERT INTO session (id_hash, account_id, role, organisation_id, csrf, id_token, created_at, expires_at)
     SELECT $1, $2, m.role, m.organisation_id, $3, $4, $5, $6
     FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT role, organisation_id FROM membership
       WHERE account_id = $2 AND valid_from <= $5 AND $5 < valid_until ORDER BY valid_from, role LIMIT 1) m ON true`,
    [hashOfSecret(secret), accountId, randomBytes(24).toString('base64url'), idToken ?? null, at, expiresAt],
  )
  return { secret, expiresAt }
}

interface Row {
  account_id: string
  name: string
  csrf: string
  role: Role | null
  organisation_id: string | null
  memberships: Membership[] | null
}

/** The session behind a cookie; roles are read each time, so that one taken away ends at once. */
export async function readSession({ secret, at }: { secret: string; at: Date }, db: Database): Promise<Session | undefined> {
  const [row] = await db.rows<Row>(
    `SELECT s.account_id, a.name, s.csrf, s.role, s.organisation_id,
       (SELECT jsonb_agg(jsonb_build_object('role', m.role, 'tasks', m.tasks, 'organisation',
            jsonb_build_object('id', o.id, 'slug', o.slug, 'did', o.did, 'name', o.name, 'kind', o.kind)) ORDER BY m.valid_from, m.role)
        FROM membership m JOIN organisation o ON o.id = m.organisation_id
        WHERE m.account_id = s.account_id AND m.valid_from <= $2 AND $2 < m.valid_until) AS memberships
     FROM session s JOIN account a ON a.id = s.account_id WHERE s.id_hash = $1 AND s.expires_at > $2`,
    [hashOfSecret(secret), at],
  )
  if (row === undefined) return undefined
  const memberships = row.memberships ?? []
  const active = memberships.find(({ role, organisation }) => role === row.role && organisation.id === row.organisation_id)
  return { account: { id: row.account_id, name: row.name }, memberships, active: active ?? memberships[0], csrf: row.csrf }
}

export async function switchRole({ secret, membership }: { secret: string; membership: Membership }, db: Database): Promise<void> {
  await db.rows('UPDATE session SET role = $2, organisation_id = $3 WHERE id_hash = $1', [
    hashOfSecret(secret),
    membership.role,
    membership.organisation.id,
  ])
}

/** Ends the session and gives back the ID token, for the logout at the provider. */
export async function endSession(secret: string, db: Database): Promise<string | undefined> {
  const [ended] = await db.rows<{ id_token: string | null }>('DELETE FROM session WHERE id_hash = $1 RETURNING id_token', [
    hashOfSecret(secret),
  ])
  return ended?.id_token ?? undefined
}

/** Who acts in this session, if they have a role at all. */
export function actorOf({ account, active }: Session): Actor | undefined {
  if (active === undefined) return undefined
  const { id, slug, did, name } = active.organisation
  return { accountId: account.id, name: account.name, role: active.role, tasks: active.tasks, organisation: { id, slug, did, name } }
}
