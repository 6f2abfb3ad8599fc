import { lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import { Agent, fetch as undiciFetch } from 'undici'
import { AttestaError } from '../credential/errors.ts'

export interface GuardOptions {
  /** Demo only: loopback hosts over http. */
  readonly allowLoopbackHttp: boolean
  readonly maxBytes?: number
  readonly timeoutMs?: number
}

export type GuardedFetch = (url: string, init?: { headers?: Record<string, string> }) => Promise<Response>

/** Addresses that a document must not make us call (security.md rows 29, 30). */
const forbidden = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  forbidden.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  forbidden.addSubnet(net, bits, 'ipv6')

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The only fetch for addresses that documents name: https, no literals, no user info, no redirects, every resolved address
 * checked at connect time, bytes and time limited. In the demo also http to this machine.
 *
 * @throws AttestaError `fetch.refused` before anything is sent, `fetch.failed` when there is no usable answer
 */
export function guardedFetch({ allowLoopbackHttp, maxBytes = 4 * 1024 * 1024, timeoutMs = 5_000 }: GuardOptions): GuardedFetch {
  const open = new Agent({ connect: { lookup: checkedLookup }, connections: 8, keepAliveTimeout: 4_000 })
  const loopback = new Agent({ connections: 8, keepAliveTimeout: 4_000 })

  return async (address, init) => {
    const url = URL.canParse(address) ? new URL(address) : undefined
    if (url === undefined) throw new AttestaError('fetch.refused', { why: 'address' })
    const local = LOOPBACK.has(url.hostname)
    refuse(url, local && allowLoopbackHttp)
    try {
      const response = await undiciFetch(url, {
        headers: { ...init?.headers },
        redirect: 'manual',
        dispatcher: local ? loopback : open,
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (response.status >= 300 && response.status < 400) throw new AttestaError('fetch.refused', { why: 'redirect' })
      const bytes = await readLimited(response.body, maxBytes)
      return new Response(bytes, {
        status: response.status,
        headers: { 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' },
      })
    } catch (cause) {
      if (cause instanceof AttestaError) throw cause
      throw new AttestaError('fetch.failed', { host: url.hostname }, { cause })
    }
  }
}

function refuse(url: URL, loopbackAllowed: boolean): void {
  if (url.username !== '' || url.password !== '') throw new AttestaError('fetch.refused', { why: 'user' })
  if (loopbackAllowed && (url.protocol === 'http:' || url.protocol === 'https:')) return
  if (url.protocol !== 'https:') throw new AttestaError('fetch.refused', { why: 'scheme' })
  // URL parsing has already turned every spelling of an address into the plain one.
  if (LOOPBACK.has(url.hostname) || url.hostname.startsWith('[') || isIP(url.hostname) !== 0)
    throw new AttestaError('fetch.refused', { why: 'literal' })
  if (!url.hostname.includes('.') || url.hostname.endsWith('.')) throw new AttestaError('fetch.refused', { why: 'host' })
}

/** Resolves and hands on only addresses of the open net, so that what was checked is what is connected to. */
const checkedLookup: typeof lookup = ((
  hostname: string,
  options: object,
  callback: (error: Error | null, addresses?: unknown, family?: number) => void,
) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error)
    const bad = addresses.some(({ address, family }) => forbidden.check(address, family === 6 ? 'ipv6' : 'ipv4'))
    if (bad || addresses.length === 0) return callback(new AttestaError('fetch.refused', { why: 'private-address' }))
    const [first] = addresses
    if ('all' in options && options.all === true) callback(null, addresses)
    else callback(null, first?.address, first?.family)
  })
}) as typeof lookup

async function readLimited(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (body !== null) {
    for await (const chunk of body) {
      size += chunk.length
      if (size > maxBytes) throw new AttestaError('fetch.failed', { why: 'size' })
      chunks.push(chunk)
    }
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
