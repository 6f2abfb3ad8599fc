import { createHash, randomInt, randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { MIN_ENTRIES } from '../../credential/status/index.ts'
import type { ApiInstance, StatusPurpose } from './instance.ts'

const TRIES = 50

export interface StatusDeps {
  readonly pool: Pool
  /** Address of the lists, without a trailing slash. */
  readonly listsUrl: string
}

interface ReserveInput {
  readonly instance: ApiInstance & { readonly list: string }
  readonly credentialId: string | undefined
}

/**
 * Reserves a random position in the instance's list before anything is signed, and returns the entry for it: revocation, which is final.
 *
 * @throws AttestaError `status-list.full`
 */
export async function reserveEntry({ instance, credentialId }: ReserveInput, { pool, listsUrl }: StatusDeps): Promise<JsonObject> {
  const { list, organisation = null } = instance
  // Without an identifier nobody could name it again; its place is taken all the same.
  const hash = hashOf(credentialId ?? randomUUID())
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { rows } = await pool.query<{ idx: number }>(
      `WITH new AS (
         INSERT INTO vc_api_entry (list, idx, organisation_id, credential_hash)
         VALUES ($1, $2, (SELECT id FROM organisation WHERE slug = $3), $4) ON CONFLICT DO NOTHING RETURNING idx)
       SELECT idx FROM new UNION ALL SELECT idx FROM vc_api_entry WHERE list = $1 AND credential_hash = $4 LIMIT 1`,
      [list, randomInt(MIN_ENTRIES), organisation, hash],
    )
    const index = rows[0]?.idx
    if (index !== undefined) return entryOf({ url: `${listsUrl}/${list}/revocation`, index })
  }
  throw new AttestaError('status-list.full', { size: MIN_ENTRIES })
}

function entryOf({ url, index }: { url: string; index: number }): JsonObject {
  return {
    id: `${url}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: url,
  }
}

export interface ChangeInput {
  readonly lists: readonly string[]
  readonly credentialId: string
  readonly purpose: StatusPurpose
  readonly set: boolean
}

/**
 * Writes a change as a row of its own; the list follows from the rows.
 *
 * @throws AttestaError `vc-api.credential-unknown`
 */
export async function changeStatus({ lists, credentialId, purpose, set }: ChangeInput, { pool }: Pick<StatusDeps, 'pool'>): Promise<void> {
  const { rowCount } = await pool.query(
    `INSERT INTO vc_api_change (list, idx, organisation_id, purpose, set)
     SELECT list, idx, organisation_id, $3, $4 FROM vc_api_entry WHERE list = ANY($1) AND credential_hash = $2`,
    [lists, hashOf(credentialId), purpose, set],
  )
  if (rowCount === 0) throw new AttestaError('vc-api.credential-unknown')
}

/** Positions whose bit is set, by the latest row of each. */
export async function setPositions({ list, purpose }: { list: string; purpose: StatusPurpose }, pool: Pool): Promise<readonly number[]> {
  const { rows } = await pool.query<{ idx: number }>(
    `SELECT idx FROM (SELECT DISTINCT ON (idx) idx, set FROM vc_api_change WHERE list = $1 AND purpose = $2 ORDER BY idx, seq DESC) latest
     WHERE set ORDER BY idx`,
    [list, purpose],
  )
  return rows.map(({ idx }) => idx)
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
