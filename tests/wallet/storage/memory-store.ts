import { argon2id } from 'hash-wasm'
import type { Argon2 } from '../../../wallet-web/storage/index.ts'
import type { ContainerStore } from '../../../wallet-web/storage/store.ts'

export interface MemoryStore extends ContainerStore {
  kept: unknown
  write: ContainerStore['write']
}

/** IndexedDB's twin: what is written is copied, and work is done one at a time. */
export function memoryStore(): MemoryStore {
  let last: Promise<unknown> = Promise.resolve()
  const store: MemoryStore = {
    kept: undefined,
    read: async () => structuredClone(store.kept),
    async write(container) {
      store.kept = structuredClone(container)
    },
    alone(work) {
      const mine = last.then(work, work)
      last = mine.catch(() => undefined)
      return mine
    },
  }
  return store
}

/** The real function, as the worker runs it. */
export const argon2: Argon2 = ({ password, salt, memoryKib, passes, lanes }) =>
  argon2id({ password, salt, memorySize: memoryKib, iterations: passes, parallelism: lanes, hashLength: 32, outputType: 'binary' })

/** The same on a telephone that cannot give 64 MiB: the floor, seven times as fast. */
export const modestArgon2: Argon2 = (input) => (input.memoryKib > 20_000 ? Promise.reject(new RangeError('no memory')) : argon2(input))
