import { list, text } from '../shape/index.ts'
import { Mismatch, type Shape } from '../shape/shape.ts'

/** Absolute, so that it means the same everywhere; a blank node's `_:x` is none. */
export const iri = text({ pattern: /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/, max: 65_536 })
/** Longer than any line of a record, since a badge joins some of them. */
export const line = text({ max: 10_000 })
/** Markdown is allowed in it; the chain of an attestation is carried in it too. */
export const prose = text({ max: 1_048_576 })
export const jws = text({ pattern: /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$/, max: 262_144 })

export const number: Shape<number> = {
  schema: { type: 'number' },
  read(value, at) {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new Mismatch(at)
    return value
  },
}

/** `type` of a class: its name, alone or in a list. More than one spelling of a type (a full IRI, an alias) is not accepted. */
export function types(...names: readonly string[]): Shape<readonly string[]> {
  return {
    schema: names.length === 1 ? { anyOf: [{ const: names[0] ?? '' }, { const: [...names] }] } : { const: [...names] },
    read(value, at) {
      const found: readonly unknown[] = Array.isArray(value) ? value : [value]
      if (found.length !== names.length || !names.every((name) => found.includes(name))) throw new Mismatch(at)
      return names
    },
  }
}

/** One or several; JSON-LD makes no difference, and order says nothing. Always read as a list. */
export function some<T>(member: Shape<T>, { max = 5000 }: { max?: number } = {}): Shape<readonly T[]> {
  const several = list(member, { max })
  return {
    schema: { anyOf: [member.schema, several.schema] },
    read: (value, at) => (Array.isArray(value) ? several.read(value, at) : [member.read(value, at)]),
  }
}

/** Any of these forms, told apart by `type`. */
export function byType<T>(forms: Readonly<Record<string, Shape<T>>>): Shape<T> {
  return {
    schema: { anyOf: Object.values(forms).map(({ schema }) => schema) },
    read(value, at) {
      const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
      const name: unknown = Array.isArray(type) && type.length === 1 ? type[0] : type
      const form = typeof name === 'string' && Object.hasOwn(forms, name) ? forms[name] : undefined
      if (form === undefined) throw new Mismatch(`${at}.type`)
      return form.read(value, at)
    },
  }
}

/** For classes that contain themselves. */
export function later<T>(form: () => Shape<T>): Shape<T> {
  return { schema: {}, read: (value, at) => form().read(value, at) }
}
