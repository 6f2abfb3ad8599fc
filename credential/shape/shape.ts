import { AttestaError, type ErrorCode } from '../errors.ts'
import type { JsonObject } from '../json/index.ts'

/**
 * The closed form of a value: reads it, or names the place where it differs. The same object gives its JSON Schema, so that the
 * published schema and the code cannot drift apart. No library: those that compile schemas need `eval`, which the pages forbid.
 */
export interface Shape<out T> {
  readonly read: (value: unknown, at: string) => T
  readonly schema: JsonObject
}

export type Infer<S> = S extends Shape<infer T> ? T : never

/** Where a value leaves its form. The place is made of names that the form knows, never of a stranger's. */
export class Mismatch extends Error {
  readonly at: string

  constructor(at: string) {
    super('a value leaves its form')
    this.at = at
  }
}

/**
 * Reads a value of a form.
 *
 * @throws AttestaError `code`, with the place as fact `at`
 */
export function readShape<T>({ shape, value, code }: { shape: Shape<T>; value: unknown; code: ErrorCode }): T {
  try {
    return shape.read(value, '')
  } catch (error) {
    if (error instanceof Mismatch) throw new AttestaError(code, { at: error.at === '' ? 'document' : error.at })
    throw error
  }
}
