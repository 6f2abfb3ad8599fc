import { advance } from '../procedure/advance.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { readDecision } from './read-decision.ts'
import { requireThat } from './require-that.ts'
import { requireStanding } from './standing-act.ts'
import type { World } from './world.ts'

/**
 * The body asks for the number of the register, where it comes from outside: from here on the case waits for it
 * (D.Lgs. 13/2013 art. 6 c. 1 lett. b: registration precedes release).
 */
export async function registerCase(input: FileInput, world: World): Promise<null> {
  const { actor, caseId } = input
  return changeFile(
    input,
    {
      action: 'register',
      task: 'release',
      during: ['verbale_firmato'],
      input: {},
      async work({ file, tx, at }) {
        requireThat(file.rulePack.numbering.attestation.givenBy === 'outside', 'register.from-here')
        const decision = await readDecision(caseId, tx)
        requireThat(decision !== undefined, 'release.no-decision')
        requireThat(decision !== 'refused', 'release.not-certified')
        await requireStanding({ records: [file], code: 'case.act-fallen' }, tx)
        await advance({ record: file, act: 'register', actor, at }, tx)
        return null
      },
    },
    world,
  )
}
