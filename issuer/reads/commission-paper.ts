import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { composeCaseDocument } from '../pdf/compose-case-document.ts'
import { declarationsContent } from '../steps/content/declarations-content.ts'
import { COMMISSION_WRITERS, inBoth } from '../steps/document-content.ts'
import { readSittingRecord } from '../steps/lock-sitting.ts'
import { documentFacts, endedNotice, STANDING } from './document-facts.ts'

/** Papers of a commission that name everybody whom it hears: its Chamber's, and its members' where they are theirs to read. */
export const COMMISSION_PAPERS = ['nomina', 'revoca', 'dichiarazioni', 'verbale'] as const
export const SITTING_PAPERS = ['nomina', 'dichiarazioni', 'verbale'] as const
export type CommissionPaperKind = (typeof COMMISSION_PAPERS)[number]

/** Which of them there are by now. */
export function papersThere({ declared, closed }: { declared: number; closed: boolean }): (typeof SITTING_PAPERS)[number][] {
  return ['nomina', ...(declared > 0 ? (['dichiarazioni'] as const) : []), ...(closed ? (['verbale'] as const) : [])]
}

interface Row {
  act_number: string
  appointed_at: Date
  chamber: string
  revoked_by: string | null
  revoked_at: Date | null
  replaced_by: string | null
  minutes: string | null
  closed_at: Date | null
  declared_at: Date | null
  demo: boolean
}

interface Paper {
  readonly title: { readonly it: string; readonly en: string }
  readonly number?: string
  readonly at: Date
  readonly isSealed: boolean
}

/**
 * A paper of a commission for the Chamber that appointed it.
 *
 * @throws AttestaError `appointment.unknown`, also for one of another Chamber; `document.unknown` for what is not there, or not yet
 */
export async function readCommissionPaper(
  { commissionId, paper, actor }: { commissionId: string; paper: CommissionPaperKind; actor: Actor },
  db: Database,
) {
  const [row] = await db.rows<Row>(`${SELECT} AND c.organisation_id = $2 AND $3 = 'chamber'`, [
    commissionId,
    actor.organisation.id,
    actor.role,
  ])
  if (row === undefined) throw new AttestaError('appointment.unknown')
  return print({ row, paper, sections: await COMMISSION_WRITERS[paper]({ commissionId }, db) })
}

/**
 * The same for a member of the commission; of the declarations, their own.
 *
 * @throws AttestaError `sitting.unknown`, also once the appointment was revoked; `document.unknown`
 */
export async function readSittingPaper(
  { sittingId, paper, actor }: { sittingId: string; paper: (typeof SITTING_PAPERS)[number]; actor: Actor },
  db: Database,
) {
  const { commission, me } = await readSittingRecord(sittingId, actor, db)
  const [row] = await db.rows<Row>(SELECT, [commission.id])
  if (row === undefined) throw new AttestaError('sitting.unknown')
  const about = { commissionId: commission.id }
  const sections =
    paper === 'dichiarazioni'
      ? await declarationsContent({ ...about, expertId: me.expertId }, db)
      : await COMMISSION_WRITERS[paper](about, db)
  return print({ row, paper, sections })
}

async function print({
  row,
  paper: kind,
  sections,
}: {
  row: Row
  paper: CommissionPaperKind
  sections: Awaited<ReturnType<typeof declarationsContent>>
}) {
  const paper = PAPERS[kind](row)
  if (paper === undefined) throw new AttestaError('document.unknown')
  const { title, number, at, isSealed } = paper
  const office = row.chamber
  const ended = row.revoked_by !== null && row.revoked_at !== null ? { actNumber: row.revoked_by, at: row.revoked_at } : undefined
  const notice = endedNotice(kind, ended && { ...ended, ...(row.replaced_by !== null && { replacedBy: row.replaced_by }) })
  const content = await composeCaseDocument({
    ...inBoth(sections),
    title,
    office,
    standing: STANDING,
    facts: documentFacts({ class: kind, office, at, ...(number !== undefined && { number }), ...(isSealed && { sealedBy: office }) }),
    ...(notice && { notice }),
    demo: row.demo,
    at,
  })
  const name = `${kind}-${number ?? row.act_number}`.replace(/[^\w.-]+/g, '-')
  return { name: `${name}.pdf`, mediaType: 'application/pdf', content }
}

const titled = (it: string, en: string, number: string) => ({ it: `${it} ${number}`, en: `${en} ${number}` })

/** What each is called, and when it was made; undefined while it is not. */
const PAPERS: Readonly<Record<CommissionPaperKind, (row: Row) => Paper | undefined>> = {
  nomina: ({ act_number: number, appointed_at: at }) => ({
    title: titled('Atto di nomina', 'Appointment', number),
    number,
    at,
    isSealed: true,
  }),
  revoca: ({ revoked_by: number, revoked_at: at }) =>
    number === null || at === null ? undefined : { title: titled('Atto di revoca', 'Revocation', number), number, at, isSealed: true },
  dichiarazioni: ({ declared_at: at }) =>
    at === null
      ? undefined
      : { title: { it: 'Dichiarazioni di assenza di conflitti', en: 'Declarations of no conflict' }, at, isSealed: false },
  verbale: ({ minutes: number, closed_at: at }) =>
    number === null || at === null
      ? undefined
      : { title: titled("Verbale d'esame", 'Minutes of the exam', number), number, at, isSealed: true },
}

const SELECT = `SELECT c.act_number, c.appointed_at, o.name AS chamber, v.act_number AS revoked_by, v.revoked_at, n.act_number AS replaced_by,
    m.number AS minutes, m.closed_at,
    (SELECT max(d.declared_at) FROM sitting_declaration d JOIN sitting s ON s.id = d.sitting_id WHERE s.commission_id = c.id) AS declared_at,
    (SELECT coalesce(bool_or(k.demo), false) FROM commission_candidate d JOIN ivc_case k ON k.id = d.case_id WHERE d.commission_id = c.id) AS demo
  FROM commission c JOIN organisation o ON o.id = c.organisation_id LEFT JOIN commission_revocation v ON v.commission_id = c.id
    LEFT JOIN commission n ON n.id = v.replaced_by LEFT JOIN minutes m ON m.commission_id = c.id
  WHERE c.id = $1`
