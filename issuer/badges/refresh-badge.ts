import type { Attestation } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import type { World } from '../steps/world.ts'
import { publicationOf } from './publication-of.ts'
import { readRefreshToken } from './refresh-address.ts'
import { signBadge } from './sign-badge.ts'

/**
 * A newer copy of a badge whose technical life ended: the same act, bound to the same key, signed today. What was annulled or replaced is
 * not signed anew; its state is published, and that answer is final.
 *
 * @throws AttestaError `badge.refresh-unknown`, `badge.refresh-ended`
 */
export async function refreshBadge(
  { token, lifetimeSeconds }: { token: string; lifetimeSeconds: number },
  world: World,
): Promise<JsonObject> {
  const { db, now, signerFor, issuerUrl } = world
  const { attestationId, holderDid, email } = await readRefreshToken({ token, pool: db.pool })
  const [found] = await db.rows<{ slug: string; digest: string; record: Attestation; word: string }>(
    `SELECT g.slug, a.digest, a.record,
       coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word
     FROM attestation a JOIN organisation g ON g.id = a.organisation_id WHERE a.id = $1`,
    [attestationId],
  )
  if (found === undefined) throw new AttestaError('badge.refresh-unknown')
  if (found.word === 'annullato' || found.word === 'sostituito') throw new AttestaError('badge.refresh-ended')
  const { slug, digest, record } = found
  const at = now()
  const bound = { ...(holderDid === undefined ? {} : { holderDid }), ...(email === undefined ? {} : { email }) }
  return signBadge({
    attestation: record,
    digest,
    ...bound,
    publication: await publicationOf({ attestation: record, slug, ...bound }, { db: db.pool, pool: db.pool, issuerUrl }),
    signer: await signerFor(slug),
    at,
    // A file has no technical end; a copy in a wallet gets the one that wallets' copies have.
    ...(holderDid === undefined ? {} : { expiresAt: new Date(at.getTime() + lifetimeSeconds * 1000) }),
  })
}
