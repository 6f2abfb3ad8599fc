import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Pool } from 'pg'
import { decodeText, encodeText } from '../../credential/base64url.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { HashedIdentity } from '../../credential/open-badge/index.ts'

/** Which copy of which badge: enough to make it anew, and nothing about the person that the badge itself does not say. */
export interface RefreshedCopy {
  /** Id of the row of the attestation. */
  readonly attestationId: string
  /** DID of the holder's key, of a copy that is bound to one. */
  readonly holderDid?: string
  /** Of a copy that can be compared with an address: its hash, as the badge carries it. */
  readonly email?: HashedIdentity
}

export const REFRESH_PATH = '/badges/refresh/'

const secrets = new WeakMap<Pool, Promise<Buffer>>()

/**
 * Address where a newer copy of a badge is handed out (1EdTech Credential Refresh). It is written into the badge, so whoever knows it has the
 * badge already; its last part is a code of ours, or a thief could ask for a copy bound to a key of his own.
 */
export async function refreshAddress({ copy, issuerUrl, pool }: { copy: RefreshedCopy; issuerUrl: string; pool: Pool }): Promise<string> {
  const { attestationId, holderDid, email } = copy
  const rest = email === undefined ? (holderDid === undefined ? [] : [holderDid]) : [holderDid ?? null, email.identityHash, email.salt]
  const text = encodeText(JSON.stringify([attestationId, ...rest]))
  return `${issuerUrl}${REFRESH_PATH}${text}.${codeOf(text, await secretOf(pool))}`
}

/** @throws AttestaError `badge.refresh-unknown` */
export async function readRefreshToken({ token, pool }: { token: string; pool: Pool }): Promise<RefreshedCopy> {
  const [text = '', code = ''] = token.split('.')
  const [given, expected] = [Buffer.from(code), Buffer.from(codeOf(text, await secretOf(pool)))]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new AttestaError('badge.refresh-unknown')
  const [attestationId, holderDid, identityHash, salt]: readonly (string | null)[] = JSON.parse(decodeText(text))
  return {
    attestationId: attestationId ?? '',
    ...(typeof holderDid === 'string' ? { holderDid } : {}),
    ...(typeof identityHash === 'string' && typeof salt === 'string' ? { email: { identityHash, salt } } : {}),
  }
}

function codeOf(text: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22)
}

/** Drawn by the first process and found by all others. Whoever can read the database can read every badge anyway. */
export function secretOf(pool: Pool): Promise<Buffer> {
  const known = secrets.get(pool) ?? drawSecret(pool)
  secrets.set(pool, known)
  known.catch(() => secrets.delete(pool))
  return known
}

async function drawSecret(pool: Pool): Promise<Buffer> {
  await pool.query(
    `INSERT INTO oauth_payload (model, id, payload) VALUES ('SharedSecret', 'badge-refresh', jsonb_build_object('secret', $1::text)) ON CONFLICT DO NOTHING`,
    [randomBytes(32).toString('base64url')],
  )
  const { rows } = await pool.query<{ secret: string }>(
    `SELECT payload->>'secret' AS secret FROM oauth_payload WHERE model = 'SharedSecret' AND id = 'badge-refresh'`,
  )
  const [row] = rows
  if (row === undefined) throw new Error('the secret just kept is not there')
  return Buffer.from(row.secret, 'base64url')
}
