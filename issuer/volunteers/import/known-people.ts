import type { Transaction } from '../../db/database.ts'

export interface KnownPerson {
  /** The person, where the body knows them; else the code, however it is spelt. */
  readonly key: string
  /** As the body knows them, whichever code they had; undefined for whoever is new. */
  readonly person: { readonly familyName: string; readonly givenName: string; readonly birthDate: string } | undefined
  /** Undefined for whoever is not in the register of volunteers yet. */
  readonly volunteerId: string | undefined
}

/**
 * Lines of a file and whose each is, whichever code the person had when the body first met them, and under whichever of two records that
 * were recognised as one they entered the register. $1 = body, $2 = lines, each with `code`; `whose (…, person_id, volunteer_id)`.
 */
export const WHOSE = `x AS MATERIALIZED (
    SELECT r.*, attesta_tax_code_key(r."taxCode") AS key
    FROM jsonb_to_recordset($2::jsonb) AS r (line integer, "taxCode" text, "familyName" text, "givenName" text, "birthDate" date,
      "from" date, until date, minutes integer, activity text)),
  named AS MATERIALIZED (
    SELECT x.*, coalesce(p.id, (SELECT coalesce(q.same_as, q.id) FROM person_former_code f JOIN person q ON q.id = f.person_id
        WHERE f.organisation_id = $1 AND f.tax_code_key = x.key LIMIT 1)) AS person_id
    FROM x LEFT JOIN person p ON p.organisation_id = $1 AND p.tax_code_key = x.key AND p.same_as IS NULL),
  whose AS MATERIALIZED (
    SELECT n.*, (SELECT v.id FROM person t JOIN volunteer v ON v.person_id = t.id
        WHERE (t.id = n.person_id OR t.same_as = n.person_id) AND v.organisation_id = $1 ORDER BY t.same_as NULLS FIRST, v.id LIMIT 1) AS volunteer_id
    FROM named n)`

/** Who is meant by each line. */
export async function knownPeople(
  { organisationId, lines }: { organisationId: string; lines: readonly { readonly line: number; readonly taxCode: string }[] },
  tx: Pick<Transaction, 'rows'>,
): Promise<ReadonlyMap<number, KnownPerson>> {
  const rows = await tx.rows<{
    line: number
    key: string
    volunteer_id: string | null
    family_name: string | null
    given_name: string
    birth_date: string
  }>(
    `WITH ${WHOSE} SELECT w.line, coalesce(p.id::text, w.key) AS key, w.volunteer_id, p.family_name, p.given_name, p.birth_date::text
     FROM whose w LEFT JOIN person p ON p.id = w.person_id`,
    [organisationId, JSON.stringify(lines)],
  )
  return new Map(
    rows.map(({ line, key, volunteer_id, family_name: familyName, given_name: givenName, birth_date: birthDate }) => [
      line,
      {
        key,
        person: familyName === null ? undefined : { familyName, givenName, birthDate },
        volunteerId: volunteer_id ?? undefined,
      },
    ]),
  )
}
