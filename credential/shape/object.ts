import type { JsonObject } from '../json/index.ts'
import { type Infer, Mismatch, type Shape } from './shape.ts'

/** A member that may be absent. Present with another form, or as null, it is still refused. */
export interface Optional<out T> extends Shape<T> {
  readonly optional: true
}

export function optional<T>(shape: Shape<T>): Optional<T> {
  return { ...shape, optional: true }
}

type Members = Readonly<Record<string, Shape<unknown>>>

type ObjectOf<M extends Members> = {
  readonly [K in keyof M as M[K] extends Optional<unknown> ? never : K]: Infer<M[K]>
} & {
  readonly [K in keyof M as M[K] extends Optional<unknown> ? K : never]?: Infer<M[K]>
}

/** An object with these members and no other. */
export function object<M extends Members>(members: M): Shape<{ [K in keyof ObjectOf<M>]: ObjectOf<M>[K] }> {
  const names = Object.keys(members)
  const required = names.filter((name) => !isOptional(members[name]))
  return {
    schema: {
      type: 'object',
      additionalProperties: false,
      required,
      properties: Object.fromEntries(names.map((name) => [name, members[name]?.schema ?? {}])) satisfies JsonObject,
    },
    read(value, at) {
      if (!isRecord(value)) throw new Mismatch(at)
      // The unknown member's own name is a stranger's text, so only the place is told.
      if (Object.keys(value).some((name) => !Object.hasOwn(members, name))) throw new Mismatch(at)
      const result: Record<string, unknown> = {}
      for (const [name, member] of Object.entries(members)) {
        const place = at === '' ? name : `${at}.${name}`
        if (Object.hasOwn(value, name)) result[name] = member.read(value[name], place)
        else if (!isOptional(member)) throw new Mismatch(place)
      }
      return result as { [K in keyof ObjectOf<M>]: ObjectOf<M>[K] }
    },
  }
}

/** An object whose names are data: any of these, each with the same form. */
export function record<T>({ name, member }: { name: RegExp; member: Shape<T> }): Shape<Readonly<Record<string, T>>> {
  return {
    schema: { type: 'object', additionalProperties: false, patternProperties: { [name.source]: member.schema } },
    read(value, at) {
      if (!isRecord(value)) throw new Mismatch(at)
      const entries = Object.entries(value)
      if (!entries.every(([key]) => name.test(key))) throw new Mismatch(at)
      return Object.fromEntries(entries.map(([key, item]) => [key, member.read(item, at)]))
    },
  }
}

function isOptional(shape: Shape<unknown> | undefined): boolean {
  return shape !== undefined && 'optional' in shape
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
