import { AttestaError } from '../../credential/errors.ts'
import { parseCompact } from '../../credential/jose/index.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { appointmentText, revocationText } from './appointment-text.ts'
import { contentOf, readCasePaper } from './case-paper.ts'
import { caseScope } from './case-scope.ts'
import { commissionView } from './commission-view.ts'
import { documentTitle } from './document-title.ts'
import { minutesLines } from './minutes-lines.ts'
import { minutesText } from './minutes-text.ts'
import { signedMinutes, WITH_SIGNATURES } from './signed-minutes.ts'
import { standingCandidacy } from './standing-candidacy.ts'

/** Forms in which a document of a case can be had as a file. */
export const FORMS = ['text', 'sealed', 'pdf'] as const
export type Form = (typeof FORMS)[number]

export interface ReadDocumentInput {
  readonly caseId: string
  readonly documentId: string
  readonly actor: Actor
  readonly prisma: Prisma
  readonly db: Pick<Database, 'rows'>
}

/**
 * A document of a case, to read: its lines, what is sealed in it, and the files that it can be had as. Only what exists as data
 * here has any; a paper that the body keeps has its title alone.
 *
 * @throws AttestaError `document.unknown`, also for one of another organisation
 */
export async function readDocument(input: ReadDocumentInput) {
  const { document, record, appointment, lines, signed, sealed, content } = await find(input)
  return {
    id: document.id,
    class: document.class,
    title: document.title,
    titleByLanguage: documentTitle(document, rulePackOf({ id: record.rulePackId, version: record.rulePackVersion })),
    date: document.dated.toISOString().slice(0, 10),
    ...(document.sealedBy !== null && { sealedBy: document.sealedBy }),
    case: {
      id: record.id,
      number: record.number,
      person: { name: `${record.person.givenName} ${record.person.familyName}` },
      state: record.state,
      body: record.organisation.name,
    },
    ...(appointment && { commission: appointment }),
    ...(lines && { lines }),
    ...(signed && { signed }),
    ...(sealed !== undefined && { sealed: { header: parseCompact(sealed).header, payload: parseCompact(sealed).payload } }),
    // What is told by the act or by the whole minutes is not told twice.
    ...(content && !appointment && !lines && { content }),
    forms: FORMS.filter((form) => ({ text: appointment ?? lines, sealed, pdf: content })[form] !== undefined),
  }
}

/**
 * The same as a file.
 *
 * @throws AttestaError `document.unknown`, also where it does not exist in this form
 */
export async function readDocumentFile({ form, ...input }: ReadDocumentInput & { readonly form: Form }) {
  const { document, record, appointment, lines, signed, sealed } = await find(input)
  const name = `${document.class}-${record.number}`.replace(/[^\w.-]+/g, '-')
  if (form === 'sealed' && sealed !== undefined) return { name: `${name}.jwt`, mediaType: 'application/vc+jwt', content: sealed }
  const paper = form === 'pdf' ? await readCasePaper(input, input.db) : undefined
  if (paper !== undefined) return paper
  const said = lines && signed ? minutesText({ signed, lines }) : appointment && actText(document.class, appointment)
  if (form === 'text' && said !== undefined) return { name: `${name}.txt`, mediaType: 'text/plain; charset=utf-8', content: said }
  throw new AttestaError('document.unknown')
}

const actText = (of: string, appointment: ReturnType<typeof commissionView>) =>
  of === 'revoca' ? revocationText(appointment) : appointmentText(appointment)

async function find({ caseId, documentId, actor, prisma, db }: ReadDocumentInput) {
  const document = await prisma.caseDocument.findFirst({
    where: { id: documentId, caseId, case: caseScope(actor) },
    include: { case: { include: INCLUDE }, commission: { include: COMMISSION } },
  })
  if (document === null) throw new AttestaError('document.unknown')
  const { case: record } = document
  const commission = document.commission ?? standingCandidacy(record.id, record.candidacies)?.commission
  const isAppointment = document.class === 'nomina' || document.class === 'revoca'
  const sitting = document.class === 'verbale' ? commission?.sittings[0] : undefined
  const { minutes } = sitting ?? {}
  const decision = sitting?.decisions.find(({ bodyId }) => bodyId === record.organisationId)
  const members = commission?.members.map(({ role, expert: { id, name, accountId } }) => ({
    name,
    role,
    accountId,
    present: sitting?.presences.some(({ expertId }) => expertId === id) ?? false,
  }))
  return {
    document,
    record,
    appointment: isAppointment && commission ? commissionView(commission) : undefined,
    lines: sitting && minutes ? await minutesLines(sitting.id, db) : undefined,
    signed:
      minutes && decision && commission
        ? signedMinutes({ minutes, members: members ?? [], chamber: commission.chamber.name, sealedAt: decision.closedAt })
        : undefined,
    content: await contentOf(document, db),
    sealed: document.class === 'revoca' ? commission?.revocation?.sealed : isAppointment ? commission?.sealed : decision?.sealed,
  }
}

const COMMISSION = {
  chamber: true,
  candidates: true,
  members: { include: { expert: true } },
  sittings: { include: { minutes: { include: WITH_SIGNATURES }, decisions: true, presences: true, leftOut: true } },
  revocation: { include: { replacement: true } },
} as const

const INCLUDE = {
  person: true,
  organisation: true,
  candidacies: { where: { commission: { revocation: null } }, include: { commission: { include: COMMISSION } } },
} as const
