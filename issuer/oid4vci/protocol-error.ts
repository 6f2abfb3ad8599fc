import { AttestaError } from '../../credential/errors.ts'

export type ProtocolErrorCode =
  | 'invalid_token'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'invalid_credential_request'
  | 'unknown_credential_configuration'
  | 'unknown_credential_identifier'
  | 'invalid_proof'
  | 'invalid_nonce'
  | 'invalid_encryption_parameters'
  | 'credential_request_denied'

export interface ProtocolErrorOptions {
  /** The entry of the catalogue that tells the same to a person. */
  readonly reason?: AttestaError
  /** A fresh DPoP nonce to answer with (RFC 9449 §9). */
  readonly dpopNonce?: string
  readonly cause?: unknown
}

/**
 * A refusal in the words that OpenID4VCI 1.0 §8.3.1 and RFC 6750 §3.1 define. The description is ours, never the caller's
 * text, and stays within the ASCII set of §8.3.1.2: it also travels in a header.
 */
export class ProtocolError extends Error {
  readonly error: ProtocolErrorCode
  readonly description: string
  readonly reason: AttestaError | undefined
  readonly dpopNonce: string | undefined

  constructor(error: ProtocolErrorCode, description: string, { reason, dpopNonce, cause }: ProtocolErrorOptions = {}) {
    super(error, { cause })
    this.name = 'ProtocolError'
    this.error = error
    this.description = description
    this.reason = reason
    this.dpopNonce = dpopNonce
  }
}

/** Runs a reader of strangers' input; whatever it refuses becomes the protocol's word. Anything else is a fault of ours and stays one. */
export function orRefuse<Result>(read: () => Result, error: ProtocolErrorCode, description: string): Result {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof AttestaError) throw new ProtocolError(error, description, { cause })
    throw cause
  }
}
