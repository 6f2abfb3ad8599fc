import { AttestaError } from '../../credential/errors.ts'
import { noteRendering } from '../renderings/note-rendering.ts'
import { openBadge } from '../renderings/open-badge.ts'
import { statusPageUrl } from '../status-page/address.ts'
import type { World } from '../steps/world.ts'

/**
 * The signed badge of an act that platforms are given. It is signed once for each key of its body: a platform that asks every hour gets
 * the same bytes, and leaves no row each time. That it was made is written down as for any other file.
 */
export async function copyOf({ attestationId }: { attestationId: string }, world: World): Promise<string> {
  const { db, now, issuerUrl } = world
  const [act] = await db.rows<{ organisation_id: string; slug: string; kid: string | null; content: string | null }>(
    `SELECT a.organisation_id, g.slug, c.kid, c.content FROM attestation a JOIN organisation g ON g.id = a.organisation_id
       LEFT JOIN badge_copy c ON c.attestation_id = a.id WHERE a.id = $1`,
    [attestationId],
  )
  if (act === undefined) throw new AttestaError('attestation.unknown')
  const { organisation_id: organisationId, slug } = act
  const signer = await world.signerFor(slug)
  if (act.content !== null && act.kid === signer.kid) return act.content

  const at = now()
  const noted = await noteRendering({ attestationId, organisationId, form: 'open-badge', kid: signer.kid, at }, db)
  if (noted === undefined) throw new AttestaError('attestation.unknown')
  const { number, digest, record: attestation, pageSecret: secret } = noted
  const statusPage = statusPageUrl({ issuerUrl, number, secret })
  const organisation = { id: organisationId, slug }
  const content = String(await openBadge.render({ attestation, digest, organisation, signer, at, statusPage, world }))
  await db.rows(
    `INSERT INTO badge_copy (attestation_id, organisation_id, kid, content, made_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (attestation_id) DO UPDATE SET kid = $3, content = $4, made_at = $5`,
    [attestationId, organisationId, signer.kid, content, at],
  )
  return content
}
