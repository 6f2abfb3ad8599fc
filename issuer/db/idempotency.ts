import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import { AttestaError } from '../../credential/errors.ts'

/** A write that may be asked for twice (retry, double click, crash between commit and answer) and is done once. */
export interface Request {
  readonly organisationId: string
  /** `Idempotency-Key` of the request. */
  readonly key: string
  /** Verb and input: the same key for something else is refused. */
  readonly action: string
  readonly input: unknown
}

/**
 * Takes the key, or returns what the first request with it was answered. A second request that arrives while the first still
 * works waits on the unique key until that one commits or fails (security.md §4, idempotency).
 *
 * @throws AttestaError `idempotency.other-request` when the key was used for something else.
 */
export async function claimKey(client: PoolClient, request: Request): Promise<{ response: unknown } | undefined> {
  if (request.key.length < 8 || request.key.length > 200) throw new AttestaError('idempotency.key', {})
  const hash = createHash('sha256')
    .update(JSON.stringify([request.action, request.input]))
    .digest()
  const { rowCount } = await client.query(
    'INSERT INTO idempotency (organisation_id, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [request.organisationId, request.key, hash],
  )
  if (rowCount === 1) return undefined
  const { rows } = await client.query<{ request_hash: Buffer; response: unknown }>(
    'SELECT request_hash, response FROM idempotency WHERE organisation_id = $1 AND key = $2',
    [request.organisationId, request.key],
  )
  const first = rows[0]
  if (first === undefined || !first.request_hash.equals(hash)) throw new AttestaError('idempotency.other-request', {})
  return { response: first.response }
}

export async function keepResponse(client: PoolClient, request: Request, response: unknown): Promise<void> {
  await client.query('UPDATE idempotency SET response = $3 WHERE organisation_id = $1 AND key = $2', [
    request.organisationId,
    request.key,
    response === undefined ? null : JSON.stringify(response),
  ])
}
