import { transitionOf } from '../procedure/procedure.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/**
 * Takes on a case that another body handed over. From here on it is run like any other of this body; where it does not belong here it is
 * handed on, which is an act of its own.
 *
 * @throws AttestaError `handover.not-waiting`, `case.*`
 */
export async function takeOn(input: FileInput, world: World): Promise<null> {
  const { actor } = input
  return changeFile(
    input,
    {
      action: 'file.take-on',
      task: 'tutoring',
      during: transitionOf('hand-over').from,
      input: {},
      work: async ({ file, tx, at }) => {
        requireThat(file.waiting, 'handover.not-waiting')
        await tx.rows('UPDATE ivc_case SET taken_on_at = $2, taken_on_by = $3 WHERE id = $1', [file.id, at, actor.accountId])
        return null
      },
    },
    world,
  )
}
