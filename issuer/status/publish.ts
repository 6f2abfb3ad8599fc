import type { Pool } from 'pg'
import type { Signer } from '../../credential/crypto/port.ts'
import { composeList } from './compose-list.ts'
import { readCurrentChanges } from './read-changes.ts'
import { type Form, findStatusList, type StatusList } from './status-list.ts'

/** A text is signed anew after this long even if nothing changed, well before it expires. */
export const REFRESH_SECONDS = 6 * 3600
export const LIFETIME_SECONDS = 24 * 3600

export interface PublishInput {
  readonly slug: string
  readonly number: number
  readonly form: Form
  readonly at: Date
}

export interface PublishWorld {
  readonly pool: Pool
  readonly signerFor: (slug: string) => Promise<Signer> | Signer
  readonly issuerUrl: string
}

/**
 * The signed text of a list as the rows of `status_change` have it at this moment. It is built from them, never edited; signed
 * when somebody asks and something changed; and kept where every process finds it.
 *
 * @throws AttestaError `status-list.unknown`
 */
export async function publish({ slug, number, form, at }: PublishInput, { pool, signerFor, issuerUrl }: PublishWorld): Promise<string> {
  const list = await findStatusList({ slug, number, form, pool })
  const signer = await signerFor(slug)
  const { published } = list
  if (published !== undefined && isCurrent({ list, published, kid: signer.kid, at })) return published.content

  const { version, changes } = await readCurrentChanges({ listId: list.id, pool })
  const content = await composeList[form]({ list, changes, signer, issuerUrl, at, lifetimeSeconds: LIFETIME_SECONDS })
  return keep({ list, form, version, content, kid: signer.kid, at, pool })
}

function isCurrent({
  list,
  published,
  kid,
  at,
}: {
  list: StatusList
  published: NonNullable<StatusList['published']>
  kid: string
  at: Date
}): boolean {
  const age = at.getTime() - published.signedAt.getTime()
  return published.version === list.version && published.kid === kid && age >= 0 && age < REFRESH_SECONDS * 1000
}

/** Of two processes that signed at once the one that saw more stays; whoever saw less serves what it finds. */
async function keep({
  list,
  form,
  version,
  content,
  kid,
  at,
  pool,
}: {
  list: StatusList
  form: Form
  version: string
  content: string
  kid: string
  at: Date
  pool: Pool
}): Promise<string> {
  const { rowCount } = await pool.query(
    `INSERT INTO status_publication AS p (list_id, form, organisation_id, version, content, kid, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (list_id, form) DO UPDATE SET version = $4, content = $5, kid = $6, signed_at = $7
     WHERE p.version < $4 OR (p.version = $4 AND (p.kid <> $6 OR p.signed_at < $7::timestamptz - interval '1 second' OR p.signed_at > $7))`,
    [list.id, form, list.organisationId, version, content, kid, at],
  )
  if (rowCount === 1) return content
  const { rows } = await pool.query<{ content: string }>('SELECT content FROM status_publication WHERE list_id = $1 AND form = $2', [
    list.id,
    form,
  ])
  return rows[0]?.content ?? content
}
