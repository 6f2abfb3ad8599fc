import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { FieldProblem } from '../exports/compose-export.ts'
import { targetOf } from '../exports/targets/index.ts'
import { requireExporter } from '../steps/make-export.ts'
import type { LineOutcome } from '../steps/reconcile-export.ts'

interface Row {
  readonly id: string
  readonly target: string
  readonly format: 'csv' | 'json'
  readonly from_day: string
  readonly until_day: string
  readonly made_at: Date
  readonly by: string
  readonly problems: FieldProblem[]
  readonly records: number
  readonly waiting: number
  readonly kept: boolean
  readonly returns: { at: string; outcomes: LineOutcome[] }[]
  readonly total: number
}

const PER_PAGE = 10

/** The exports of an organisation, newest first: what was in each, what was left out and why, what came back. */
export async function readExports({ actor, page = 1, db }: { actor: Actor; page?: number; db: Pick<Database, 'rows'> }) {
  requireExporter(actor)
  const rows = await db.rows<Row>(
    `SELECT r.id, r.target, r.format, r.from_day::text, r.until_day::text, r.made_at, a.name AS by, r.problems, count(*) OVER ()::int AS total,
       (SELECT count(*)::int FROM export_case e WHERE e.run_id = r.id) AS records,
       (SELECT count(*)::int FROM export_case e JOIN ivc_case k ON k.id = e.case_id
        WHERE e.run_id = r.id AND k.state = 'da_registrare' AND NOT EXISTS (SELECT 1 FROM register_number n WHERE n.case_id = k.id)) AS waiting,
       EXISTS (SELECT 1 FROM export_file f WHERE f.run_id = r.id) AS kept,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('at', x.read_at, 'outcomes', x.outcomes) ORDER BY x.read_at DESC), '[]')
        FROM export_return x WHERE x.run_id = r.id) AS returns
     FROM export_run r JOIN account a ON a.id = r.made_by WHERE r.organisation_id = $1
     ORDER BY r.made_at DESC, r.id LIMIT ${PER_PAGE} OFFSET $2`,
    [actor.organisation.id, (page - 1) * PER_PAGE],
  )
  const total = rows[0]?.total ?? 0
  return {
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PER_PAGE)),
    items: rows.map(({ id, target, format, from_day, until_day, made_at, by, problems, records, waiting, kept, returns }) => ({
      id,
      target,
      targetName: targetOf(target).name,
      format,
      from: from_day,
      until: until_day,
      madeAt: formatDateTime(made_at),
      by,
      records,
      waiting,
      kept,
      problems,
      returns,
    })),
  }
}

/** @throws AttestaError `export.unknown`, also when its thirty days are over */
export async function readExportFile({ runId, actor, db }: { runId: string; actor: Actor; db: Pick<Database, 'rows'> }) {
  requireExporter(actor)
  const [found] = await db.rows<{ target: string; format: 'csv' | 'json'; from_day: string; until_day: string; content: string }>(
    `SELECT r.target, r.format, r.from_day::text, r.until_day::text, f.content FROM export_run r JOIN export_file f ON f.run_id = r.id
     WHERE r.id = $1 AND r.organisation_id = $2`,
    [runId, actor.organisation.id],
  )
  if (found === undefined) throw new AttestaError('export.unknown')
  const { target, format, from_day, until_day, content } = found
  const mediaType = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json'
  return { name: `${target}-${from_day}-${until_day}.${format}`, mediaType, content }
}
