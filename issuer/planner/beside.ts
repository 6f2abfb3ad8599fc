import { collide } from './collide.ts'
import type { Composition, ProposedSitting, Slot } from './planning.ts'

export interface BesideInput {
  readonly slot: Slot
  readonly room: string
  /** How many it hears, or may hear at most. */
  readonly people: number
  readonly taken: readonly ProposedSitting[]
  readonly slots: ReadonlyMap<string, Slot>
  readonly composition: Pick<Composition, 'times'>
}

/** The sittings whose people cannot sit in this one, too: it would begin before they are done and there, or they before it is. */
export function besideOf({ slot, room, people, taken, slots, composition: { times } }: BesideInput): ProposedSitting[] {
  const one = { at: slot.at, people, place: room }
  return taken.filter((other) => {
    const at = slots.get(other.slot)?.at
    return at !== undefined && collide({ one, other: { at, people: other.candidates.length, place: other.room }, times })
  })
}
