import { AttestaError } from '../../credential/errors.ts'
import type { Transaction } from '../db/database.ts'
import { liveHours } from './live-hours.ts'
import { openRoom } from './require-room.ts'

/**
 * Refuses to count hours of a person who was in the register twice, while on some day both records together have more than 24: nobody but
 * the body knows which lines say the same. One record alone has been held to this line by line.
 *
 * @param ids every record of the person, the one that the register goes by first
 * @throws AttestaError `volunteer.together-full`
 */
export async function requireTogether(ids: readonly string[], tx: Pick<Transaction, 'rows'>): Promise<void> {
  const [one, ...others] = ids
  if (one === undefined || others.length === 0) return
  const room = openRoom([])
  for (const line of await liveHours([one], tx)) {
    try {
      room.take(line)
    } catch (error) {
      if (!(error instanceof AttestaError)) throw error
      throw new AttestaError('volunteer.together-full', { days: error.facts.days ?? '' })
    }
  }
}
