import type badgeApi from '../schemas/errors/badge-api.json'
import type citizen from '../schemas/errors/citizen.json'
import type credential from '../schemas/errors/credential.json'
import type edc from '../schemas/errors/edc.json'
import type http from '../schemas/errors/http.json'
import type issuer from '../schemas/errors/issuer.json'
import type keys from '../schemas/errors/keys.json'
import type pdf from '../schemas/errors/pdf.json'
import type procedure from '../schemas/errors/procedure.json'
import type region from '../schemas/errors/region.json'
import type seal from '../schemas/errors/seal.json'
import type vcApi from '../schemas/errors/vc-api.json'
import type verifier from '../schemas/errors/verifier.json'
import type volunteers from '../schemas/errors/volunteers.json'
import type wallet from '../schemas/errors/wallet.json'

/** Every code that a page, a problem+json or a verdict may carry: the keys of the catalogue in `schemas/errors/`. */
export type ErrorCode =
  | keyof typeof badgeApi
  | keyof typeof citizen
  | keyof typeof credential
  | keyof typeof edc
  | keyof typeof http
  | keyof typeof issuer
  | keyof typeof keys
  | keyof typeof pdf
  | keyof typeof procedure
  | keyof typeof region
  | keyof typeof seal
  | keyof typeof vcApi
  | keyof typeof verifier
  | keyof typeof volunteers
  | keyof typeof wallet

/** Values that a sentence of the catalogue may show. Never the content of a document. They may name who has to act, so no log line holds them. */
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
