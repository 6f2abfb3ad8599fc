import { AttestaError } from '../../credential/errors.ts'
import { parseCompact } from '../../credential/jose/index.ts'
import type { Actor } from '../auth/actor.ts'
import type { Prisma } from '../db/prisma.ts'
import { caseScope } from './case-scope.ts'
import { commissionView } from './commission-view.ts'
import { minutesText } from './minutes-text.ts'

/** Forms in which a document of a case can be had as a file. */
export const FORMS = ['text', 'sealed'] as const
export type Form = (typeof FORMS)[number]

export interface ReadDocumentInput {
  readonly caseId: string
  readonly documentId: string
  readonly actor: Actor
  readonly prisma: Prisma
}

/**
 * A document of a case, to read: its lines, what is sealed in it, and the files that it can be had as. Only what exists as data
 * here has any; a paper that the body keeps has its title alone.
 *
 * @throws AttestaError `document.unknown`, also for one of another organisation
 */
export async function readDocument(input: ReadDocumentInput) {
  const { document, record, minutes, sealed } = await find(input)
  const { commission } = record.candidacy ?? {}
  return {
    id: document.id,
    class: document.class,
    title: document.title,
    date: document.dated.toISOString().slice(0, 10),
    ...(document.sealedBy !== null && { sealedBy: document.sealedBy }),
    case: { id: record.id, number: record.number, person: { name: `${record.person.givenName} ${record.person.familyName}` } },
    ...(document.class === 'nomina' && commission && { commission: commissionView(commission) }),
    ...(minutes && { lines: minutes.lines as string[] }),
    ...(sealed !== undefined && { sealed: { header: parseCompact(sealed).header, payload: parseCompact(sealed).payload } }),
    forms: FORMS.filter((form) => (form === 'text' ? minutes !== undefined : sealed !== undefined)),
  }
}

/**
 * The same as a file.
 *
 * @throws AttestaError `document.unknown`, also where it does not exist in this form
 */
export async function readDocumentFile({ form, ...input }: ReadDocumentInput & { readonly form: Form }) {
  const { document, record, minutes, sealed } = await find(input)
  const name = `${document.class}-${record.number}`.replace(/[^\w.-]+/g, '-')
  if (form === 'text' && minutes !== undefined)
    return {
      name: `${name}.txt`,
      mediaType: 'text/plain; charset=utf-8',
      content: minutesText({ minutes, chamber: document.sealedBy ?? '' }),
    }
  if (form === 'sealed' && sealed !== undefined) return { name: `${name}.jwt`, mediaType: 'application/vc+jwt', content: sealed }
  throw new AttestaError('document.unknown')
}

async function find({ caseId, documentId, actor, prisma }: ReadDocumentInput) {
  const document = await prisma.caseDocument.findFirst({
    where: { id: documentId, caseId, case: caseScope(actor) },
    include: { case: { include: INCLUDE } },
  })
  if (document === null) throw new AttestaError('document.unknown')
  const { case: record } = document
  const commission = record.candidacy?.commission
  const sitting = document.class === 'verbale' ? commission?.sittings[0] : undefined
  // The minutes name every candidate: a body reads them where all are its own, the decision about its own it reads always.
  const readable = actor.role !== 'officer' || commission?.candidates.every(({ bodyId }) => bodyId === actor.organisation.id)
  return {
    document,
    record,
    minutes: readable ? (sitting?.minutes ?? undefined) : undefined,
    sealed:
      document.class === 'nomina' ? commission?.sealed : sitting?.decisions.find(({ bodyId }) => bodyId === record.organisationId)?.sealed,
  }
}

const INCLUDE = {
  person: true,
  candidacy: {
    include: {
      commission: {
        include: {
          chamber: true,
          candidates: true,
          members: { include: { expert: true } },
          sittings: { include: { minutes: { include: { closer: true } }, decisions: true } },
        },
      },
    },
  },
} as const
