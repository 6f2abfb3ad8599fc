import type { PublicJwk } from './port.ts'

/** Imported keys, kept because importing a JWK costs more than verifying with it. Bounded: keys may come from strangers. */
export class KeyCache<Key> {
  readonly #keys = new Map<string, Key>()
  readonly #capacity: number

  constructor(capacity = 256) {
    this.#capacity = capacity
  }

  /** The kept key, or the one that `load` makes now. The least recently used is let go. */
  get(jwk: PublicJwk, load: (jwk: PublicJwk) => Key): Key {
    const name = `${jwk.kty} ${jwk.crv} ${jwk.x} ${jwk.y} ${jwk.n} ${jwk.e}`
    const kept = this.#keys.get(name)
    const key = kept ?? load(jwk)
    if (kept !== undefined) this.#keys.delete(name)
    this.#keys.set(name, key)
    if (this.#keys.size > this.#capacity) this.#keys.delete(this.#keys.keys().next().value ?? '')
    return key
  }
}
