import type { Transaction } from '../../db/database.ts'
import type { Cells } from '../../volunteers/import/parse-file.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'

interface LineInput extends RegisterInput {
  readonly importId: string
  readonly line: number
}

/** Writes a line of an import anew, as somebody mended it. @throws AttestaError `volunteer-import.line-unknown` */
export async function mendLine(
  input: LineInput & { readonly cells: Cells; readonly cardSeen?: boolean | undefined },
  world: Pick<World, 'db' | 'now'>,
): Promise<null> {
  return changeLine(input, { action: 'volunteer.import-mend', cells: input.cells, cardSeen: input.cardSeen ?? false, state: 'open' }, world)
}

/** Leaves a line of an import out: what it said is gone. @throws AttestaError `volunteer-import.line-unknown` */
export async function putAside(input: LineInput, world: Pick<World, 'db' | 'now'>): Promise<null> {
  return changeLine(input, { action: 'volunteer.import-aside', cells: null, cardSeen: false, state: 'aside' }, world)
}

async function changeLine(
  input: LineInput,
  { action, cells, cardSeen, state }: { action: `volunteer.${string}`; cells: Cells | null; cardSeen: boolean; state: 'open' | 'aside' },
  world: Pick<World, 'db' | 'now'>,
): Promise<null> {
  const { actor, importId, line } = input
  return changeRegister(
    input,
    {
      action,
      input: { importId, line, cells, cardSeen },
      work: async ({ organisationId, tx }) => {
        await lockImport({ importId, organisationId }, tx)
        await requireUnchanged({ subjects: [importId], organisationId, version: input.seen }, tx)
        const changed = await tx.rows(
          `UPDATE volunteer_import_line SET cells = $3, state = $4, card_seen = $5 WHERE import_id = $1 AND line = $2 AND state = 'open' RETURNING 1`,
          [importId, line, cells === null ? null : JSON.stringify(cells), state, cardSeen],
        )
        requireThat(changed.length === 1, 'volunteer-import.line-unknown')
        tx.audit({ organisationId, action, actor: actor.accountId, subject: importId, facts: { line, ...(cardSeen && { cardSeen }) } })
        return null
      },
    },
    world,
  )
}

/** @throws AttestaError `volunteer-import.unknown`, also for one of another body */
export async function lockImport(
  { importId, organisationId }: { importId: string; organisationId: string },
  tx: Transaction,
): Promise<void> {
  const known = await tx.rows('SELECT 1 FROM volunteer_import WHERE id = $1 AND organisation_id = $2 FOR UPDATE', [
    importId,
    organisationId,
  ])
  requireThat(known.length === 1, 'volunteer-import.unknown')
}
