import type { Transaction } from '../db/database.ts'
import { requireThat } from './require-that.ts'

/** An organisation as an act names it. */
export interface Body {
  readonly slug: string
  readonly did: string
  readonly name: string
  readonly legalBasis: string
  readonly country: string
  readonly region: string
}

/** @throws AttestaError `organisation.unknown` */
export async function readBody(id: string, tx: Pick<Transaction, 'row'>): Promise<Body> {
  const body = await tx.row<Body>('SELECT slug, did, name, legal_basis AS "legalBasis", country, region FROM organisation WHERE id = $1', [
    id,
  ])
  requireThat(body !== undefined, 'organisation.unknown')
  return body
}
