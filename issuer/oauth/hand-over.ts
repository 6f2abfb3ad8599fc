import { IncomingMessage } from 'node:http'
import { ANONYMOUS_WALLET } from './wallet-client.ts'

export interface HandOverInput {
  readonly raw: IncomingMessage
  readonly body: Buffer
  readonly issuerUrl: string
  /** Whether a form without a client is one of the anonymous wallet. */
  readonly anonymous: boolean
}

/**
 * The request as the authorization server gets it: same method, path and body, but Host and protocol are the issuer's own,
 * since the library builds addresses and compares `htu` with them (protocols.md §14, mounting). A token request without any
 * client gets the anonymous one.
 */
export function handOver({ raw, body, issuerUrl, anonymous }: HandOverInput): IncomingMessage {
  const { host, protocol } = new URL(issuerUrl)
  const content = anonymous ? withClient({ raw, body }) : body
  const message = new IncomingMessage(raw.socket)
  message.method = raw.method ?? 'GET'
  message.url = raw.url ?? '/'
  message.headers = {
    ...raw.headers,
    host,
    'x-forwarded-host': host,
    'x-forwarded-proto': protocol.slice(0, -1),
    ...(content.length > 0 && { 'content-length': content.length.toString() }),
  }
  delete message.headers['transfer-encoding']
  // All of it is here; an incomplete message would take the connection with it when it ends.
  message.complete = true
  message.push(content.length > 0 ? content : null)
  if (content.length > 0) message.push(null)
  return message
}

function withClient({ raw, body }: { raw: IncomingMessage; body: Buffer }): Buffer {
  const isForm = raw.headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true
  if (!isForm || raw.headers.authorization !== undefined || raw.headers['oauth-client-attestation'] !== undefined) return body
  const parameters = new URLSearchParams(body.toString('utf8'))
  if (parameters.has('client_id') || parameters.has('client_assertion')) return body
  return Buffer.concat([body, Buffer.from(`${body.length > 0 ? '&' : ''}client_id=${ANONYMOUS_WALLET}`)])
}
