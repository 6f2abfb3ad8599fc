import { FORMER, judgeImport } from '../../volunteers/import/judge-import.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'
import { lockImport } from './mend-import.ts'

/**
 * Takes every line that is ready into the register; those that are there already are put aside, and wrong ones wait for whoever mends
 * them. One import of a body at a time: the same line in two files gets in once.
 *
 * @throws AttestaError `volunteer-import.unknown`, `volunteer-import.nothing-ready`
 */
export async function acceptImport(
  input: RegisterInput & { readonly importId: string; readonly demo: boolean },
  world: Pick<World, 'db' | 'now'>,
): Promise<{ lines: number; people: number }> {
  const { actor, importId, demo } = input
  return changeRegister(
    input,
    {
      action: 'volunteer.import-accept',
      input: { importId },
      work: async ({ organisationId, tx, at }) => {
        await tx.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 11))', [organisationId])
        await lockImport({ importId, organisationId }, tx)
        const judged = await judgeImport({ importId, organisationId, at }, tx)
        const ready = judged.flatMap((row) =>
          row.ready === undefined ? [] : [{ line: row.line, ...row.ready.person, ...row.ready.hours }],
        )
        requireThat(ready.length > 0, 'volunteer-import.nothing-ready')
        const lines = JSON.stringify(ready)
        await tx.rows(
          `${WHOSE} INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code, demo)
           SELECT DISTINCT ON (key) $1::uuid, "givenName", "familyName", "birthDate", "taxCode", $3 FROM whose WHERE person_id IS NULL
           ORDER BY key, line ON CONFLICT (organisation_id, tax_code_key) WHERE same_as IS NULL DO NOTHING`,
          [organisationId, lines, demo],
        )
        await tx.rows(
          `${WHOSE} INSERT INTO volunteer (organisation_id, person_id, added_at, added_by)
           SELECT DISTINCT $1::uuid, person_id, $3::timestamptz, $4::uuid FROM whose ON CONFLICT (organisation_id, person_id) DO NOTHING`,
          [organisationId, lines, at, actor.accountId],
        )
        await tx.rows(
          `${WHOSE} INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, import_id, recorded_at, recorded_by)
           SELECT $1::uuid, v.id, w."from", w.until, w.minutes, w.activity, $5::uuid, $3::timestamptz, $4::uuid
           FROM whose w JOIN volunteer v ON v.person_id = w.person_id AND v.organisation_id = $1 WHERE w."from" IS NOT NULL`,
          [organisationId, lines, at, actor.accountId, importId],
        )
        const there = judged.filter(({ state }) => state === 'there').map(({ line }) => line)
        await tx.rows(
          `UPDATE volunteer_import_line SET cells = NULL, state = CASE WHEN line = ANY ($2) THEN 'taken' ELSE 'aside' END
           WHERE import_id = $1 AND (line = ANY ($2) OR line = ANY ($3))`,
          [importId, ready.map(({ line }) => line), there],
        )
        const people = new Set(ready.map(({ taxCode }) => taxCode)).size
        const facts = { lines: ready.length, people }
        tx.audit({ organisationId, action: 'volunteer.import-accept', actor: actor.accountId, subject: importId, facts })
        return facts
      },
    },
    world,
  )
}

/** The lines and whose each is, whichever code the person had when the body first met them. $1 = body, $2 = lines. */
const WHOSE = `WITH x AS MATERIALIZED (
    SELECT r.*, attesta_tax_code_key(r."taxCode") AS key
    FROM jsonb_to_recordset($2::jsonb) AS r (line integer, "taxCode" text, "familyName" text, "givenName" text, "birthDate" date,
      "from" date, until date, minutes integer, activity text)),
  whose AS MATERIALIZED (
    SELECT x.*, coalesce(p.id, ${FORMER}) AS person_id FROM x
      LEFT JOIN person p ON p.organisation_id = $1 AND p.tax_code_key = x.key AND p.same_as IS NULL)`
