import { z } from 'zod'
import { OPEN_BADGES_3_0_3 } from '../../credential/contexts/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Database } from '../db/database.ts'

interface Kept {
  readonly name: string
  readonly email: string | null
  readonly profile: Written
}

/** What a platform may write, where the person allowed it. Nothing in it is proven, and nothing of it goes into a badge. */
const written = z.strictObject({
  description: z.string().trim().min(1).max(2000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  phone: z
    .string()
    .regex(/^[+0-9][0-9 ().-]{3,29}$/)
    .optional(),
})
type Written = z.infer<typeof written>

/** The profile of a person as Open Badges 3.0 §B.1.19 writes it: name and address are the word of the OpenID provider. */
export async function readProfile({ holderId }: { holderId: string }, db: Database): Promise<Record<string, unknown>> {
  const [kept] = await db.rows<Kept>('SELECT name, email, profile FROM badge_holder WHERE id = $1', [holderId])
  if (kept === undefined) throw new AttestaError('badge-api.not-found')
  const { name, email, profile } = kept
  return {
    '@context': [OPEN_BADGES_3_0_3],
    id: `urn:uuid:${holderId}`,
    type: ['Profile'],
    name,
    ...(email === null ? {} : { email }),
    ...profile,
  }
}

/**
 * Takes a whole profile, as the standard wants it sent. Who somebody is, a platform cannot change: what it sends of that must be what we
 * told it.
 *
 * @throws AttestaError `badge-api.profile` with the member that is not acceptable
 */
export async function writeProfile(
  { holderId, given }: { holderId: string; given: unknown },
  db: Database,
): Promise<Record<string, unknown>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new AttestaError('badge-api.profile', { member: 'Profile' })
  const present = await readProfile({ holderId }, db)
  const fixed = ['@context', 'id', 'type', 'name', 'email'] as const
  const { '@context': context, id, type, name, email, ...rest } = given as Record<string, unknown>
  const told: Record<string, unknown> = { '@context': context, id, type, name, email }
  for (const member of fixed) {
    if (told[member] !== undefined && !isSame(told[member], present[member])) throw new AttestaError('badge-api.profile', { member })
  }
  const read = written.safeParse(rest)
  if (!read.success) throw new AttestaError('badge-api.profile', { member: memberOf(read.error) })
  await db.rows('UPDATE badge_holder SET profile = $2 WHERE id = $1', [holderId, read.data])
  return readProfile({ holderId }, db)
}

/** A single value stands for a list of one, as JSON-LD has it. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(Array.isArray(one) ? one : [one]) === JSON.stringify(Array.isArray(other) ? other : [other])
}

/** Names of our own alone: one that was sent may be anything. */
function memberOf({ issues }: z.ZodError): string {
  const [first] = issues
  return first?.code === 'unrecognized_keys' ? 'a member that is not taken' : String(first?.path[0] ?? 'Profile')
}
