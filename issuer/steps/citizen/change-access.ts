import type { Transaction } from '../../db/database.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import type { AccessInput } from './give-access.ts'
import { lockOwnCase } from './lock-own-case.ts'

/** Ends the link of a case: whoever is looking with it sees nothing from now on. @throws AttestaError `citizen.no-access` */
export async function revokeAccess(input: AccessInput, world: World): Promise<null> {
  return withOpenAccess(input, 'citizen.access-revoked', world, async ({ accessId, tx, at }) => {
    await tx.rows('UPDATE citizen_access SET revoked_at = $2, revoked_by = $3 WHERE id = $1', [accessId, at, input.actor.accountId])
  })
}

/** Sends the link once more, never the code. @throws AttestaError `citizen.no-access`, `citizen.no-mail` */
export async function resendAccess(input: AccessInput, world: World): Promise<null> {
  return withOpenAccess(input, 'citizen.access-sent', world, async ({ accessId, email, tx }) => {
    requireThat(email !== null, 'citizen.no-mail')
    tx.outbox({ organisationId: input.actor.organisation.id, topic: 'citizen.link', payload: { accessId } })
  })
}

type Work = (open: { accessId: string; email: string | null; tx: Transaction; at: Date }) => Promise<void>

async function withOpenAccess(
  { actor, idempotencyKey: key, caseId, seen }: AccessInput,
  action: string,
  { db, now }: World,
  work: Work,
): Promise<null> {
  const organisationId = actor.organisation.id
  return db.transaction({ organisationId, key, action, input: { caseId } }, async (tx) => {
    await lockOwnCase({ caseId, actor, seen }, tx)
    const at = now()
    const open = await tx.row<{ id: string; email: string | null }>(
      `SELECT a.id, p.email FROM citizen_access a JOIN ivc_case k ON k.id = a.case_id JOIN person p ON p.id = k.person_id
       WHERE a.case_id = $1 AND a.revoked_at IS NULL AND a.expires_at > $2 FOR UPDATE OF a`,
      [caseId, at],
    )
    requireThat(open !== undefined, 'citizen.no-access')
    await work({ accessId: open.id, email: open.email, tx, at })
    tx.audit({ organisationId, action, actor: actor.accountId, subject: caseId, facts: { accessId: open.id } })
    return null
  })
}
