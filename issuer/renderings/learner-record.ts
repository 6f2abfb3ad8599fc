import { randomUUID } from 'node:crypto'
import { signDocument } from '../../credential/data-integrity/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { parseStrictText } from '../../credential/json/index.ts'
import { composeClr } from '../../credential/open-badge/index.ts'
import { formatDateTime } from '../../credential/time.ts'
import { copyOf } from '../badges/copy-of.ts'
import { revokedRecordsUrl } from '../learner-records/read-revoked-records.ts'
import { stackedActs } from '../learner-records/stacked-acts.ts'
import type { Rendering } from './rendering.ts'

/**
 * The acts of a person that stack up to one qualification, as a Comprehensive Learner Record 2.0: each badge whole with its own proof, and
 * around them the seal of the body that put them together. What it is made of is written down before it is signed.
 */
export const learnerRecord: Rendering = {
  mediaType: 'application/vc+ld+json',
  extension: 'clr.json',
  async render({ attestation, organisation, signer, at, world }) {
    const { db, issuerUrl } = world
    const { body, outcome, title } = attestation
    const acts = await stackedActs({ attestationId: attestation.id.slice('urn:uuid:'.length) }, db)
    if (acts.length === 0) throw new AttestaError('badge.record-ended')
    const parts = []
    for (const { id, record } of acts) parts.push({ attestation: record, badge: asObject(await copyOf({ attestationId: id }, world)) })

    const id = randomUUID()
    await db.rows('INSERT INTO learner_record (id, organisation_id, attestation_ids, kid, made_at) VALUES ($1, $2, $3, $4, $5)', [
      id,
      organisation.id,
      acts.map((act) => act.id),
      signer.kid,
      at,
    ])
    const document = composeClr({
      id: `urn:uuid:${id}`,
      issuer: { id: body.id, legalName: body.legalName },
      title: outcome.qualification?.name.it ?? title.it,
      validFrom: at,
      parts,
      revocations: revokedRecordsUrl({ issuerUrl, slug: organisation.slug }),
      ...(outcome.qualification === undefined ? {} : { qualification: outcome.qualification }),
    })
    const record = await signDocument({
      document,
      suite: signer.alg === 'EdDSA' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019',
      signer,
      verificationMethod: `${body.id}#${signer.kid}`,
      created: formatDateTime(at),
    })
    return JSON.stringify(record, null, 2)
  },
}

function asObject(text: string) {
  const value = parseStrictText(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('a badge that was just signed is an object')
  return value as Parameters<typeof composeClr>[0]['parts'][number]['badge']
}
