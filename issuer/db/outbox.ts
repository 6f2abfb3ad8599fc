import type { PoolClient } from 'pg'

/** What has to be told to somebody once the transaction is durable. Ids, and of a plan what it was, since it may be moved: whoever sends looks the rest up. */
export interface OutboxMessage {
  readonly organisationId: string
  readonly topic:
    | 'application.decided'
    | 'assessment.planned'
    | 'case.received'
    | 'citizen.answered'
    | 'citizen.asked'
    | 'citizen.link'
    | 'commission.requested'
    | 'candidate.left-out'
    | 'conflict.declared'
    | 'commission.appointed'
    | 'commission.revoked'
    | 'dossier.ready'
    | 'exam.called-off'
    | 'exam.convened'
    | 'exam.refused'
    | 'member.appointed'
    | 'member.revoked'
    | 'minutes.closed'
    | 'attestation.released'
    | 'attestation.replaced'
    | 'correction.asked'
    | 'correction.answered'
    | 'correction.ordered'
    | 'offer.made'
    | 'signature.wanted'
    | 'status.changed'
  readonly payload: Readonly<Record<string, string>>
}

export async function addToOutbox(client: PoolClient, messages: readonly OutboxMessage[]): Promise<void> {
  if (messages.length === 0) return
  await client.query(
    `INSERT INTO outbox (organisation_id, topic, payload)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::jsonb[])`,
    [
      messages.map((message) => message.organisationId),
      messages.map((message) => message.topic),
      messages.map((message) => JSON.stringify(message.payload)),
    ],
  )
}
