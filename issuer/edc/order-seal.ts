import { randomUUID } from 'node:crypto'
import type { Attestation } from '../../credential/attestation/attestation.ts'
import { signOrder } from '../../credential/chain/index.ts'
import type { Signer } from '../../credential/crypto/port.ts'
import type { Database } from '../db/database.ts'
import type { Sealer } from './manner.ts'

export interface OrderSealInput {
  readonly attestation: Pick<Attestation, 'id' | 'body'>
  /** The body. */
  readonly organisation: { readonly id: string }
  readonly by: Sealer
  /** Digest of the document, as `digestToOrder` gives it. */
  readonly document: string
  readonly at: Date
  /** The body's active key. */
  readonly signer: Signer
}

/**
 * The body's order that this document be sealed by its mandate. It is written down before it is signed; whoever withdraws the mandate
 * waits for those under way, and after that none is written down.
 *
 * @throws AttestaError `edc.no-mandate` when the mandate was withdrawn meanwhile
 */
export async function orderSeal(input: OrderSealInput, db: Database): Promise<string> {
  const { attestation, organisation, by, document, at, signer } = input
  const { did: mandatary, mandateId } = by
  await db.rows(
    `INSERT INTO edc_order (id, organisation_id, mandate_id, attestation_id, document, kid, ordered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [randomUUID(), organisation.id, mandateId, attestation.id.replace('urn:uuid:', ''), document, signer.kid, at],
  )
  const body = attestation.body.id
  return signOrder({ body, mandatary, mandate: `urn:uuid:${mandateId}`, document, at, signer, kid: `${body}#${signer.kid}` })
}
