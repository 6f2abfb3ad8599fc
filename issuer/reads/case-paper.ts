import type { Database } from '../db/database.ts'
import { composeCaseDocument } from '../pdf/compose-case-document.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { composeContent, type DocumentContent, documentContent, isCommissionPaper } from '../steps/document-content.ts'
import { documentFacts, endedNotice, STANDING } from './document-facts.ts'
import { documentTitle } from './document-title.ts'

export interface CasePaperInput {
  readonly caseId: string
  readonly documentId: string
}

interface Row {
  class: string
  title: string
  sealed_by: string | null
  content: unknown
  made_at: Date
  commission_id: string | null
  number: string
  demo: boolean
  rule_pack: { id: string; version: string }
  body: string
  chamber: string | null
  appointment: string | null
  revocation: string | null
  revoked_at: Date | null
  replacement: string | null
  minutes: string | null
}

/** A document of a case as a PDF, for whoever may have it, which is asked before; undefined where there is none to print. */
export async function readCasePaper({ caseId, documentId }: CasePaperInput, db: Pick<Database, 'rows'>) {
  const [row] = await db.rows<Row>(
    `SELECT d.class, d.title, d.sealed_by, d.content, d.created_at AS made_at, d.commission_id, k.number, k.demo,
       jsonb_build_object('id', k.rule_pack_id, 'version', k.rule_pack_version) AS rule_pack, b.name AS body, h.name AS chamber,
       c.act_number AS appointment, v.act_number AS revocation, v.revoked_at, n.act_number AS replacement, m.number AS minutes
     FROM case_document d JOIN ivc_case k ON k.id = d.case_id JOIN organisation b ON b.id = k.organisation_id
       LEFT JOIN commission c ON c.id = d.commission_id LEFT JOIN organisation h ON h.id = c.organisation_id
       LEFT JOIN commission_revocation v ON v.commission_id = c.id LEFT JOIN commission n ON n.id = v.replaced_by
       LEFT JOIN minutes m ON m.commission_id = c.id
     WHERE d.id = $1 AND d.case_id = $2`,
    [documentId, caseId],
  )
  if (row === undefined) return undefined
  const { class: documentClass, made_at: at, sealed_by: sealedBy, chamber } = row
  const content = await contentOf({ class: documentClass, caseId, commissionId: row.commission_id, content: row.content }, db)
  if (content === undefined) return undefined
  const office = (isCommissionPaper(documentClass) ? chamber : sealedBy) ?? row.body
  const number = numberOf(row)
  const notice = endedNotice(documentClass, endOf(row))
  return {
    name: `${documentClass}-${row.number}`.replace(/[^\w.-]+/g, '-').concat('.pdf'),
    mediaType: 'application/pdf',
    content: await composeCaseDocument({
      ...content,
      title: documentTitle(row, rulePackOf(row.rule_pack)),
      office,
      standing: STANDING,
      facts: documentFacts({ class: documentClass, office, at, ...(number && { number }), ...(sealedBy !== null && { sealedBy }) }),
      ...(notice && { notice }),
      demo: row.demo,
      at,
    }),
  }
}

/** What was written down when it was made. Acts of before, which are data of their own, are told from that; their data never change. */
export async function contentOf(
  document: { class: string; caseId: string; commissionId: string | null; content: unknown },
  db: Pick<Database, 'rows'>,
): Promise<DocumentContent | undefined> {
  if (document.content !== null) return documentContent.parse(document.content)
  const { class: documentClass, caseId, commissionId } = document
  if (commissionId === null || !isCommissionPaper(documentClass)) return undefined
  return composeContent({ class: documentClass, caseId, commissionId }, db)
}

function numberOf({ class: documentClass, appointment, revocation, minutes }: Row): string | undefined {
  const numbers: Readonly<Record<string, string | null>> = { nomina: appointment, revoca: revocation, verbale: minutes }
  return numbers[documentClass] ?? undefined
}

function endOf({ revocation, revoked_at: at, replacement }: Row) {
  if (revocation === null || at === null) return undefined
  return { actNumber: revocation, at, ...(replacement !== null && { replacedBy: replacement }) }
}
