import { AttestaError } from '../errors.ts'
import { assertSmallDer, pkijs } from '../x509/index.ts'
import type { TimestampRequest } from './compose-request.ts'
import { parseToken, TOKEN_LIMITS } from './parse-token.ts'
import { type VerifiedTimestamp, verifyTimestamp } from './verify-token.ts'

export interface ReadResponseInput {
  /** DER of a TimeStampResp (RFC 3161 §2.4.2). */
  readonly response: Uint8Array
  readonly request: TimestampRequest
  readonly data: Uint8Array
  /** PEM. */
  readonly roots: readonly string[]
}

/**
 * The token of an answer, checked before it is put on a seal: granted, for this hash and this nonce, signed by a certificate for
 * timestamps.
 *
 * @throws AttestaError `seal.timestamp-*`
 */
export async function readTimestampResponse(input: ReadResponseInput): Promise<VerifiedTimestamp & { readonly token: Uint8Array }> {
  const token = grantedToken(input.response)
  const { nonce } = parseToken(token).info
  if (nonce === undefined || !isSame(new Uint8Array(nonce.valueBlock.valueHexView), input.request.nonce))
    throw new AttestaError('seal.timestamp-refused')
  return { token, ...(await verifyTimestamp({ token, data: input.data, roots: input.roots })) }
}

function grantedToken(response: Uint8Array): Uint8Array {
  try {
    assertSmallDer(response, TOKEN_LIMITS)
    const { status, timeStampToken } = pkijs.TimeStampResp.fromBER(new Uint8Array(response))
    // 0 granted, 1 granted with modifications: then it is not what was asked for.
    if (status.status === 0 && timeStampToken !== undefined) return new Uint8Array(timeStampToken.toSchema().toBER(false))
  } catch {
    // Said below.
  }
  throw new AttestaError('seal.timestamp-refused')
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
