import type { PublicJwk } from './port.ts'

/** Imported keys, kept because importing a key costs more than verifying with it. Bounded: keys may come from strangers. */
export class KeyCache<Key> {
  readonly #keys = new Map<string, Key>()
  readonly #capacity: number
  #latest: { readonly name: string; readonly key: Key } | undefined

  constructor(capacity = 256) {
    this.#capacity = capacity
  }

  /** The kept key of that name, or the one that `load` makes now. The least recently used is let go. */
  get(name: string, load: () => Key): Key {
    // Documents of one body come one after the other: then nothing of the order changes.
    if (this.#latest?.name === name) return this.#latest.key
    const kept = this.#keys.get(name)
    const key = kept ?? load()
    if (kept !== undefined) this.#keys.delete(name)
    this.#keys.set(name, key)
    this.#latest = { name, key }
    if (this.#keys.size > this.#capacity) this.#keys.delete(this.#keys.keys().next().value ?? '')
    return key
  }
}

/** The key itself as text: `kid` and `alg` do not count. */
export function cacheName({ kty, crv, x, y, n, e }: PublicJwk): string {
  return `${kty} ${crv} ${x} ${y} ${n} ${e}`
}
