import { lookup } from 'node:dns'
import { isIP } from 'node:net'
import { Agent, fetch as undiciFetch } from 'undici'
import { AttestaError } from '../credential/errors.ts'
import { readStream } from '../credential/read-stream.ts'
import { openNetOnly } from './open-net-only.ts'

export interface GuardOptions {
  /** Demo only: loopback hosts over http. */
  readonly allowLoopbackHttp: boolean
  /** Demo only: our own addresses (origins), which on a home network resolve to private ones. */
  readonly ownOrigins?: readonly string[]
  /** How names are resolved; tests give a resolver that lies. */
  readonly resolve?: typeof lookup
  readonly maxBytes?: number
  readonly timeoutMs?: number
}

export type GuardedFetch = (url: string, init?: { headers?: Record<string, string> }) => Promise<Response>

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The only fetch for addresses that documents name: https, no literals, no user info, no redirects, every resolved address
 * checked at connect time, bytes and time limited. In the demo also http to this machine.
 *
 * @throws AttestaError `fetch.refused` before anything is sent, `fetch.failed` when there is no usable answer
 */
export function guardedFetch({
  allowLoopbackHttp,
  ownOrigins = [],
  resolve = lookup,
  maxBytes = 4 * 1024 * 1024,
  timeoutMs = 5_000,
}: GuardOptions): GuardedFetch {
  const open = new Agent({ connect: { lookup: openNetOnly(resolve) }, connections: 8, keepAliveTimeout: 4_000 })
  const unchecked = new Agent({ connections: 8, keepAliveTimeout: 4_000 })

  return async (address, init) => {
    const url = URL.canParse(address) ? new URL(address) : undefined
    if (url === undefined) throw new AttestaError('fetch.refused', { why: 'address' })
    const local = (LOOPBACK.has(url.hostname) && allowLoopbackHttp) || ownOrigins.includes(url.origin)
    refuse(url, local)
    try {
      const response = await undiciFetch(url, {
        headers: { ...init?.headers },
        redirect: 'manual',
        dispatcher: local ? unchecked : open,
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (response.status >= 300 && response.status < 400) throw new AttestaError('fetch.refused', { why: 'redirect' })
      const broken = (cause: unknown) => new AttestaError('fetch.failed', { host: url.hostname }, { cause })
      const tooLarge = () => new AttestaError('fetch.failed', { why: 'size' })
      // The client types its streams after Node, not after the web; they are the same.
      const stream = response.body as ReadableStream<Uint8Array> | null
      const bytes = stream === null ? null : await readStream({ stream, maxBytes, broken, tooLarge })
      return new Response(bytes, {
        status: response.status,
        headers: { 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' },
      })
    } catch (cause) {
      // A refusal at connect time comes wrapped in the client's own error.
      const inner = cause instanceof Error && cause.cause instanceof AttestaError ? cause.cause : cause
      if (inner instanceof AttestaError) throw inner
      throw new AttestaError('fetch.failed', { host: url.hostname }, { cause })
    }
  }
}

function refuse(url: URL, local: boolean): void {
  if (url.username !== '' || url.password !== '') throw new AttestaError('fetch.refused', { why: 'user' })
  if (local && (url.protocol === 'http:' || url.protocol === 'https:')) return
  if (url.protocol !== 'https:') throw new AttestaError('fetch.refused', { why: 'scheme' })
  // URL parsing has already turned every spelling of an address into the plain one.
  if (LOOPBACK.has(url.hostname) || url.hostname.startsWith('[') || isIP(url.hostname) !== 0)
    throw new AttestaError('fetch.refused', { why: 'literal' })
  // Other well-known ports belong to other protocols: mail, directories, control channels.
  if (url.port !== '' && Number(url.port) < 1024) throw new AttestaError('fetch.refused', { why: 'port' })
  if (!url.hostname.includes('.') || url.hostname.endsWith('.')) throw new AttestaError('fetch.refused', { why: 'host' })
}
