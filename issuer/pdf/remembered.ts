/** Most words and sentences of an act are those of the act before. */
const MAX_TEXTS = 5000

/** Finds the same for the same text, and keeps what it found. */
export function remembered<T>(find: (text: string) => T): (text: string) => T {
  const kept = keeper<T>()
  return (text) => kept(text, () => find(text))
}

/** What was found once under a key, while there is room. */
export function keeper<T>(): (key: string, find: () => T) => T {
  const kept = new Map<string, T>()
  return (key, find) => {
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size >= MAX_TEXTS) kept.clear()
    const found = find()
    kept.set(key, found)
    return found
  }
}
