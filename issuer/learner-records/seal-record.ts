import { createHash, randomUUID } from 'node:crypto'
import type { Signer } from '../../credential/crypto/port.ts'
import { signDocument } from '../../credential/data-integrity/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { isObject, parseStrictText } from '../../credential/json/index.ts'
import { composeClr } from '../../credential/open-badge/index.ts'
import { formatDateTime } from '../../credential/time.ts'
import { copyOf } from '../badges/copy-of.ts'
import { readRecognition } from '../steps/read-recognition.ts'
import type { World } from '../steps/world.ts'
import { revokedRecordsUrl } from './read-revoked-records.ts'
import type { StackedAct } from './stacked-acts.ts'

export interface SealRecordInput {
  /** Of one person and of this body, in force, in the order of their release. */
  readonly acts: readonly StackedAct[]
  readonly organisation: { readonly id: string; readonly slug: string }
  readonly signer: Signer
  readonly at: Date
}

/**
 * Acts of a person as a Comprehensive Learner Record 2.0: each badge whole with its own proof, and around them the seal of the body, with the
 * recognition by which it issues them today. Asked for again, the same set under the same key and recognition is the same record, byte for
 * byte. What it is made of is written down before it is signed.
 *
 * @throws AttestaError `badge.record-unrecognised` when the body may no longer issue what is in it
 */
export async function sealRecord({ acts, organisation, signer, at }: SealRecordInput, world: World): Promise<string> {
  const { db, issuerUrl } = world
  const recognition = await recognitionFor({ acts, organisation, at }, world)
  const ids = acts.map(({ id }) => id)
  const set = createHash('sha256')
    .update(JSON.stringify([ids, signer.kid, recognition.id]))
    .digest()
  const kept = await keep({ set, ids, organisation, signer, at }, world)
  if (kept.content !== null) return kept.content

  const parts = []
  for (const { id, record } of acts)
    parts.push({ attestation: record, badge: asObject(await copyOf({ attestationId: id, goesTo: 'record' }, world)) })
  // The latest says best what the set is called: whichever of them was asked for, it is one record.
  const last = acts.at(-1)?.record
  if (last === undefined) throw new AttestaError('badge.record-ended')
  const { body, outcome, title } = last
  const { id, madeAt } = kept
  const record = await signDocument({
    document: composeClr({
      id: `urn:uuid:${id}`,
      issuer: { id: body.id, legalName: body.legalName },
      title: outcome.qualification?.name.it ?? title.it,
      validFrom: madeAt,
      parts,
      revocations: revokedRecordsUrl({ issuerUrl, slug: organisation.slug }),
      recognition: recognition.sealed,
      ...(outcome.qualification === undefined ? {} : { qualification: outcome.qualification }),
    }),
    suite: signer.alg === 'EdDSA' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: `${body.id}#${signer.kid}`,
    created: formatDateTime(madeAt),
  })
  await db.rows('INSERT INTO learner_record_copy (record_id, organisation_id, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    id,
    organisation.id,
    JSON.stringify(record, null, 2),
  ])
  // Of two who made it at once, both hand out the one that was kept.
  return (await keep({ set, ids, organisation, signer, at }, world)).content ?? ''
}

interface Kept {
  readonly id: string
  readonly madeAt: Date
  readonly content: string | null
}

async function keep(
  { set, ids, organisation, signer, at }: Omit<SealRecordInput, 'acts'> & { readonly set: Buffer; readonly ids: readonly string[] },
  { db }: World,
): Promise<Kept> {
  await db.rows(
    `INSERT INTO learner_record (id, organisation_id, attestation_ids, kid, made_at, set_key) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (set_key) DO NOTHING`,
    [randomUUID(), organisation.id, ids, signer.kid, at, set],
  )
  const [kept] = await db.rows<Kept>(
    `SELECT r.id, r.made_at AS "madeAt", c.content FROM learner_record r LEFT JOIN learner_record_copy c ON c.record_id = r.id
     WHERE r.set_key = $1 AND r.organisation_id = $2`,
    [set, organisation.id],
  )
  if (kept === undefined) throw new Error('the record just kept is not there')
  return kept
}

/**
 * One recognition must cover all that is in the record, or nobody could tell by it that the body may put them together.
 *
 * @throws AttestaError `badge.record-unrecognised`
 */
export async function recognitionFor({ acts, organisation, at }: Omit<SealRecordInput, 'signer'>, { db }: World) {
  const kinds = new Set(acts.map(({ record }) => record.kind))
  let found: Awaited<ReturnType<typeof readRecognition>>
  for (const scope of kinds) {
    const next = await readRecognition({ organisationId: organisation.id, action: 'issue', scope, at }, db)
    if (next === undefined || (found !== undefined && next.id !== found.id)) throw new AttestaError('badge.record-unrecognised')
    found = next
  }
  if (found === undefined) throw new AttestaError('badge.record-unrecognised')
  return found
}

function asObject(text: string) {
  const value = parseStrictText(text)
  if (!isObject(value)) throw new Error('a badge that was just signed is an object')
  return value
}
