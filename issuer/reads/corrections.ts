import { isDeepStrictEqual } from 'node:util'
import type { Attestation, LocalizedText, Person } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { type CorrectedByChamber, correctableOf } from '../steps/correct/corrected.ts'
import { differencesOf } from '../steps/correct/difference.ts'
import { repertoryTitle } from '../steps/correct/repertory-title.ts'
import { NOBODY, onPage, pageOf } from './page.ts'

export const CORRECTION_STATES = ['open', 'answered'] as const
export interface CorrectionsAsked {
  readonly state?: (typeof CORRECTION_STATES)[number] | undefined
  /** From 1. */
  readonly page?: number | undefined
}

interface Row {
  readonly id: string
  readonly body: string
  readonly case_number: string
  readonly was: { readonly number: string; readonly person: Person; readonly title: LocalizedText }
  readonly corrected: CorrectedByChamber
  readonly reason_class: string
  readonly reason: string
  readonly rule_pack: { readonly id: string; readonly version: string }
  readonly asked_at: Date
  readonly asked_by: string
  readonly answer: 'sealed' | 'refused' | null
  readonly answered_at: Date | null
  readonly answer_reason: string | null
  readonly act_number: string | null
  readonly act_date: string | null
  readonly minutes_number: string
  readonly sat_at: Date
}

const FROM = `FROM correction x JOIN ivc_case k ON k.id = x.case_id JOIN organisation b ON b.id = x.organisation_id
  JOIN account y ON y.id = x.asked_by JOIN decision_outcome o ON o.attestation_id = x.attestation_id JOIN decision d ON d.id = o.decision_id
  JOIN minutes m ON m.sitting_id = d.sitting_id`
const COLUMNS = `x.id, b.name AS body, k.number AS case_number, x.was, x.corrected, x.reason_class, x.reason, x.asked_at, y.name AS asked_by,
  jsonb_build_object('id', k.rule_pack_id, 'version', k.rule_pack_version) AS rule_pack, x.answer, x.answered_at, x.answer_reason,
  x.act_number, x.act_date::text, m.number AS minutes_number, m.sat_at`

/** One page of what bodies ask a Chamber to put right: what waits, the longest wait first, or what is answered, the latest first. */
export async function readCorrections({ actor, asked = {}, db }: { actor: Actor; asked?: CorrectionsAsked; db: Pick<Database, 'rows'> }) {
  const { state = 'open', page = 1 } = asked
  const chamberId = actor.role === 'chamber' ? actor.organisation.id : NOBODY
  const { skip, take } = onPage(page)
  const [counts] = await db.rows<{ waiting: number; total: number }>(
    `SELECT count(*) FILTER (WHERE answer IS NULL)::int AS waiting, count(*) FILTER (WHERE (answer IS NULL) = ($2 = 'open'))::int AS total
     FROM correction WHERE chamber_id = $1`,
    [chamberId, state],
  )
  const rows = await db.rows<Row>(
    `SELECT ${COLUMNS} ${FROM} WHERE x.chamber_id = $1 AND (x.answer IS NULL) = ($2 = 'open')
     ORDER BY CASE WHEN $2 = 'open' THEN x.asked_at END, x.answered_at DESC, x.id LIMIT $3 OFFSET $4`,
    [chamberId, state, take, skip],
  )
  return { waiting: counts?.waiting ?? 0, ...pageOf({ page, total: counts?.total ?? 0 }), items: rows.map(view) }
}

/** @throws AttestaError `correction.unknown` */
export async function readCorrection({ id, actor, db }: { id: string; actor: Actor; db: Pick<Database, 'rows'> }) {
  const chamberId = actor.role === 'chamber' ? actor.organisation.id : NOBODY
  const [row] = await db.rows<Row>(`SELECT ${COLUMNS} ${FROM} WHERE x.id = $1 AND x.chamber_id = $2`, [id, chamberId])
  if (row === undefined) throw new AttestaError('correction.unknown')
  return view(row)
}

function view(row: Row) {
  const { was, corrected } = row
  const { reasons } = rulePackOf(row.rule_pack)
  return {
    id: row.id,
    number: was.number,
    body: row.body,
    case: row.case_number,
    person: `${was.person.givenName} ${was.person.familyName}`,
    titleByLanguage: was.title,
    minutes: { number: row.minutes_number, satAt: formatDateTime(row.sat_at) },
    differences: differencesOf({ was, is: corrected }),
    reasonTitle: reasons.find(({ id }) => id === row.reason_class) ?? { it: row.reason_class, en: row.reason_class },
    reason: row.reason,
    askedAt: formatDateTime(row.asked_at),
    askedBy: row.asked_by,
    ...answerView(row),
  }
}

