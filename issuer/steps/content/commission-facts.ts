import type { Outcome, Qualification } from '../../../credential/attestation/attestation.ts'
import type { Transaction } from '../../db/database.ts'
import { compositionOf } from '../../rule-pack/composition-of.ts'
import { rulePackOf } from '../../rule-pack/rule-pack.ts'
import type { LeftOutWhy } from '../lock-sitting.ts'
import type { Line } from './line.ts'

/** Which commission a paper is about, and whom of its candidates it names: nobody else's body reads of them. */
export interface CommissionPaper {
  readonly commissionId: string
  /** Undefined on the papers of the Chamber and of the commission, which name everybody. */
  readonly caseIds?: readonly string[]
}

export interface CommissionFacts {
  readonly name: string
  readonly chamber: string
  readonly actNumber: string
  readonly appointedAt: Date
  readonly quorum: number
  readonly sittingId: string
  readonly plannedAt: Date
  readonly place: string
  readonly members: readonly { readonly expertId: string; readonly accountId: string | null; readonly name: string; readonly role: Line }[]
  readonly candidates: readonly Candidate[]
  /** Of everybody that it hears. */
  readonly heard: number
  readonly rules: Line
}

export interface Candidate {
  readonly caseId: string
  readonly number: string
  readonly name: string
  readonly body: string
  /** Why the sitting went on without them, or will. */
  readonly leftOut: LeftOutWhy | null
}

interface Row {
  name: string
  chamber: string
  act_number: string
  appointed_at: Date
  quorum_required: number
  sitting_id: string
  planned_at: Date
  place: string
  rule_pack_id: string
  rule_pack_version: string
}

interface CandidateRow extends Candidate {
  qualification: Qualification | null
  setting: Outcome['learning']['setting'] | null
}

/** A commission as its papers name it. Undefined when there is none. */
export async function commissionFacts(
  { commissionId, caseIds }: CommissionPaper,
  tx: Pick<Transaction, 'rows'>,
): Promise<CommissionFacts | undefined> {
  const [row] = await tx.rows<Row>(
    `SELECT c.name, o.name AS chamber, c.act_number, c.appointed_at, c.quorum_required, s.id AS sitting_id, s.planned_at, s.place,
       c.rule_pack_id, c.rule_pack_version
     FROM commission c JOIN organisation o ON o.id = c.organisation_id JOIN sitting s ON s.commission_id = c.id WHERE c.id = $1`,
    [commissionId],
  )
  if (row === undefined) return undefined
  const members = await tx.rows<{ expertId: string; accountId: string | null; name: string; role: string }>(
    `SELECT e.id AS "expertId", e.account_id AS "accountId", e.name, m.role FROM commission_member m JOIN expert e ON e.id = m.expert_id
     WHERE m.commission_id = $1 ORDER BY m.role DESC, e.name`,
    [commissionId],
  )
  const heard = await tx.rows<CandidateRow>(
    `SELECT k.id AS "caseId", k.number, p.given_name || ' ' || p.family_name AS name, b.name AS body, k.qualification,
       k.learning->>'setting' AS setting,
       coalesce((SELECT l.why FROM sitting_left_out l WHERE l.case_id = k.id AND l.sitting_id = $2),
         CASE WHEN k.state = 'rinuncia' THEN 'rinuncia' END) AS "leftOut"
     FROM commission_candidate d JOIN ivc_case k ON k.id = d.case_id JOIN person p ON p.id = k.person_id
       JOIN organisation b ON b.id = k.organisation_id WHERE d.commission_id = $1 ORDER BY k.id`,
    [commissionId, row.sitting_id],
  )
  const rulePack = rulePackOf({ id: row.rule_pack_id, version: row.rule_pack_version })
  const [first] = heard
  const { roles } = compositionOf({
    rulePack,
    qualification: first?.qualification ?? undefined,
    learning: { setting: first?.setting ?? 'informal' },
  })
  return {
    name: row.name,
    chamber: row.chamber,
    actNumber: row.act_number,
    appointedAt: row.appointed_at,
    quorum: row.quorum_required,
    sittingId: row.sitting_id,
    plannedAt: row.planned_at,
    place: row.place,
    members: members.map(({ role, ...member }) => {
      const known = roles.find(({ id }) => id === role)
      return { ...member, role: [known?.it ?? role, known?.en ?? role] }
    }),
    candidates: heard
      .filter(({ caseId }) => caseIds === undefined || caseIds.includes(caseId))
      .map(({ caseId, number, name, body, leftOut }) => ({ caseId, number, name, body, leftOut })),
    heard: heard.length,
    rules: [`${rulePack.title.it} (${rulePack.id}, ${rulePack.version})`, `${rulePack.title.en} (${rulePack.id}, ${rulePack.version})`],
  }
}
