import { createHash, randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor.ts'
import { parseRelease } from '../repertory/release.ts'
import { ADMINISTRATION } from './grants/require-administrator.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

type Needs = Pick<World, 'db' | 'now'>

/** The repertory is the Region's, and of its administrators. */
export function requireRepertory({ role, tasks }: Actor): void {
  requireThat(role === 'region' && tasks.includes(ADMINISTRATION), 'release-file.not-allowed')
}

export interface UploadReleaseInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly name: string
  /** The day from which bodies choose from it, once it is accepted. */
  readonly validFrom: string
  readonly content: string
}

/** The first pair of eyes puts a release in; nobody chooses from it before another accepts it. */
export async function uploadRelease(input: UploadReleaseInput, { db, now }: Needs): Promise<{ id: string }> {
  const { actor, name, validFrom, content } = input
  requireRepertory(actor)
  const release = parseRelease(content)
  const sha256 = createHash('sha256').update(content).digest()
  const organisationId = actor.organisation.id
  const about = { name, validFrom, sha256: sha256.toString('hex') }
  return db.transaction({ organisationId, key: input.idempotencyKey, action: 'upload-release', input: about }, async (tx) => {
    const id = randomUUID()
    await tx.rows(
      `INSERT INTO repertory_release (id, organisation_id, name, content, sha256, valid_from, uploaded_by, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, organisationId, name, JSON.stringify(release), sha256, validFrom, actor.accountId, now()],
    )
    tx.audit({ organisationId, action: 'repertory.uploaded', actor: actor.accountId, subject: id, facts: { sha256: about.sha256 } })
    return { id }
  })
}

export interface DecideReleaseInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly releaseId: string
  /** Why not; absent: it is accepted. */
  readonly refusal?: string
}

/** The second pair of eyes accepts a release, or refuses it and says why; whoever uploaded it may only take it back. */
export async function decideRelease({ actor, idempotencyKey, releaseId, refusal }: DecideReleaseInput, { db, now }: Needs) {
  const decision = refusal === undefined ? 'accepted' : 'refused'
  const organisationId = actor.organisation.id
  const request = { organisationId, key: idempotencyKey, action: `release.${decision}`, input: { releaseId, refusal } }
  return db.transaction(request, async (tx) => {
    requireRepertory(actor)
    const found = await tx.row<{ uploaded_by: string; decision: string | null }>(
      'SELECT uploaded_by, decision FROM repertory_release WHERE id = $1 AND organisation_id = $2 FOR UPDATE',
      [releaseId, organisationId],
    )
    requireThat(found !== undefined, 'release-file.unknown')
    requireThat(found.decision === null, 'release-file.decided')
    requireThat(decision === 'refused' || found.uploaded_by !== actor.accountId, 'release-file.four-eyes')
    await tx.rows('UPDATE repertory_release SET decided_by = $2, decided_at = $3, decision = $4, decision_reason = $5 WHERE id = $1', [
      releaseId,
      actor.accountId,
      now(),
      decision,
      refusal?.trim() ?? null,
    ])
    tx.audit({ organisationId, action: `repertory.${decision}`, actor: actor.accountId, subject: releaseId, facts: {} })
    return { decision }
  })
}
