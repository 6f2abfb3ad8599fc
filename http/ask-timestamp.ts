import { AttestaError } from '../credential/errors.ts'
import { readStream } from '../credential/read-stream.ts'

const PATIENCE_MS = 10_000
const MAX_BYTES = 128 * 1024

/**
 * Asks the timestamping authority that the operator chose (RFC 3161 §3.4) and returns the checked token. An authority that is silent
 * stops the sealing: a seal without the timestamp that was promised would be another seal.
 *
 * @throws AttestaError `seal.timestamp-unreachable`, `seal.timestamp-*`
 */
export function askTimestamp({ url, roots }: { url: string; roots: readonly string[] }): (data: Uint8Array) => Promise<Uint8Array> {
  return async (data) => {
    const { composeTimestampRequest, readTimestampResponse } = await import('../credential/timestamp/index.ts')
    const request = composeTimestampRequest(data)
    const response = await post(url, request.der)
    const { token, chain } = await readTimestampResponse({ response, request, data, roots })
    if ('fault' in chain) throw new AttestaError('seal.timestamp-refused')
    return token
  }
}

async function post(url: string, body: Uint8Array): Promise<Uint8Array> {
  const unreachable = (cause?: unknown) => new AttestaError('seal.timestamp-unreachable', {}, { cause })
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: new Uint8Array(body),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((cause: unknown) => {
    throw unreachable(cause)
  })
  if (response.status >= 500 || response.body === null) throw unreachable()
  if (!response.ok) throw new AttestaError('seal.timestamp-refused')
  return readStream({
    stream: response.body,
    maxBytes: MAX_BYTES,
    broken: unreachable,
    tooLarge: () => new AttestaError('seal.timestamp-refused'),
  })
}
