import { changeFile, type FileInput } from './change-file.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/** The person was told how their data are used, after they had been received (Reg. (EU) 2016/679 art. 13). Told once, told for good. */
export async function informPerson(input: FileInput, world: World): Promise<null> {
  return changeFile(
    input,
    {
      action: 'file.informed',
      task: 'reception',
      during: ['accoglienza'],
      input: {},
      work: async ({ file, tx, at }) => {
        const told = await tx.rows(
          'UPDATE case_reception SET informed_at = coalesce(informed_at, $2) WHERE case_id = $1 RETURNING case_id',
          [file.id, at],
        )
        requireThat(told.length === 1, 'case.incomplete', { count: 1, missing: 'missing.reception' })
        return null
      },
    },
    world,
  )
}
