import { randomBytes } from 'node:crypto'
import { AttestaError } from '../../credential/errors.ts'
import { hashOfSecret } from '../auth/session.ts'
import type { Database } from '../db/database.ts'
import { hashOfLink, isCode, readCode, readLink } from './secrets.ts'

/** As many as the table allows; after that the body has to give another. */
const TRIES = 5
const MINUTES = 30

interface Row {
  id: string
  code_hash: Buffer
  code_salt: Buffer
  wrong_tries: number
  ended: boolean
}

/**
 * A link and its code become a look of half an hour. A try is counted before it is judged, in one statement, so that a hundred at the
 * same moment are a hundred tries; the right code takes it back.
 *
 * @throws AttestaError `citizen.wrong-link`, `citizen.link-ended`, `citizen.blocked`, `citizen.wrong-code`
 */
export async function enterWithCode(
  typed: { readonly link: string; readonly code: string },
  { db, now }: { db: Database; now: () => Date },
): Promise<{ secret: string; expiresAt: Date }> {
  const at = now()
  const link = readLink(typed.link)
  if (link === undefined) throw new AttestaError('citizen.wrong-link')
  const [access] = await db.rows<Row>(
    `SELECT id, code_hash, code_salt, wrong_tries, revoked_at IS NOT NULL OR expires_at <= $2 AS ended FROM citizen_access WHERE link_hash = $1`,
    [hashOfLink(link), at],
  )
  if (access === undefined) throw new AttestaError('citizen.wrong-link')
  if (access.ended) throw new AttestaError('citizen.link-ended')
  const [counted] = await db.rows<{ wrong_tries: number }>(
    'UPDATE citizen_access SET wrong_tries = wrong_tries + 1 WHERE id = $1 AND wrong_tries < $2 RETURNING wrong_tries',
    [access.id, TRIES],
  )
  if (counted === undefined) throw new AttestaError('citizen.blocked')
  const code = readCode(typed.code)
  if (code === undefined || !isCode({ link, salt: access.code_salt, code }, access.code_hash)) {
    const remaining = TRIES - counted.wrong_tries
    throw remaining === 0 ? new AttestaError('citizen.blocked') : new AttestaError('citizen.wrong-code', { remaining })
  }
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(at.getTime() + MINUTES * 60_000)
  await db.rows(
    `WITH used AS (UPDATE citizen_access SET wrong_tries = 0, first_used_at = coalesce(first_used_at, $4), last_used_at = $4 WHERE id = $2 RETURNING id)
     INSERT INTO citizen_session (id_hash, access_id, csrf, created_at, expires_at) SELECT $1, id, $3, $4, $5 FROM used`,
    [hashOfSecret(secret), access.id, randomBytes(24).toString('base64url'), at, expiresAt],
  )
  return { secret, expiresAt }
}
