import { dayInRome } from '../../../credential/time.ts'
import type { Transaction } from '../../db/database.ts'
import { judgeLine, type LineProblem, type ReadyLine } from './judge-line.ts'
import type { Cells } from './parse-file.ts'

export interface JudgedLine {
  readonly line: number
  readonly cells: Cells
  /** `ready` = may be taken in; `there` = the register has it already; `wrong` = somebody has to look at it. */
  readonly state: 'ready' | 'there' | 'wrong'
  readonly ready?: ReadyLine
  readonly problems: readonly LineProblem[]
}

/** Judges the lines of an import that are still open: by themselves, against one another, and against the register. */
export async function judgeImport(
  { importId, organisationId, at }: { importId: string; organisationId: string; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<JudgedLine[]> {
  const rows = await tx.rows<{ line: number; cells: Cells }>(
    `SELECT line, cells FROM volunteer_import_line WHERE import_id = $1 AND organisation_id = $2 AND state = 'open' ORDER BY line`,
    [importId, organisationId],
  )
  const today = dayInRome(at)
  const judged = rows.map(({ line, cells }) => ({ line, cells, ...judgeLine(cells, today) }))
  const known = await readKnown(
    organisationId,
    judged.flatMap((row) => ('ready' in row ? [{ line: row.line, ...row.ready }] : [])),
    tx,
  )
  const names = new Map<string, string>()
  const seen = new Map<string, number>()
  return judged.map((row): JudgedLine => {
    const { line, cells } = row
    if (!('ready' in row)) return { line, cells, state: 'wrong', problems: row.problems }
    const { person, hours } = row.ready
    const found = known.get(line)
    const key = found?.key ?? person.taxCode
    const name = found?.name ?? names.get(key) ?? nameOf(person)
    names.set(key, name)
    if (name !== nameOf(person)) return { line, cells, state: 'wrong', problems: [{ column: 'familyName', code: 'person.other-name' }] }
    if (found?.there) return { line, cells, state: 'there', problems: [] }
    const same = JSON.stringify([key, hours])
    const before = seen.get(same)
    if (before === undefined) seen.set(same, line)
    else return { line, cells, state: 'wrong', problems: [{ column: 'taxCode', code: 'volunteer-import.twice', facts: { line: before } }] }
    return { line, cells, state: 'ready', ready: row.ready, problems: [] }
  })
}

const nameOf = ({ familyName, givenName }: ReadyLine['person']) => `${familyName}\n${givenName}`

/** Who had the code `x.key` before, as the one person that two records of the body may be. $1 = body. */
export const FORMER = `(SELECT coalesce(q.same_as, q.id) FROM person_former_code f JOIN person q ON q.id = f.person_id
  WHERE f.organisation_id = $1 AND f.tax_code_key = x.key LIMIT 1)`

interface Known {
  /** However the tax code is spelt. */
  readonly key: string
  /** As the body knows the person, whichever code they had. */
  readonly name: string | undefined
  readonly there: boolean
}

async function readKnown(
  organisationId: string,
  lines: readonly (ReadyLine & { readonly line: number })[],
  tx: Pick<Transaction, 'rows'>,
): Promise<ReadonlyMap<number, Known>> {
  const asked = lines.map(({ line, person, hours }) => ({ line, code: person.taxCode, ...hours }))
  const rows = await tx.rows<{ line: number; key: string; family_name: string | null; given_name: string | null; there: boolean }>(
    `WITH x AS MATERIALIZED (
       SELECT r.*, attesta_tax_code_key(r.code) AS key
       FROM jsonb_to_recordset($2::jsonb) AS r (line integer, code text, "from" date, until date, minutes integer, activity text)),
     whose AS MATERIALIZED (
       SELECT x.*, coalesce(p.id, ${FORMER}) AS person_id FROM x
         LEFT JOIN person p ON p.organisation_id = $1 AND p.tax_code_key = x.key AND p.same_as IS NULL)
     SELECT w.line, coalesce(p.id::text, w.key) AS key, p.family_name, p.given_name,
       CASE WHEN w.from IS NULL THEN v.id IS NOT NULL
         ELSE EXISTS (SELECT 1 FROM volunteer_hours h WHERE h.volunteer_id = v.id AND h.from_day = w.from AND h.until_day = w.until
           AND h.minutes = w.minutes AND h.activity = w.activity AND h.reverses IS NULL
           AND NOT EXISTS (SELECT 1 FROM volunteer_hours r WHERE r.reverses = h.id)) END AS there
     FROM whose w LEFT JOIN person p ON p.id = w.person_id LEFT JOIN volunteer v ON v.person_id = p.id AND v.organisation_id = $1`,
    [organisationId, JSON.stringify(asked)],
  )
  return new Map(
    rows.map(({ line, key, family_name: familyName, given_name: givenName, there }) => [
      line,
      {
        key,
        name: familyName === null || givenName === null ? undefined : nameOf({ familyName, givenName, taxCode: '', birthDate: '' }),
        there,
      },
    ]),
  )
}
