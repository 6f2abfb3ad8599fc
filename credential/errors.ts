import catalogue from '../schemas/errors.json' with { type: 'json' }

/** Every code that a page, a problem+json or a verdict may carry: the keys of the one catalogue, `schemas/errors.json`. */
export type ErrorCode = keyof typeof catalogue

/** Values that a sentence of the catalogue may show. Never the content of a document: facts reach logs. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** What went wrong, for programs: `code` is stable and documented in docs/errors.md; the message never holds a document's content. */
export class AttestaError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code
  readonly facts: Facts

  constructor(code: Code, facts: Facts = {}, options?: { cause?: unknown }) {
    super(code, options)
    this.name = 'AttestaError'
    this.code = code
    this.facts = facts
  }
}
