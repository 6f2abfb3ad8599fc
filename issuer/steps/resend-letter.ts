import { lettersAbout } from '../mail/letters-about.ts'
import { readMailFacts } from '../mail/read-mail-facts.ts'
import { STATES } from '../procedure/procedure.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/**
 * Sends a letter about a case again, to the address that is known now: after a refusal, or because the person has lost it. One that is
 * waiting goes by itself, and one about something that no longer holds (a link taken back, a sitting called off) is not sent.
 *
 * @throws AttestaError `letter.unknown`, `letter.waiting`, `letter.overtaken`, `case.*`
 */
export async function resendLetter(input: FileInput & { readonly letterId: string }, world: World): Promise<null> {
  const { letterId } = input
  const { issuerUrl, wrapping } = world
  return changeFile(
    input,
    {
      action: 'file.letter',
      task: 'reception',
      during: STATES,
      input: { letterId },
      work: async ({ file, tx }) => {
        const letters = await lettersAbout({ caseId: file.id, organisationId: file.organisationId }, tx)
        const letter = letters.find(({ id }) => id === letterId)
        requireThat(letter !== undefined, 'letter.unknown')
        requireThat(letter.done_at !== null || letter.failed_at !== null, 'letter.waiting')
        // The newest comes first: the day of an older one holds no more.
        const newest = letters.find(({ topic }) => topic === letter.topic)
        requireThat(letter.topic !== 'assessment.planned' || newest?.id === letterId, 'letter.overtaken')
        // Of one about what no longer holds there is nothing to write.
        requireThat((await readMailFacts(letter, { db: tx, issuerUrl, wrapping })).length > 0, 'letter.overtaken')
        await tx.rows(
          `UPDATE outbox SET done_at = NULL, failed_at = NULL, bounced_at = NULL, bounce_code = NULL, sent = NULL, handed_at = NULL, attempts = 0, available_at = now()
           WHERE id = $1 AND organisation_id = $2`,
          [letterId, file.organisationId],
        )
        return null
      },
    },
    world,
  )
}
