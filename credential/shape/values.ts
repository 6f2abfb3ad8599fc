import type { JsonValue } from '../json/index.ts'
import { parseDate, parseDateTime } from '../time.ts'
import { Mismatch, type Shape } from './shape.ts'

/** Longest text that a member may hold; a compact JWS of the chain is the longest one there is. */
const MAX_TEXT = 65_536

/** Text that is not empty; `pattern` must match all of it. */
export function text({ pattern, max = MAX_TEXT }: { pattern?: RegExp; max?: number } = {}): Shape<string> {
  return {
    schema: { type: 'string', minLength: 1, maxLength: max, ...(pattern === undefined ? {} : { pattern: pattern.source }) },
    read(value, at) {
      if (typeof value !== 'string' || value === '' || value.length > max) throw new Mismatch(at)
      if (pattern !== undefined && !pattern.test(value)) throw new Mismatch(at)
      return value
    },
  }
}

export function oneOf<const T extends string | number | boolean>(...values: readonly T[]): Shape<T> {
  return {
    schema: { enum: [...values] satisfies JsonValue },
    read(value, at) {
      const found = values.find((known) => known === value)
      if (found === undefined) throw new Mismatch(at)
      return found
    },
  }
}

export function integer({ min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {}): Shape<number> {
  return {
    schema: { type: 'integer', minimum: min, maximum: max },
    read(value, at) {
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) throw new Mismatch(at)
      return value
    },
  }
}

/** Hours may be halves; nothing here is negative. */
export const amount: Shape<number> = {
  schema: { type: 'number', minimum: 0 },
  read(value, at) {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new Mismatch(at)
    return value
  },
}

export const flag: Shape<boolean> = {
  schema: { type: 'boolean' },
  read(value, at) {
    if (typeof value !== 'boolean') throw new Mismatch(at)
    return value
  },
}

export const date: Shape<string> = timed({ format: 'date', parse: parseDate })
export const dateTime: Shape<string> = timed({ format: 'date-time', parse: parseDateTime })

export function list<T>(member: Shape<T>, { min = 0, max = 1000 }: { min?: number; max?: number } = {}): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: member.schema, minItems: min, maxItems: max },
    read(value, at) {
      if (!Array.isArray(value) || value.length < min || value.length > max) throw new Mismatch(at)
      return value.map((item, index) => member.read(item, `${at}[${index}]`))
    },
  }
}

/** Exactly this list of texts, in this order: an `@context`, a `type`. */
export function exactly<const T extends readonly string[]>(...values: T): Shape<T> {
  return {
    schema: { const: [...values] },
    read(value, at) {
      if (!Array.isArray(value) || value.length !== values.length) throw new Mismatch(at)
      if (!values.every((expected, index) => value[index] === expected)) throw new Mismatch(at)
      return values
    },
  }
}

function timed({ format, parse }: { format: string; parse: (text: string) => unknown }): Shape<string> {
  return {
    schema: { type: 'string', format },
    read(value, at) {
      if (typeof value !== 'string') throw new Mismatch(at)
      try {
        parse(value)
      } catch {
        throw new Mismatch(at)
      }
      return value
    },
  }
}
