import { createHash, randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { repertoryInForce } from '../repertory/in-force.ts'
import { type Contents, countRows, type ReleaseKind } from '../repertory/kinds.ts'
import { parseRelease } from '../repertory/parse-release.ts'
import { ADMINISTRATION } from './grants/require-administrator.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged, type Shown } from './require-unchanged.ts'
import { shownRelease } from './shown.ts'
import type { World } from './world.ts'

type Needs = Pick<World, 'db' | 'now'>

/** The repertory and the Atlante are the Region's, and of its administrators. */
export function requireRepertory({ role, tasks }: Actor): void {
  requireThat(role === 'region' && tasks.includes(ADMINISTRATION), 'release-file.not-allowed')
}

export interface UploadReleaseInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly kind: ReleaseKind
  readonly name: string
  /** The day from which bodies choose from it, once it is accepted. */
  readonly validFrom: string
  readonly content: string
}

/**
 * The first pair of eyes puts a release in; nobody chooses from it before another accepts it.
 *
 * @throws AttestaError `release-file.*`; `release-file.unknown-link` when an activity speaks for a competence that the repertory does not
 *   have on the release's first day
 */
export async function uploadRelease(input: UploadReleaseInput, { db, now }: Needs): Promise<{ id: string }> {
  const { actor, kind, name, validFrom, content } = input
  requireRepertory(actor)
  const release = parseRelease(content, kind)
  const sha256 = createHash('sha256').update(content).digest()
  const organisationId = actor.organisation.id
  const about = { kind, name, validFrom, sha256: sha256.toString('hex') }
  return db.transaction({ organisationId, key: input.idempotencyKey, action: 'upload-release', input: about }, async (tx) => {
    if ('areas' in release) await requireLinks(release, { organisationId, at: new Date(`${validFrom}T12:00:00Z`) }, tx)
    const id = randomUUID()
    await tx.rows(
      `INSERT INTO repertory_release (id, organisation_id, kind, name, content, counts, sha256, valid_from, uploaded_by, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        organisationId,
        kind,
        name,
        JSON.stringify(release),
        JSON.stringify(countRows(kind, release)),
        sha256,
        validFrom,
        actor.accountId,
        now(),
      ],
    )
    tx.audit({ organisationId, action: `${kind}.uploaded`, actor: actor.accountId, subject: id, facts: { sha256: about.sha256 } })
    return { id }
  })
}

async function requireLinks(
  { areas }: Contents['atlante'],
  on: { organisationId: string; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<void> {
  const { competences } = await repertoryInForce(on, tx)
  const known = new Set(competences.map(({ id }) => id))
  for (const { code, competences: links = [] } of areas.flatMap(({ activities }) => activities)) {
    const lost = links.find(({ entry }) => !known.has(entry))
    requireThat(lost === undefined, 'release-file.unknown-link', { id: lost?.entry ?? '', activity: code })
  }
}

export interface DecideReleaseInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly releaseId: string
  /** Why not; absent: it is accepted. */
  readonly refusal?: string
}

/** The second pair of eyes accepts a release, or refuses it and says why; whoever uploaded it may only take it back. */
export async function decideRelease({ actor, idempotencyKey, releaseId, refusal, seen }: DecideReleaseInput, { db, now }: Needs) {
  const decision = refusal === undefined ? 'accepted' : 'refused'
  const organisationId = actor.organisation.id
  const request = { organisationId, key: idempotencyKey, action: `release.${decision}`, input: { releaseId, refusal } }
  return db.transaction(request, async (tx) => {
    requireRepertory(actor)
    const found = await tx.row<{ kind: ReleaseKind; uploaded_by: string; decision: string | null }>(
      'SELECT kind, uploaded_by, decision FROM repertory_release WHERE id = $1 AND organisation_id = $2 FOR UPDATE',
      [releaseId, organisationId],
    )
    requireThat(found !== undefined, 'release-file.unknown')
    await requireUnchanged({ ...(await shownReleaseOf(found.kind, organisationId, tx)), version: seen }, tx)
    requireThat(found.decision === null, 'release-file.decided')
    requireThat(decision === 'refused' || found.uploaded_by !== actor.accountId, 'release-file.four-eyes')
    await tx.rows('UPDATE repertory_release SET decided_by = $2, decided_at = $3, decision = $4, decision_reason = $5 WHERE id = $1', [
      releaseId,
      actor.accountId,
      now(),
      decision,
      refusal?.trim() ?? null,
    ])
    tx.audit({ organisationId, action: `${found.kind}.${decision}`, actor: actor.accountId, subject: releaseId, facts: {} })
    return { decision }
  })
}

/** The release and those of its kind beside which it is read. */
export async function shownReleaseOf(kind: ReleaseKind, regionId: string, db: Pick<Transaction, 'rows'>): Promise<Shown> {
  const releases = await db.rows<{ id: string }>('SELECT id FROM repertory_release WHERE organisation_id = $1 AND kind = $2', [
    regionId,
    kind,
  ])
  return shownRelease({ kind, releaseIds: releases.map(({ id }) => id), regionId })
}
