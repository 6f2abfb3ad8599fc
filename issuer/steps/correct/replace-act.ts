import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { formatDateTime } from '../../../credential/time.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import type { ReservedIndex } from '../../db/reserve-index.ts'
import { listFolder } from '../../status/list-folder.ts'
import { fileDocument } from '../file-document.ts'
import { keepAttestation } from '../keep-attestation.ts'
import { readBody } from '../read-body.ts'
import type { StandingRecognition } from '../read-recognition.ts'
import type { World } from '../world.ts'
import { correctPerson } from './correct-person.ts'
import type { CorrectableKind, LockedAct } from './lock-act.ts'

export interface ReplaceActInput {
  readonly act: LockedAct
  readonly id: string
  readonly number: string
  readonly index: ReservedIndex
  /** What is other than it was; whatever a release adds by itself is added here. */
  readonly changed: Pick<Attestation, 'title' | 'outcome' | 'salts'> & Partial<Pick<Attestation, 'decision' | 'authority'>>
  /** By which the body issues this kind today. */
  readonly recognition: StandingRecognition
  readonly decision?: { readonly id: string; readonly closedAt: Date; readonly closedBy: string }
  readonly reasonClass: string
  readonly reason: string
  /** Nothing was wrong: the act says what has changed since, and the books stay as they are. */
  readonly renewed?: true
  /** That only the card says that code and name belong together; of what the Chamber sealed it stands with the request. */
  readonly byCard?: boolean
  readonly actor: Actor
  readonly at: Date
}

const TITLES: Readonly<Record<CorrectableKind, string>> = {
  trasparenza: 'Documento di trasparenza',
  validazione: 'Documento di validazione',
  certificato: 'Attestato',
}

/**
 * The new act, and the old one replaced by it: one transaction, so that at no moment both are valid, or none.
 *
 * @throws AttestaError `release.minimum-data`
 */
export async function replaceAct(
  { act, id, number, index, changed, recognition, decision, reasonClass, reason, renewed, byCard = false, actor, at }: ReplaceActInput,
  { tx, signerFor, issuerUrl }: { tx: Transaction } & Pick<World, 'signerFor' | 'issuerUrl'>,
): Promise<{ id: string; number: string; digest: string }> {
  const { organisation } = actor
  const { record, kind, caseId } = act
  const { titular } = recognition
  const body = await readBody(organisation.id, tx)
  const list = listFolder({ issuerUrl, slug: body.slug, number: index.listNumber })
  const attestation: Attestation = {
    ...record,
    ...changed,
    id: `urn:uuid:${id}`,
    number,
    issuedAt: formatDateTime(at),
    validFrom: formatDateTime(at),
    titular: { id: titular.did, legalName: titular.name, legalBasis: titular.legalBasis, country: titular.country, region: titular.region },
    body: { id: body.did, legalName: body.name, legalBasis: body.legalBasis, country: body.country, region: body.region },
    authority: { ...(changed.authority ?? record.authority), body: recognition.sealed },
    status: { index: index.idx, tokenList: `${list}token`, bitstringList: `${list}revocation` },
    replaces: { number: act.number, issuedAt: record.issuedAt },
  }
  const { digest } = await keepAttestation(
    {
      attestation,
      file: { id: caseId, personId: act.personId },
      profile: act.profile,
      index,
      recognitionId: recognition.id,
      replaces: act.id,
      ...(decision && { decision }),
      actor,
      at,
    },
    { tx, signerFor },
  )
  await tx.rows(
    `INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, successor, decided_by,
       decided_for) VALUES ($1, $2, $3, $4, $5, 'sostituito', $6, $7, $8, $9, $10, $3)`,
    [act.id, act.seq + 1, act.organisationId, act.listId, act.idx, at, reasonClass, reason, number, actor.accountId],
  )
  await fileDocument(
    {
      organisationId: organisation.id,
      caseId,
      class: kind === 'certificato' ? 'attestato' : kind,
      title: `${TITLES[kind]} ${number}, ${renewed ? 'al posto' : 'rettifica'} del n. ${act.number}`,
      sealedBy: organisation.name,
      attestationId: id,
      at,
    },
    tx,
  )
  if (!renewed) await correctPerson({ act, person: attestation.outcome.person }, tx)
  await tx.rows('UPDATE ivc_case SET version = version + 1, updated_at = $2, changed_by = $3 WHERE id = $1', [caseId, at, actor.accountId])
  const common = { organisationId: organisation.id, actor: actor.accountId }
  const facts = { reasonClass, successor: number, ...(byCard && { cardSeen: true }) }
  tx.audit({ ...common, action: 'attestation.sostituito', subject: act.id, facts })
  tx.audit({ ...common, action: 'attestation.released', subject: id, facts: { caseId, kind, number, digest, replaces: act.number } })
  tx.outbox({ organisationId: organisation.id, topic: 'attestation.replaced', payload: { attestationId: id } })
  return { id, number, digest }
}
