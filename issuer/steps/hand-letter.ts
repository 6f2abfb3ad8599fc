import { lettersAbout } from '../mail/letters-about.ts'
import { STATES } from '../procedure/procedure.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/**
 * Writes down that a letter about a case was given to the person on paper, since no mail reaches them: nothing waits for them any more.
 *
 * @throws AttestaError `letter.unknown`, `case.*`
 */
export async function handLetter(input: FileInput & { readonly letterId: string }, world: World): Promise<null> {
  const { letterId } = input
  return changeFile(
    input,
    {
      action: 'file.letter-handed',
      task: 'reception',
      during: STATES,
      input: { letterId },
      work: async ({ file, tx, at }) => {
        const letters = await lettersAbout({ caseId: file.id, organisationId: file.organisationId }, tx)
        requireThat(
          letters.some(({ id }) => id === letterId),
          'letter.unknown',
        )
        await tx.rows('UPDATE outbox SET handed_at = $3 WHERE id = $1 AND organisation_id = $2', [letterId, file.organisationId, at])
        return null
      },
    },
    world,
  )
}
