import { type Problem, problemOf } from '../../ui/problem.ts'

export interface Submission {
  readonly busy: boolean
  readonly problem: Problem | undefined
  /** Does it, once: while it runs another press does nothing, and after a lost answer the same key is sent again. */
  run(act: (key: string) => Promise<unknown>): Promise<boolean>
  forget(): void
}

/** One intention of the person: an idempotency key that lives until the intention succeeded or was changed after a refusal. */
export function submission(): Submission {
  let busy = $state(false)
  let problem = $state.raw<Problem | undefined>()
  let key = crypto.randomUUID()

  return {
    get busy() {
      return busy
    },
    get problem() {
      return problem
    },
    async run(act) {
      if (busy) return false
      busy = true
      problem = undefined
      try {
        await act(key)
        key = crypto.randomUUID()
        return true
      } catch (error) {
        problem = problemOf(error)
        // A refusal was an answer: what is sent next is another intention. A lost answer was none: the same one is sent again.
        if (problem.status >= 400 && problem.status < 500) key = crypto.randomUUID()
        return false
      } finally {
        busy = false
      }
    },
    forget() {
      problem = undefined
    },
  }
}
