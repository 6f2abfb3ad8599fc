import type { Attestation } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { statusPageUrl } from '../status-page/address.ts'
import { versionOf } from '../steps/require-unchanged.ts'
import { shownAct } from '../steps/shown.ts'
import { readSuccession } from './corrections.ts'
import { offerView } from './offer.ts'

/**
 * An attestation as its body sees it: what it says, what it is now and since when, its last offer, its history.
 *
 * @throws AttestaError `attestation.unknown`
 */
export async function readAttestation({
  attestationId,
  actor,
  prisma,
  db,
  now,
}: {
  attestationId: string
  actor: Actor
  prisma: Prisma
  db: Pick<Database, 'rows'>
  now: Date
}) {
  const found = await prisma.attestation.findFirst({
    where: { id: attestationId, organisationId: actor.organisation.id },
    include: {
      releaser: true,
      person: { select: { email: true } },
      changes: { orderBy: { seq: 'asc' }, include: { decider: true } },
      offers: { orderBy: { createdAt: 'desc' }, take: 20 },
      // The newest, where somebody fetched more than anybody reads.
      renderings: { orderBy: { issuedAt: 'desc' }, take: 1000, include: { printer: { select: { name: true } } } },
    },
  })
  if (found === null || actor.role !== 'officer') throw new AttestaError('attestation.unknown')
  const record = found.record as unknown as Attestation
  const { reasons } = rulePackOf(record.rulePack)
  const reasonOf = (reasonClass: string) => reasons.find(({ id }) => id === reasonClass)?.it ?? reasonClass
  const last = found.changes.at(-1)
  const byCard = last?.word === 'sostituito' && (await isByCard({ attestationId, caseId: found.caseId }, db))
  const offer = found.offers[0]
  const history = [
    { at: found.releasedAt, what: 'rilasciato', who: found.releaser.name },
    ...found.offers.flatMap((made) => [
      { at: made.createdAt, what: 'offerto', who: actor.organisation.name },
      ...(made.usedAt === null ? [] : [{ at: made.usedAt, what: 'ritirato nel portafoglio', who: 'titolare' }]),
      ...(made.blockedAt === null ? [] : [{ at: made.blockedAt, what: 'offerta bloccata: troppi codici sbagliati', who: 'sistema' }]),
    ]),
    ...filesIn(found.renderings, actor.organisation.name),
    ...found.changes.map((change) => ({
      at: change.since,
      what: `${change.word}: ${reasonOf(change.reasonClass)}`,
      who: change.decider.name,
      word: change.word,
      reasonClass: change.reasonClass,
      ...(byCard && change.word === 'sostituito' && { cardSeen: true }),
    })),
  ]
  const shown = shownAct({ attestationId, caseId: found.caseId, bodyId: found.organisationId })
  return {
    id: found.id,
    version: await versionOf(shown, db),
    number: found.number,
    digest: found.digest,
    kind: found.kind,
    title: record.title.it,
    titleByLanguage: record.title,
    person: {
      name: `${record.outcome.person.givenName} ${record.outcome.person.familyName}`,
      ...(found.person.email === null ? {} : { email: found.person.email }),
    },
    caseId: found.caseId,
    issuedAt: record.issuedAt,
    state: {
      word: last?.word ?? 'valido',
      ...(last && {
        since: last.since.toISOString(),
        reasonClass: last.reasonClass,
        reason: last.reason,
        reasonTitle: reasonOf(last.reasonClass),
      }),
    },
    ...(await readSuccession({ attestationId, db })),
    renderings: found.renderings.map(({ form, issuedAt, copy }) => ({
      form,
      issuedAt: issuedAt.toISOString(),
      ...(copy === null ? {} : { copy }),
    })),
    statusPage: statusPageUrl({ issuerUrl: '', number: found.number, secret: found.pageSecret }),
    ...(offer && { offer: offerView(offer, now) }),
    history: history.sort((a, b) => a.at.getTime() - b.at.getTime()).map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  }
}

/** Whether it was the card that said that the code is this person's: the rettifica of a body says so itself, one of a Chamber where it was asked. */
async function isByCard(
  { attestationId, caseId }: { attestationId: string; caseId: string },
  db: Pick<Database, 'rows'>,
): Promise<boolean> {
  const rows = await db.rows(
    `SELECT 1 FROM audit a WHERE a.facts->>'cardSeen' = 'true' AND (a.subject = $1 AND a.action = 'attestation.sostituito'
       OR a.subject = $2 AND a.action = 'correction.asked' AND EXISTS (SELECT 1 FROM correction c
         WHERE c.id::text = a.facts->>'correctionId' AND c.attestation_id = $1::uuid AND c.answer = 'sealed'))`,
    [attestationId, caseId],
  )
  return rows.length > 0
}

interface FileRow {
  readonly form: string
  readonly issuedAt: Date
  readonly toHolder: boolean
  readonly holderThumbprint: string | null
  readonly copy: number | null
  readonly askedBy: string | null
  readonly printer: { readonly name: string } | null
}

/** Files that left the house, each with its hour, and to whom. */
function filesIn(rows: readonly FileRow[], body: string) {
  return rows
    .filter(({ holderThumbprint }) => holderThumbprint === null)
    .map(({ form, issuedAt, toHolder, copy, askedBy, printer }) => ({
      at: issuedAt,
      what: copy === null ? 'scaricato' : 'stampato',
      who: toHolder ? 'titolare' : (printer?.name ?? body),
      form,
      ...(copy === null ? {} : { copy, ...(copy > 0 && askedBy !== null && { askedBy }) }),
    }))
}
