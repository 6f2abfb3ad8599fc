import { AttestaError } from '../errors.ts'
import { some } from '../open-badge/vocabulary.ts'
import { oneOf, type Shape, text } from '../shape/index.ts'
import { Mismatch } from '../shape/shape.ts'
import { parseDateTime } from '../time.ts'

export const id = text({ pattern: /^\S+$/, max: 65_536 })
export const url = text({ pattern: /^https?:\/\/[^\s#]+$/, max: 2048 })
export const line = text({ max: 10_000 })
export const prose = text({ max: 262_144 })
/** A picture may stand in the document itself. */
export const picture = text({ pattern: /^(?:https?:|data:image\/)\S+$/, max: 1_048_576 })
export const lines = some(line, { max: 1000 })
export const language = text({ pattern: /^[A-Za-z0-9-]{1,35}$/ })
export const yes = oneOf(true)

/** `type`: its class among whatever others it has. */
export function typed(...classes: readonly string[]): Shape<readonly string[]> {
  return {
    schema: {},
    read(value, at) {
      const names = some(line, { max: 20 }).read(value, at)
      if (!names.some((name) => classes.includes(name))) throw new Mismatch(at)
      return names
    },
  }
}

/** ISO 8601 as Open Badges 2.0 allows it: seconds may be left out. Read as RFC 3339. */
export const instant: Shape<string> = {
  schema: { type: 'string' },
  read(value, at) {
    if (typeof value !== 'string') throw new Mismatch(at)
    const written = value.replace(/(T\d{2}:\d{2})(?=Z|[+-])/, '$1:00')
    try {
      parseDateTime(written)
      return written
    } catch (error) {
      if (error instanceof AttestaError) throw new Mismatch(at)
      throw error
    }
  },
}

/** A document at an address, or the same written here. */
export function linked<T>(form: Shape<T>): Shape<string | T> {
  return { schema: {}, read: (value, at) => (typeof value === 'string' ? id.read(value, at) : form.read(value, at)) }
}

/** Anything: what is not shown and decides nothing. */
export const unread: Shape<unknown> = { schema: {}, read: (value) => value }
