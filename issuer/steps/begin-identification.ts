import { advance } from '../procedure/advance.ts'
import { requireNothingMissing } from '../procedure/missing-for.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { fileDocument } from './file-document.ts'
import type { World } from './world.ts'

/** The reception ends well: the person goes on, and their experiences will be put together with a tutor (domain.md §2.1 phase 1). */
export async function beginIdentification(input: FileInput, world: World): Promise<null> {
  const { actor } = input
  return changeFile(
    input,
    {
      action: 'begin-identification',
      task: 'reception',
      during: ['accoglienza'],
      input: {},
      work: async ({ file, tx, at }) => {
        await requireNothingMissing('begin-identification', file, tx)
        const { organisationId, id: caseId } = file
        await fileDocument({ organisationId, caseId, class: 'scheda-accoglienza', title: 'Scheda di accoglienza', at }, tx)
        await advance({ record: file, act: 'begin-identification', actor, at }, tx)
        return null
      },
    },
    world,
  )
}
