import { language } from '../../ui/i18n.ts'

export interface Resource<Value> {
  readonly value: Value | undefined
  readonly problem: unknown
  /** Asks again; what is shown stays until the answer is there. */
  reload(): Promise<void>
  /** Shows what a write answered, without asking again. */
  set(value: Value): void
}

/**
 * Something read from the service, for a screen: asked again when what `ask` depends on changes, or the language does (some
 * sentences are the service's own).
 */
export function resource<Value>(ask: () => Promise<Value>): Resource<Value> {
  let value = $state.raw<Value | undefined>()
  let problem = $state.raw<unknown>()
  let round = 0

  async function reload() {
    const mine = ++round
    try {
      const answer = await ask()
      if (mine === round) {
        value = answer
        problem = undefined
      }
    } catch (error) {
      if (mine === round) problem = error
    }
  }

  $effect(() => {
    language()
    reload()
  })

  return {
    get value() {
      return value
    },
    get problem() {
      return problem
    },
    reload,
    set(next) {
      round++
      value = next
      problem = undefined
    },
  }
}