function answerView(row: Pick<Row, 'answer' | 'answered_at' | 'answer_reason' | 'act_number' | 'act_date'>) {
  const { answer, answered_at, answer_reason, act_number, act_date } = row
  if (answer === null || answered_at === null) return {}
  return {
    answer,
    answeredAt: formatDateTime(answered_at),
    ...(answer_reason !== null && { answerReason: answer_reason }),
    ...(act_number !== null && { act: { number: act_number, date: act_date ?? '' } }),
  }
}

interface ActRow {
  readonly kind: string
  readonly caseId: string | null
  readonly number: string
  readonly record: Attestation
}

/**
 * What of an act may be corrected, as it stands: by the body alone, or by way of the Chamber.
 *
 * @throws AttestaError `attestation.unknown`
 */
export async function readCorrectable({ attestationId, actor, db }: { attestationId: string; actor: Actor; db: Pick<Database, 'rows'> }) {
  const [act] = await db.rows<ActRow>(
    'SELECT kind, case_id AS "caseId", number, record FROM attestation WHERE id = $1 AND organisation_id = $2',
    [attestationId, actor.organisation.id],
  )
  if (act === undefined || actor.role !== 'officer') throw new AttestaError('attestation.unknown')
  const { person, title, ...further } = correctableOf(act.record)
  const byChamber = act.kind === 'certificato'
  const { reasons, numbering, appointedBy } = rulePackOf(act.record.rulePack)
  return {
    number: act.number,
    kind: act.kind,
    by: byChamber ? 'chamber' : 'body',
    office: appointedBy.office,
    correctable: byChamber ? { person, title } : { person, title, ...further },
    /** It is that of the repertory, which a rettifica does not change. */
    titleStays: isDeepStrictEqual({ ...title }, await repertoryTitle(act, db)),
    /** The register of the Region gives the number of the new one. */
    numberFromOutside: byChamber && numbering.attestation.givenBy === 'outside',
    reasons: reasons.filter(({ words }) => words.includes('sostituito')).map(({ id, it, en }) => ({ id, it, en })),
  }
}

/** What an act replaces and is replaced by, what was asked of its Chamber, and what the Region ordered. */
export async function readSuccession({ attestationId, db }: { attestationId: string; db: Pick<Database, 'rows'> }) {
  const [row] = await db.rows<{
    before_id: string | null
    before_number: string | null
    after_id: string | null
    after_number: string | null
    asked_at: Date | null
    was: Row['was'] | null
    corrected: CorrectedByChamber | null
    chamber: string | null
    answer: Row['answer']
    answered_at: Date | null
    answer_reason: string | null
    act_number: string | null
    act_date: string | null
    order_number: string | null
    order_date: string | null
    order_reason: string | null
  }>(
    `SELECT b.id AS before_id, b.number AS before_number, n.id AS after_id, n.number AS after_number, x.asked_at, x.was, x.corrected,
       h.name AS chamber, x.answer, x.answered_at, x.answer_reason, x.act_number, x.act_date::text,
       o.act_number AS order_number, o.act_date::text AS order_date, o.reason AS order_reason
     FROM attestation a LEFT JOIN attestation b ON b.id = a.replaces LEFT JOIN attestation n ON n.replaces = a.id
       LEFT JOIN LATERAL (SELECT * FROM correction c WHERE c.attestation_id = a.id ORDER BY c.asked_at DESC LIMIT 1) x ON true
       LEFT JOIN organisation h ON h.id = x.chamber_id LEFT JOIN correction_order o ON o.attestation_id = a.id
     WHERE a.id = $1`,
    [attestationId],
  )
  if (row === undefined) return {}
  return {
    ...(row.before_id !== null && { replaces: { id: row.before_id, number: row.before_number ?? '' } }),
    ...(row.after_id !== null && { successor: { id: row.after_id, number: row.after_number ?? '' } }),
    ...(row.asked_at !== null &&
      row.was !== null &&
      row.corrected !== null && {
        correction: {
          askedAt: formatDateTime(row.asked_at),
          chamber: row.chamber ?? '',
          differences: differencesOf({ was: row.was, is: row.corrected }),
          ...answerView(row),
        },
      }),
    ...(row.order_number !== null && {
      order: { number: row.order_number, date: row.order_date ?? '', reason: row.order_reason ?? '' },
    }),
  }
}
