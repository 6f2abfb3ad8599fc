import type { Keystore } from '../../../keys/index.ts'
import type { World } from '../../steps/world.ts'
import { calendar } from '../calendar.ts'
import { FOUNDED } from '../seed-organisations.ts'
import { chance } from './chance.ts'
import { type LargeBody, largeSlugs, seedDirectory } from './directory.ts'
import { doAct, type Walker } from './do-act.ts'
import { lifeOf, type Stage } from './life.ts'
import { seedRegister } from './seed-register.ts'

/** Since when the procedure is in force, as far as anybody has told (domain.md §1). */
const BEGINS = new Date('2024-02-05T08:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

export interface SeedLargeInput {
  readonly world: World
  /** Sets what `world.now` says. */
  readonly setClock: (at: Date) => void
  readonly keystore: Pick<Keystore, 'create'>
  readonly cases: number
  /** In the register of the third-sector body. */
  readonly volunteers: number
  readonly now: Date
  readonly onProgress?: (acts: number, at: Date) => void
}

interface Due {
  /** Day for which the plan has it, which may be a Sunday. */
  readonly planned: number
  /** When it is done, in office hours. */
  readonly at: Date
  readonly walker: Walker
  readonly stages: readonly Stage[]
}

/**
 * Lives through the history of a region in the order in which it happened: every act is done by the step that does it for real, on its
 * day, so that numbers, audit trail and seals are what they would be. What would come after now is left undone.
 *
 * @returns how many acts were done
 */
export async function seedLarge(input: SeedLargeInput): Promise<number> {
  const { world, setClock, keystore, cases, volunteers, now, onProgress = () => undefined } = input
  for (const slug of largeSlugs()) await keystore.create(slug, 'ES256', FOUNDED)
  setClock(new Date('2024-01-31T09:00:00Z'))
  const bodies = await seedDirectory(world)

  const waiting = opened({ bodies, cases, now })
  let done = 0
  for (let due = waiting.take(); due !== undefined; due = waiting.take()) {
    const { planned, at, walker, stages } = due
    const [stage, next] = stages
    if (stage === undefined || at > now) continue
    setClock(at)
    const after = planned + (next?.days ?? 0) * DAY
    const then = inOffice({ planned: after, walker })
    await doAct(stage.act, { walker, at, sittingAt: new Date(then.getTime() + HOUR) }, world)
    done += 1
    onProgress(done, at)
    waiting.put({ planned: after, at: then, walker, stages: stages.slice(1) })
  }
  setClock(now)
  await seedRegister({ world, volunteers, now })
  return done
}

/** More people come each year than the year before. */
function opened({ bodies, cases, now }: { bodies: readonly LargeBody[]; cases: number; now: Date }) {
  const dice = chance(1000)
  const queue = timeline()
  for (let index = 0; index < cases; index++) {
    const planned = BEGINS.getTime() + Math.sqrt(dice.next()) * (now.getTime() - BEGINS.getTime())
    const walker: Walker = { index, dice: chance(10_000 + index), body: dice.pick(bodies) }
    queue.put({ planned, at: inOffice({ planned, walker }), walker, stages: lifeOf(walker.dice) })
  }
  return queue
}

/** Whatever is due first comes first; those of one instant in the order in which they were put. */
function timeline() {
  const heap: Due[] = []
  const timeOf = (place: number) => heap[place]?.at.getTime() ?? Number.POSITIVE_INFINITY
  const before = (one: number, other: number) => timeOf(one) < timeOf(other)
  const swap = (one: number, other: number) => {
    const [a, b] = [heap[one], heap[other]]
    if (a === undefined || b === undefined) return
    heap[one] = b
    heap[other] = a
  }
  return {
    put(due: Due): void {
      heap.push(due)
      for (let place = heap.length - 1; place > 0; ) {
        const above = (place - 1) >> 1
        if (!before(place, above)) break
        swap(place, above)
        place = above
      }
    },
    take(): Due | undefined {
      swap(0, heap.length - 1)
      const first = heap.pop()
      for (let place = 0; ; ) {
        const [left, right] = [2 * place + 1, 2 * place + 2]
        const least = before(right, left) ? right : left
        if (!before(least, place)) break
        swap(place, least)
        place = least
      }
      return first
    },
  }
}

/** In office hours of the day, or of the Friday before it; always at the same hour for one case, so that its acts keep their order. */
function inOffice({ planned, walker: { index } }: { planned: number; walker: Walker }): Date {
  const two = (value: number) => String(value).padStart(2, '0')
  return calendar(new Date(planned))(0, `${two(9 + (index % 7))}:${two((index * 7) % 60)}`)
}
