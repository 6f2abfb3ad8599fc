import type { Pool, PoolClient } from 'pg'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { digestOf } from '../../../credential/attestation/index.ts'
import type { Signer } from '../../../credential/crypto/port.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { publicationOf } from '../../badges/publication-of.ts'
import { secretOf } from '../../badges/refresh-address.ts'
import { appendAudit } from '../../db/append-audit.ts'
import { BATCH_SIZE, type ConfigurationId } from '../configurations.ts'
import { inTransaction } from '../in-transaction.ts'
import { consumeNonce } from '../nonces/consume-nonce.ts'
import { type Offer, whyNotIssued } from '../offers/offer.ts'
import { ProtocolError } from '../protocol-error.ts'
import { refusal } from '../refusal.ts'
import { type RenderInput, renderings } from './render.ts'
import type { KeyProof } from './verify-key-proof.ts'

export interface IssueInput {
  /** From the access token's row. */
  readonly offerId: string
  readonly configurationId: ConfigurationId
  readonly proofs: readonly KeyProof[]
  readonly at: Date
}

export interface IssueWorld {
  readonly pool: Pool
  readonly signerFor: (slug: string) => Promise<Signer> | Signer
  readonly issuerUrl: string
  /** How long a copy is technically good for. */
  readonly validitySeconds: number
}

interface Row {
  attestationId: string
  organisationId: string
  slug: string
  digest: string
  record: Attestation
  word: Offer['word']
  issued: number
}

/**
 * Issues one credential per proven key, in one transaction: nonce used up, state of the act looked at, rendering rows and audit
 * row written, or nothing happened and nothing leaves. The offer's row is locked, so requests under one token queue.
 *
 * @throws ProtocolError `invalid_nonce`, `credential_request_denied`
 */
export async function issueCredentials(
  { offerId, configurationId, proofs, at }: IssueInput,
  { pool, signerFor, validitySeconds, issuerUrl }: IssueWorld,
): Promise<readonly (string | JsonObject)[]> {
  // Before the transaction, which must not wait for a second connection.
  await secretOf(pool)
  return inTransaction(pool, async (client) => {
    for (const nonce of new Set(proofs.map((proof) => proof.nonce))) {
      const outcome = await consumeNonce({ use: 'key-proof', nonce, db: client, at })
      if (outcome === 'refused') throw new ProtocolError('invalid_nonce', 'The nonce is unknown, used or expired, ask for another')
    }
    const row = await lockOffer({ offerId, configurationId, client })
    const ended = whyNotIssued(row.word)
    if (ended !== undefined)
      throw new ProtocolError('credential_request_denied', 'The certificate is no longer in force', { reason: ended })
    if (row.issued + proofs.length > BATCH_SIZE) throw alreadyIssued()
    // What is sealed is the act that was released, to the letter.
    if (digestOf(row.record) !== row.digest) throw new Error('an attestation does not match its digest')

    const signer = await signerFor(row.slug)
    const expiresAt = new Date(at.getTime() + validitySeconds * 1000)
    const render = renderings[configurationId]
    const publish: RenderInput['publish'] = (badge) => publicationOf({ ...badge, slug: row.slug }, { db: client, pool, issuerUrl })
    const credentials = await Promise.all(
      proofs.map(({ key }) =>
        render({ attestation: row.record, digest: row.digest, holderKey: key, signer, issuedAt: at, expiresAt, publish }),
      ),
    )
    await keepRenderings({ row, offerId, configurationId, proofs, kid: signer.kid, at, expiresAt, client })
    const facts = { offerId, form: configurationId, count: proofs.length }
    const entry = { organisationId: row.organisationId, action: 'credential.issued', actor: 'wallet', subject: row.attestationId, facts }
    await appendAudit(client, [entry], at)
    return credentials
  })
}

/** The act's row is shared with an annulment that runs at the same time: one of the two sees the other. */
async function lockOffer({
  offerId,
  configurationId,
  client,
}: {
  offerId: string
  configurationId: string
  client: PoolClient
}): Promise<Row> {
  await client.query('SELECT 1 FROM credential_offer WHERE id = $1 FOR UPDATE', [offerId])
  await client.query('SELECT 1 FROM attestation a JOIN credential_offer o ON o.attestation_id = a.id WHERE o.id = $1 FOR SHARE OF a', [
    offerId,
  ])
  const { rows } = await client.query<Row>(
    `SELECT a.id AS "attestationId", a.organisation_id AS "organisationId", g.slug, a.digest, a.record,
       coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word,
       (SELECT count(*)::int FROM rendering r WHERE r.offer_id = o.id AND r.form = $2) AS issued
     FROM credential_offer o JOIN attestation a ON a.id = o.attestation_id JOIN organisation g ON g.id = a.organisation_id
     WHERE o.id = $1 AND o.used_at IS NOT NULL`,
    [offerId, configurationId],
  )
  const row = rows[0]
  if (row === undefined) throw new ProtocolError('invalid_token', 'The access token belongs to no redeemed offer')
  return row
}

async function keepRenderings({
  row,
  offerId,
  configurationId,
  proofs,
  kid,
  at,
  expiresAt,
  client,
}: {
  row: Row
  offerId: string
  configurationId: ConfigurationId
  proofs: readonly KeyProof[]
  kid: string
  at: Date
  expiresAt: Date
  client: PoolClient
}): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO rendering (organisation_id, attestation_id, offer_id, form, kid, holder_thumbprint, issued_at, expires_at)
     SELECT $1, $2, $3, $4, $5, thumbprint, $7, $8 FROM unnest($6::text[]) AS thumbprint
     ON CONFLICT (offer_id, form, holder_thumbprint) WHERE offer_id IS NOT NULL DO NOTHING`,
    [row.organisationId, row.attestationId, offerId, configurationId, kid, proofs.map(({ thumbprint }) => thumbprint), at, expiresAt],
  )
  if (rowCount !== proofs.length) throw alreadyIssued()
}

function alreadyIssued(): ProtocolError {
  return new ProtocolError('credential_request_denied', 'This credential was already issued under this token', {
    reason: refusal('offer.already-issued'),
  })
}
