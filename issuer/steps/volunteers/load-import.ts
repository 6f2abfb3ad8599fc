import { createHash, randomUUID } from 'node:crypto'
import { parseFile } from '../../volunteers/import/parse-file.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'

/**
 * Takes a file of many in, to be looked at: nothing of it is in the register yet. A file that came before is the import that it was, so
 * that nothing gets in twice.
 *
 * @throws AttestaError `volunteer-import.*`
 */
export async function loadImport(
  input: RegisterInput & { readonly bytes: Uint8Array },
  world: Pick<World, 'db' | 'now'>,
): Promise<{ id: string; before: boolean }> {
  const { actor, bytes } = input
  const sha256 = createHash('sha256').update(bytes).digest()
  return changeRegister(
    input,
    {
      action: 'volunteer.import',
      input: { sha256: sha256.toString('hex') },
      work: async ({ organisationId, tx, at }) => {
        const lines = parseFile(bytes)
        const made = await tx.row<{ id: string }>(
          `INSERT INTO volunteer_import (id, organisation_id, sha256, made_at, made_by) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (organisation_id, sha256) DO NOTHING RETURNING id`,
          [randomUUID(), organisationId, sha256, at, actor.accountId],
        )
        if (made === undefined) {
          const [before] = await tx.rows<{ id: string }>('SELECT id FROM volunteer_import WHERE organisation_id = $1 AND sha256 = $2', [
            organisationId,
            sha256,
          ])
          return { id: before?.id ?? '', before: true }
        }
        await tx.rows(
          `INSERT INTO volunteer_import_line (import_id, organisation_id, line, cells, state)
           SELECT $1, $2, x.line, x.cells, 'open' FROM jsonb_to_recordset($3::jsonb) AS x (line integer, cells jsonb)`,
          [made.id, organisationId, JSON.stringify(lines)],
        )
        tx.audit({ organisationId, action: 'volunteer.import', actor: actor.accountId, subject: made.id, facts: { lines: lines.length } })
        return { id: made.id, before: false }
      },
    },
    world,
  )
}
