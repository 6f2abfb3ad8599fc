import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'

/** The four texts of one list; they share their address up to the last segment. */
export const FORMS = ['token', 'revocation', 'suspension', 'changes'] as const
export type Form = (typeof FORMS)[number]

/** A list, and the text last signed for one of its forms. */
export interface StatusList {
  readonly id: string
  readonly organisationId: string
  readonly slug: string
  readonly did: string
  readonly number: number
  readonly size: number
  /** How many changes it contains now: rows are only ever added, so equal numbers mean equal content. */
  readonly version: string
  readonly published: { readonly version: string; readonly content: string; readonly kid: string; readonly signedAt: Date } | undefined
}

interface Row extends Omit<StatusList, 'published'> {
  publishedVersion: string | null
  content: string
  kid: string
  signedAt: Date
}

/** @throws AttestaError `status-list.unknown` */
export async function findStatusList({
  slug,
  number,
  form,
  pool,
}: {
  slug: string
  number: number
  form: Form
  pool: Pool
}): Promise<StatusList> {
  const { rows } = await pool.query<Row>(
    `SELECT l.id, l.organisation_id AS "organisationId", g.slug, g.did, l.number, l.size,
         (SELECT count(*) FROM status_change c WHERE c.list_id = l.id) AS version,
         p.version AS "publishedVersion", p.content, p.kid, p.signed_at AS "signedAt"
       FROM status_list l JOIN organisation g ON g.id = l.organisation_id
       LEFT JOIN status_publication p ON p.list_id = l.id AND p.form = $3
       WHERE g.slug = $1 AND l.number = $2`,
    [slug, number, form],
  )
  const row = rows[0]
  if (row === undefined) throw new AttestaError('status-list.unknown')
  const { publishedVersion, content, kid, signedAt, ...list } = row
  return { ...list, published: publishedVersion === null ? undefined : { version: publishedVersion, content, kid, signedAt } }
}
