import { AttestaError } from '../errors.ts'

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const SEGMENT = /^[A-Za-z0-9._-]+$/
const PORT = /^[1-9][0-9]{0,4}$/
/** A last label that the URL standard reads as an IPv4 number: `1`, `0x7f`. */
const NUMERIC = /^(?:[0-9]+|0x[0-9a-f]*)$/

/**
 * Where the document of a did:web is (did:web §3.2). Host names only: no address in any spelling, no user information, no path
 * tricks (security.md §2 row 29). Loopback goes over http, and only where `allowLoopbackHttp` says so.
 *
 * @throws AttestaError `did.malformed`, `did.host-refused`
 */
export function didWebUrl({ did, allowLoopbackHttp = false }: { did: string; allowLoopbackHttp?: boolean | undefined }): string {
  const [scheme, method, authority = '', ...segments] = did.split(':')
  if (scheme !== 'did' || method !== 'web') throw new AttestaError('did.malformed')
  const [host = '', port, ...more] = authority.split('%3A')
  if (more.length > 0 || (port !== undefined && (!PORT.test(port) || Number(port) > 65_535))) throw new AttestaError('did.malformed')
  if (!segments.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment))) throw new AttestaError('did.malformed')

  const path = segments.length === 0 ? '.well-known' : segments.join('/')
  return `${schemeFor(host, allowLoopbackHttp)}://${host}${port === undefined ? '' : `:${port}`}/${path}/did.json`
}

function schemeFor(host: string, allowLoopbackHttp: boolean): 'http' | 'https' {
  if (host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1') {
    if (!allowLoopbackHttp) throw new AttestaError('did.host-refused')
    return 'http'
  }
  const labels = host.split('.')
  if (host.length > 253 || !labels.every((label) => LABEL.test(label))) throw new AttestaError('did.malformed')
  if (labels.length < 2 || NUMERIC.test(labels.at(-1) ?? '')) throw new AttestaError('did.host-refused')
  return 'https'
}
