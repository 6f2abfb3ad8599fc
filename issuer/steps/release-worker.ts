import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import { releaseAttestation } from './release-attestation.ts'
import type { World } from './world.ts'

export interface ReleaseWorkerInput {
  readonly actor: Actor
  /** Told of each release after it is durable. */
  readonly onReleased?: (released: { caseId: string; number: string; digest: string }) => void
  /** How many cases to look at before stopping. */
  readonly limit?: number
}

/** What another worker, or this one before it died, has already done. */
const DONE: ReadonlySet<string> = new Set(['release.already', 'release.wrong-state'])

/**
 * Releases what waits for release at a body, one transaction each. Any number may run beside one another and die at any point:
 * the key of each release is the case's own, so that a release that was done is answered, not repeated.
 *
 * @returns how many this call released
 */
export async function runReleaseWorker(
  { actor, onReleased, limit = Number.POSITIVE_INFINITY }: ReleaseWorkerInput,
  world: World,
): Promise<number> {
  let released = 0
  for (let looked = 0; looked < limit; looked++) {
    const [next] = await world.db.rows<{ id: string }>(
      `SELECT id FROM ivc_case WHERE organisation_id = $1 AND state = 'verbale_firmato' ORDER BY random() LIMIT 1`,
      [actor.organisation.id],
    )
    if (next === undefined) break
    try {
      const { number, digest } = await releaseAttestation({ actor, idempotencyKey: `release-${next.id}`, caseId: next.id }, world)
      released++
      onReleased?.({ caseId: next.id, number, digest })
    } catch (error) {
      if (!(error instanceof AttestaError && DONE.has(error.code))) throw error
    }
  }
  return released
}
