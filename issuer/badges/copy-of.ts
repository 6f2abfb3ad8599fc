import type { Attestation } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import { hashedEmail } from '../../credential/open-badge/index.ts'
import { findAct, isNoted, noteRendering } from '../renderings/note-rendering.ts'
import { openBadge } from '../renderings/open-badge.ts'
import { statusPageUrl } from '../status-page/address.ts'
import type { World } from '../steps/world.ts'

export interface CopyInput {
  readonly attestationId: string
  /** An address of the person that the badge can be compared with. */
  readonly email?: string
  /** A platform that the person admitted, which is an entry of the act's history, or a learner record, which has an entry of its own. */
  readonly goesTo: 'platform' | 'record'
}

/**
 * The signed badge of an act. It is signed once for each key of its body, and once for each address that it can be compared with: a platform
 * that asks every hour gets the same bytes, and leaves no row each time. That a platform was given it is written down as for any other file.
 */
export async function copyOf({ attestationId, email, goesTo }: CopyInput, world: World): Promise<string> {
  const { db, now, issuerUrl } = world
  const [act] = await db.rows<{ organisation_id: string; slug: string; salts: Attestation['salts'] }>(
    `SELECT a.organisation_id, g.slug, a.record -> 'salts' AS salts FROM attestation a JOIN organisation g ON g.id = a.organisation_id
     WHERE a.id = $1`,
    [attestationId],
  )
  if (act === undefined) throw new AttestaError('attestation.unknown')
  const { organisation_id: organisationId, slug, salts } = act
  const recipient = email === undefined ? '' : hashedEmail({ attestation: { salts }, email }).identityHash
  const signer = await world.signerFor(slug)
  const [kept] = await db.rows<{ kid: string; content: string }>(
    'SELECT kid, content FROM badge_copy WHERE attestation_id = $1 AND recipient = $2',
    [attestationId, recipient],
  )
  const at = now()
  const note = { attestationId, organisationId, form: 'open-badge', kid: signer.kid, at, toHolder: true }
  if (kept?.kid === signer.kid) {
    if (goesTo === 'platform' && !(await isNoted(note, db))) await noteRendering(note, db)
    return kept.content
  }
  const found = goesTo === 'platform' ? await noteRendering(note, db) : await findAct(note, db)
  if (found === undefined) throw new AttestaError('attestation.unknown')
  const { number, digest, record: attestation, pageSecret: secret } = found
  const statusPage = statusPageUrl({ issuerUrl, number, secret })
  const organisation = { id: organisationId, slug }
  const named = email === undefined ? {} : { email }
  const content = String(await openBadge.render({ attestation, digest, organisation, signer, at, statusPage, ...named, world }))
  await db.rows(
    `INSERT INTO badge_copy (attestation_id, organisation_id, kid, content, made_at, recipient) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (attestation_id, recipient) DO UPDATE SET kid = $3, content = $4, made_at = $5`,
    [attestationId, organisationId, signer.kid, content, at, recipient],
  )
  return content
}
