import type { JsonValue } from '../json/index.ts'

/** JSON-LD makes no difference between one value and a list of one; none is a list of none. */
export function several(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}
