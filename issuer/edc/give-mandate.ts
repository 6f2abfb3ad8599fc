import { randomUUID } from 'node:crypto'
import type { Kind } from '../../credential/attestation/attestation.ts'
import { composeMandate, isActMade, sealAuthority } from '../../credential/chain/index.ts'
import type { Actor } from '../auth/actor.ts'
import { requireThat } from '../steps/require-that.ts'
import type { World } from '../steps/world.ts'

export interface GiveMandateInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly mandataryId: string
  readonly kinds: readonly Kind[]
  /** As each credential that is sealed by it says it. */
  readonly statement: string
  readonly act: { readonly number: string; readonly date: string }
  readonly validUntil: Date
}

/** A body lets another organisation seal European credentials of its acts, from now on: signed by its own key, and good once it is taken on. */
export async function giveMandate(input: GiveMandateInput, { db, now, signerFor }: World): Promise<{ id: string }> {
  const { actor, mandataryId, kinds, statement, act, validUntil } = input
  const { organisation } = actor
  const request = {
    organisationId: organisation.id,
    key: input.idempotencyKey,
    action: 'give-mandate',
    input: { mandataryId, kinds, statement, act, validUntil },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    requireThat(actor.role === 'officer', 'edc.not-allowed')
    requireThat(mandataryId !== organisation.id, 'mandate.of-another')
    const mandatary = await tx.row<{ did: string; name: string }>('SELECT did, name FROM organisation WHERE id = $1', [mandataryId])
    requireThat(mandatary !== undefined, 'organisation.unknown')
    requireThat(isActMade({ date: act.date, began: at, signedAt: at }), 'mandate.act-later')
    requireThat(validUntil > at, 'mandate.ended')
    const id = randomUUID()
    const signer = await signerFor(organisation.slug)
    const sealed = await sealAuthority({
      payload: composeMandate({
        id: `urn:uuid:${id}`,
        body: organisation.did,
        mandatary: { id: mandatary.did, legalName: mandatary.name },
        kinds,
        statement,
        act,
        validFrom: at,
        validUntil,
      }),
      signer,
      kid: `${organisation.did}#${signer.kid}`,
    })
    await tx.rows(
      `INSERT INTO edc_mandate
         (id, organisation_id, mandatary_id, kinds, statement, act_number, act_date, valid_from, valid_until, sealed, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8)`,
      [id, organisation.id, mandataryId, kinds, statement, act.number, act.date, at, validUntil, sealed],
    )
    const facts = { mandateId: id, actNumber: act.number }
    tx.audit({ organisationId: organisation.id, action: 'mandate.given', actor: actor.accountId, subject: mandataryId, facts })
    return { id }
  })
}
