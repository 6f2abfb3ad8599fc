import { judgeImport } from '../../volunteers/import/judge-import.ts'
import { WHOSE } from '../../volunteers/import/known-people.ts'
import { keepReach } from '../../volunteers/keep-reach.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
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
        await requireUnchanged({ subjects: [importId], organisationId, version: input.seen }, tx)
        const judged = await judgeImport({ importId, organisationId, at }, tx)
        const ready = judged.flatMap((row) =>
          row.ready === undefined ? [] : [{ line: row.line, who: row.ready.who, ...row.ready.person, ...row.ready.hours }],
        )
        requireThat(ready.length > 0, 'volunteer-import.nothing-ready')
        const lines = JSON.stringify(ready)
        await tx.rows(
          `WITH ${WHOSE} INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code, demo)
           SELECT DISTINCT ON (key) $1::uuid, "givenName", "familyName", "birthDate", "taxCode", $3 FROM whose WHERE person_id IS NULL
           ORDER BY key, line ON CONFLICT (organisation_id, tax_code_key) WHERE same_as IS NULL DO NOTHING`,
          [organisationId, lines, demo],
        )
        await tx.rows(
          `WITH ${WHOSE} INSERT INTO volunteer (organisation_id, person_id, added_at, added_by)
           SELECT DISTINCT $1::uuid, person_id, $3::timestamptz, $4::uuid FROM whose WHERE volunteer_id IS NULL ON CONFLICT (organisation_id, person_id) DO NOTHING`,
          [organisationId, lines, at, actor.accountId],
        )
        const written = await tx.rows<{ volunteer_id: string; lines: number }>(
          `WITH ${WHOSE}, written AS (INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, import_id, recorded_at, recorded_by)
           SELECT $1::uuid, volunteer_id, "from", until, minutes, activity, $5::uuid, $3::timestamptz, $4::uuid FROM whose WHERE "from" IS NOT NULL
             RETURNING volunteer_id)
           SELECT volunteer_id, count(*)::int AS lines FROM written GROUP BY volunteer_id ORDER BY volunteer_id`,
          [organisationId, lines, at, actor.accountId, importId],
        )
        await keepReach({ organisationId, at }, tx)
        const there = judged.filter(({ state }) => state === 'there').map(({ line }) => line)
        await tx.rows(
          `UPDATE volunteer_import_line SET cells = NULL, state = CASE WHEN line = ANY ($2) THEN 'taken' ELSE 'aside' END
           WHERE import_id = $1 AND (line = ANY ($2) OR line = ANY ($3))`,
          [importId, ready.map(({ line }) => line), there],
        )
        const people = new Set(ready.map(({ who }) => who)).size
        const facts = { lines: ready.length, people }
        // Of each volunteer too: whoever looks at their page is told that it has changed.
        for (const { volunteer_id: subject, lines: taken } of written)
          tx.audit({ organisationId, action: 'volunteer.import-hours', actor: actor.accountId, subject, facts: { importId, lines: taken } })
        tx.audit({ organisationId, action: 'volunteer.import-accept', actor: actor.accountId, subject: importId, facts })
        return facts
      },
    },
    world,
  )
}
