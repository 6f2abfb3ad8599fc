import { AttestaError, type ErrorCode } from '../../../credential/errors.ts'
import type { Language } from '../../../http/page/language.ts'
import { problemOf } from '../../../http/problem.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { versionOf } from '../../steps/require-unchanged.ts'
import { requireRegister } from '../../steps/volunteers/change-register.ts'
import { type JudgedLine, judgeImport } from '../../volunteers/import/judge-import.ts'
import { PER_PAGE, pageOf } from '../page.ts'

interface Row {
  readonly id: string
  readonly at: Date
  readonly by: string
  readonly open: number
  readonly taken: number
  readonly aside: number
  readonly total: number
}

const SELECT = `SELECT i.id, i.made_at AS at, a.name AS by, count(l.line) FILTER (WHERE l.state = 'open')::int AS open,
    count(l.line) FILTER (WHERE l.state = 'taken')::int AS taken, count(l.line) FILTER (WHERE l.state = 'aside')::int AS aside,
    count(*) OVER ()::int AS total
  FROM volunteer_import i JOIN account a ON a.id = i.made_by LEFT JOIN volunteer_import_line l ON l.import_id = i.id
  WHERE i.organisation_id = $1 AND ($2::uuid IS NULL OR i.id = $2) GROUP BY i.id, a.name ORDER BY i.made_at DESC, i.id`

/** The files that a body loaded, the newest first. */
export async function readImports({ actor, page }: { actor: Actor; page: number }, db: Pick<Database, 'rows'>) {
  await requireRegister(actor, db)
  const rows = await db.rows<Row>(`${SELECT} LIMIT ${PER_PAGE} OFFSET $3`, [actor.organisation.id, null, (page - 1) * PER_PAGE])
  return { ...pageOf({ page, total: rows[0]?.total ?? 0 }), items: rows.map(viewOf) }
}

const viewOf = ({ id, at, by, open, taken, aside }: Row) => ({ id, at: at.toISOString(), by, open, taken, aside })

/** One file before it is taken in: how many people are ready, and what is wrong with the rest, line by line. */
export async function readImport(
  { actor, importId, page, language, at }: { actor: Actor; importId: string; page: number; language: Language; at: Date },
  db: Pick<Database, 'rows'>,
) {
  await requireRegister(actor, db)
  const organisationId = actor.organisation.id
  const [row] = await db.rows<Row>(SELECT, [organisationId, importId])
  if (row === undefined) throw new AttestaError('volunteer-import.unknown')
  const judged = await judgeImport({ importId, organisationId, at }, db)
  const ready = judged.flatMap((line) => (line.ready === undefined ? [] : [line.ready]))
  const wrong = judged.filter(({ state }) => state === 'wrong')
  return {
    ...viewOf(row),
    version: await versionOf({ subjects: [importId], organisationId }, db),
    ready: { lines: ready.length, people: new Set(ready.map(({ who }) => who)).size },
    there: judged.filter(({ state }) => state === 'there').length,
    wrong: {
      ...pageOf({ page, total: wrong.length }),
      items: wrong.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((line) => sayLine(line, language)),
    },
  }
}

function sayLine({ line, cells, problems }: JudgedLine, language: Language) {
  return {
    line,
    cells,
    problems: problems.map(({ column, code, facts }) => ({ column, code, ...sentencesOf(code, facts ?? {}, language) })),
  }
}

function sentencesOf(code: ErrorCode, facts: Readonly<Record<string, string | number | boolean>>, language: Language) {
  const problem = problemOf(code, facts)
  return { sentence: problem[language], next: problem.next[language] }
}
