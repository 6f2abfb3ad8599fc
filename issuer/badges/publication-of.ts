import type { Pool, PoolClient } from 'pg'
import type { Attestation } from '../../credential/attestation/attestation.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import type { HashedIdentity, Publication } from '../../credential/open-badge/index.ts'
import { pictureAddress } from './own-picture.ts'
import { refreshAddress } from './refresh-address.ts'

export interface PublicationOfInput {
  readonly attestation: Pick<Attestation, 'id' | 'body'>
  readonly slug: string
  readonly holderDid?: string
  readonly email?: HashedIdentity
}

export interface PublicationWorld {
  /** Where it is asked: a transaction, where one is open. */
  readonly db: Pool | PoolClient
  readonly pool: Pool
  readonly issuerUrl: string
}

/** What we publish about a badge: its picture, its newer copy, and the endorsement that the Region sealed with the body's recognition. */
export async function publicationOf(
  { attestation, slug, holderDid, email }: PublicationOfInput,
  { db, pool, issuerUrl }: PublicationWorld,
): Promise<Publication> {
  // `urn:uuid:` and the id of its row.
  const attestationId = attestation.id.slice('urn:uuid:'.length)
  const { rows } = await db.query<{ document: JsonObject }>(
    `SELECT e.document FROM attestation a JOIN recognition_endorsement e ON e.recognition_id = a.recognition_id WHERE a.id = $1`,
    [attestationId],
  )
  const [endorsed] = rows
  const copy = { attestationId, ...(holderDid === undefined ? {} : { holderDid }), ...(email === undefined ? {} : { email }) }
  return {
    picture: await pictureAddress({ issuerUrl, slug, name: attestation.body.legalName }, db),
    refresh: await refreshAddress({ copy, issuerUrl, pool }),
    ...(endorsed === undefined ? {} : { endorsement: endorsed.document }),
  }
}
