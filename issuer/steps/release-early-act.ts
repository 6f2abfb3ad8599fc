import { randomUUID } from 'node:crypto'
import { crypto } from '#crypto'
import type { Attestation, Outcome } from '../../credential/attestation/attestation.ts'
import { saltPaths } from '../../credential/attestation/index.ts'
import { encode } from '../../credential/base64url.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { reserveIndex } from '../db/reserve-index.ts'
import { listFolder } from '../status/list-folder.ts'
import { composeTitle } from './compose-title.ts'
import { keepAttestation } from './keep-attestation.ts'
import type { CaseFile } from './lock-case.ts'
import { readBody } from './read-body.ts'
import { readRecognition } from './read-recognition.ts'
import { registerNumber } from './register-number.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface EarlyActInput {
  readonly kind: 'trasparenza' | 'validazione'
  readonly file: CaseFile
  readonly outcome: Outcome
  readonly actor: Actor
  readonly at: Date
}

/**
 * The acts that a body releases by itself, before any commission: the documents of trasparenza (first party) and of validazione (second
 * party, DM 30 giugno 2015 art. 5). They are attestations like the certificato, with a number, a status and all renderings, and name
 * their own kind, so that nobody takes them for one.
 *
 * @throws AttestaError `release.not-recognised`, `release.minimum-data`, `case.not-applied`
 */
export async function releaseEarlyAct(
  { kind, file, outcome, actor, at }: EarlyActInput,
  { tx, signerFor, issuerUrl }: { tx: Transaction } & Pick<World, 'signerFor' | 'issuerUrl'>,
): Promise<{ id: string; number: string }> {
  const { organisation } = actor
  const { title, profile, rulePack } = file
  requireThat(title !== undefined && profile !== undefined, 'case.not-applied')
  const recognition = await readRecognition({ organisationId: organisation.id, action: 'issue', scope: kind, at }, tx)
  requireThat(recognition !== undefined, 'release.not-recognised', { kind })

  const id = randomUUID()
  const index = await reserveIndex({ organisationId: organisation.id, attestationId: id }, tx)
  const number = await registerNumber({ titularId: recognition.titular.id, rule: rulePack.numbering[kind], at }, tx)
  const body = await readBody(organisation.id, tx)
  const { titular } = recognition
  const list = listFolder({ issuerUrl, slug: body.slug, number: index.listNumber })
  const attestation: Attestation = {
    version: 1,
    id: `urn:uuid:${id}`,
    kind,
    number,
    title: composeTitle({ title, outcome }),
    issuedAt: formatDateTime(at),
    validFrom: formatDateTime(at),
    titular: { id: titular.did, legalName: titular.name, legalBasis: titular.legalBasis, country: titular.country, region: titular.region },
    body: { id: body.did, legalName: body.name, legalBasis: body.legalBasis, country: body.country, region: body.region },
    outcome,
    salts: Object.fromEntries(saltPaths(outcome).map((path) => [path, encode(crypto.randomBytes(16))])),
    authority: { body: recognition.sealed },
    rulePack: { id: rulePack.id, version: rulePack.version },
    status: { index: index.idx, tokenList: `${list}token`, bitstringList: `${list}revocation` },
  }
  const kept = await keepAttestation({ attestation, file, profile, index, recognitionId: recognition.id, actor, at }, { tx, signerFor })
  tx.audit({
    organisationId: organisation.id,
    action: 'attestation.released',
    actor: actor.accountId,
    subject: id,
    facts: { caseId: file.id, kind, number, digest: kept.digest },
  })
  tx.outbox({ organisationId: organisation.id, topic: 'attestation.released', payload: { attestationId: id } })
  return { id, number }
}
