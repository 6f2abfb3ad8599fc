import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'

export interface PublishedOrganisation {
  readonly id: string
  readonly slug: string
  readonly did: string
}

/** @throws AttestaError `organisation.unknown` */
export async function findOrganisation({ slug, pool }: { slug: string; pool: Pool }): Promise<PublishedOrganisation> {
  const { rows } = await pool.query<PublishedOrganisation>('SELECT id, slug, did FROM organisation WHERE slug = $1', [slug])
  const organisation = rows[0]
  if (organisation === undefined) throw new AttestaError('organisation.unknown')
  return organisation
}
