import { AttestaError } from '../../credential/errors.ts'
import { isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'
import { readStream } from '../../credential/read-stream.ts'
import type { ProtocolWorld } from './world.ts'

const MAX_BYTES = 1024 * 1024
const TIMEOUT_MS = 20_000

export interface SendInput {
  readonly url: URL
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly world: ProtocolWorld
}

export interface Answer {
  readonly status: number
  readonly ok: boolean
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/**
 * The wallet's only way out: no cookies, no referrer, no cache, no redirects (OpenID4VP 1.0 §14.2), limited time and size.
 *
 * @throws AttestaError `wallet.unreachable` with the host, `wallet.answer-too-large`
 */
export async function send({ url, method = 'GET', headers = {}, body, world }: SendInput): Promise<Answer> {
  const response = await world
    .fetch(url.href, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    .catch((cause: unknown) => {
      throw new AttestaError('wallet.unreachable', { host: url.host }, { cause })
    })
  const bytes = await bytesOf(response, url)
  const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return { status: response.status, ok: response.ok, mediaType, bytes }
}

/** The JSON object in an answer; nothing when it is none. */
export function jsonOf({ bytes }: Answer): JsonObject | undefined {
  try {
    const value = parseStrictJson(bytes, { maxBytes: MAX_BYTES, maxDepth: 24 })
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

async function bytesOf({ body }: Response, url: URL): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  return readStream({
    stream: body,
    maxBytes: MAX_BYTES,
    broken: (cause) => new AttestaError('wallet.unreachable', { host: url.host }, { cause }),
    tooLarge: () => new AttestaError('wallet.answer-too-large', { host: url.host }),
  })
}
