import { randomBytes, randomUUID } from 'node:crypto'
import type { Actor } from '../../auth/actor.ts'
import { addressOf, drawAccessSecrets, hashOfCode, hashOfLink, linkPurpose } from '../../citizen/secrets.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { lockOwnCase } from './lock-own-case.ts'

export const ACCESS_CHANNELS = ['paper', 'mail'] as const

/** How long a link works. A working default: long enough for the phases between two visits, short for a slip that was lost. */
const DAYS = 90

export interface AccessInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly caseId: string
}

export interface GivenAccess {
  readonly accessId: string
  /** The address with its secret, and as it is typed from paper. Shown once. */
  readonly address: string
  readonly link: string
  /** To be given by another way than the link. Shown once, kept nowhere. */
  readonly code: string
  readonly expiresAt: Date
}

/**
 * Hands out the link and the code with which a person looks at their own case; an earlier one of the same case ends here. The secrets
 * leave once: they are not among what a repeated request is answered with, because that is kept.
 *
 * @throws AttestaError `case.unknown`, `case.wrong-office`, `case.no-task`, `citizen.no-mail`, `citizen.already-made`
 */
export async function giveAccess(
  { actor, idempotencyKey: key, caseId, channel, seen }: AccessInput & { readonly channel: (typeof ACCESS_CHANNELS)[number] },
  { db, now, issuerUrl, wrapping }: World,
): Promise<GivenAccess> {
  let given: GivenAccess | undefined
  const organisationId = actor.organisation.id
  await db.transaction({ organisationId, key, action: 'citizen.access', input: { caseId, channel } }, async (tx) => {
    const { personId } = await lockOwnCase({ caseId, actor, seen }, tx)
    if (channel === 'mail') {
      const known = await tx.row<{ email: string | null }>('SELECT email FROM person WHERE id = $1', [personId])
      requireThat(known?.email != null, 'citizen.no-mail')
    }
    const at = now()
    const accessId = randomUUID()
    const { link, code } = drawAccessSecrets()
    const salt = randomBytes(16)
    const expiresAt = new Date(at.getTime() + DAYS * 86_400_000)
    await tx.rows('UPDATE citizen_access SET revoked_at = $2, revoked_by = $3 WHERE case_id = $1 AND revoked_at IS NULL', [
      caseId,
      at,
      actor.accountId,
    ])
    await tx.rows(
      `INSERT INTO citizen_access (id, organisation_id, case_id, link_hash, link_sealed, code_hash, code_salt, channel, made_by, made_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        accessId,
        organisationId,
        caseId,
        hashOfLink(link),
        wrapping.wrap(linkPurpose(accessId), Buffer.from(link)),
        hashOfCode({ link, salt, code }),
        salt,
        channel,
        actor.accountId,
        at,
        expiresAt,
      ],
    )
    tx.audit({ organisationId, action: 'citizen.access-given', actor: actor.accountId, subject: caseId, facts: { accessId, channel } })
    if (channel === 'mail') tx.outbox({ organisationId, topic: 'citizen.link', payload: { accessId } })
    given = { accessId, address: addressOf({ issuerUrl, link }), link, code, expiresAt }
    return { accessId }
  })
  requireThat(given !== undefined, 'citizen.already-made')
  return given
}
