import { randomUUID } from 'node:crypto'
import type { Kind } from '../../credential/attestation/attestation.ts'
import { composeRecognition, isActMade, sealAuthority } from '../../credential/chain/index.ts'
import type { Actor } from '../auth/actor.ts'
import { registerUrl } from '../registry/register-url.ts'
import { hasProvince } from '../rule-pack/provinces.ts'
import { rulesOfBody } from '../rule-pack/rules-of-body.ts'
import { requireThat } from './require-that.ts'
import { requireUnchanged } from './require-unchanged.ts'
import { sealEndorsement } from './seal-endorsement.ts'
import { shownOrganisation } from './shown.ts'
import type { World } from './world.ts'

export interface RecogniseInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly organisationId: string
  /** Kinds of attestation that it may issue, or provinces for which it may appoint. */
  readonly grant:
    | { readonly action: 'issue'; readonly kinds: readonly Kind[] }
    | { readonly action: 'appoint'; readonly provinces: readonly string[] }
  readonly act: { readonly number: string; readonly date: string }
  readonly validFrom: Date
  readonly validUntil?: Date
}

/** The Region recognises an organisation, from a day, by an act, and seals it (design.md §3): what everything below stands on. */
export async function recognise(input: RecogniseInput, { db, now, signerFor, issuerUrl }: World): Promise<{ id: string }> {
  const { actor, organisationId, grant, act, validFrom, validUntil, seen } = input
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'recognise',
    input: { organisationId, grant, act, validFrom, validUntil },
  }
  return db.transaction(request, async (tx) => {
    const at = now()
    requireThat(actor.role === 'region', 'recognise.not-allowed', { role: actor.role })
    const entity = await tx.row<{ did: string; name: string; kind: string }>('SELECT did, name, kind FROM organisation WHERE id = $1', [
      organisationId,
    ])
    requireThat(entity !== undefined, 'organisation.unknown')
    await requireUnchanged({ ...shownOrganisation({ organisationId, regionId: actor.organisation.id }), version: seen }, tx)
    requireThat(isFor(grant.action, entity.kind), 'recognise.kind')
    if (grant.action === 'appoint') {
      const rules = await rulesOfBody({ organisationId: actor.organisation.id, at }, tx)
      for (const province of grant.provinces) requireThat(hasProvince(rules, province), 'province.unknown', { province })
    }
    const beyond = grant.action === 'issue' && grant.kinds.some((kind) => kind !== 'trasparenza')
    requireThat(entity.kind !== 'ets' || !beyond, 'recognise.third-sector')
    requireThat(validUntil === undefined || validFrom < validUntil, 'withdraw.interval')
    requireThat(isActMade({ date: act.date, began: validFrom, signedAt: at }), 'recognise.act-later')

    const id = randomUUID()
    const signer = await signerFor(actor.organisation.slug)
    const sealed = await sealAuthority({
      payload: composeRecognition({
        id: `urn:uuid:${id}`,
        region: actor.organisation.did,
        entity: { id: entity.did, legalName: entity.name },
        recognizedTo: grant,
        act,
        validFrom,
        register: registerUrl({ issuerUrl, slug: actor.organisation.slug }),
        sealedAt: at,
        ...(validUntil !== undefined && { validUntil }),
      }),
      signer,
      kid: `${actor.organisation.did}#${signer.kid}`,
    })
    await tx.rows(
      `INSERT INTO recognition (id, organisation_id, recogniser_id, action, act_number, act_date, valid_from, valid_until, sealed, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8::timestamptz, 'infinity'), $9, $10)`,
      [id, organisationId, actor.organisation.id, grant.action, act.number, act.date, validFrom, validUntil ?? null, sealed, at],
    )
    await tx.rows(
      `INSERT INTO recognition_scope (recognition_id, organisation_id, action, scope, valid_from, valid_until)
       SELECT r.id, r.organisation_id, r.action, scope, r.valid_from, r.valid_until FROM recognition r, unnest($2::text[]) AS scope WHERE r.id = $1`,
      [id, grant.action === 'issue' ? grant.kinds : grant.provinces],
    )
    if (grant.action === 'issue') {
      const endorsement = await sealEndorsement({
        recognitionId: id,
        region: actor.organisation,
        entity,
        act,
        validFrom,
        signer,
        at,
        ...(validUntil && { validUntil }),
      })
      await tx.rows('INSERT INTO recognition_endorsement (recognition_id, organisation_id, document, created_at) VALUES ($1, $2, $3, $4)', [
        id,
        organisationId,
        JSON.stringify(endorsement),
        at,
      ])
    }
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'organisation.recognised',
      actor: actor.accountId,
      subject: organisationId,
      facts: { recognitionId: id, action: grant.action, actNumber: act.number },
    })
    return { id }
  })
}

const BODIES: readonly string[] = ['body', 'cpi', 'ets']

/** Who appoints a commission issues no attestation, and the other way round (domain.md §2.2). */
function isFor(action: 'issue' | 'appoint', kind: string): boolean {
  return action === 'issue' ? BODIES.includes(kind) : kind === 'chamber' || kind === 'department'
}
