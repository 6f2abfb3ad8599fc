import { isObject, type JsonObject, type JsonValue } from '../../../../credential/json/index.ts'

// How a reader who knows nothing of our code finds its way through a document.

/** A member of a member …; undefined where one is missing. */
export function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((found, name) => (isObject(found) ? found[name] : undefined), value)
}

/** JSON-LD writes one value alone or in a list. */
export function each(value: JsonValue | undefined): readonly JsonObject[] {
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return values.filter(isObject)
}

export function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** What stands between two texts. */
export function between(whole: string, before: string, after: string): string | undefined {
  const from = whole.indexOf(before)
  if (from < 0) return undefined
  const until = whole.indexOf(after, from + before.length)
  return until < 0 ? undefined : whole.slice(from + before.length, until)
}

/** `12/05/2026` as `2026-05-12`. */
export function isoDay(day: string): string {
  return day.split('/').reverse().join('-')
}

export function numberIn(words: string | undefined): number | undefined {
  return words === undefined ? undefined : Number(words.replace(',', '.'))
}
