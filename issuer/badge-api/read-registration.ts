import { z } from 'zod'
import { parseStrictJson } from '../../credential/json/index.ts'
import { OFFLINE, SCOPES } from './scopes.ts'

/** RFC 7591 §3.2.2. */
export class RegistrationError extends Error {
  readonly error: 'invalid_client_metadata' | 'invalid_redirect_uri'
  constructor(error: RegistrationError['error'], message: string) {
    super(message)
    this.error = error
  }
}

/** What a person reads as the name of a platform: no line breaks, nothing that turns the direction of writing. */
const name = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u)
const address = z.url({ protocol: /^https$/ }).max(500)

const request = z.object({
  client_name: name,
  client_uri: address,
  logo_uri: address.optional(),
  tos_uri: address.optional(),
  policy_uri: address,
  software_id: z.string().max(200).optional(),
  software_version: z.string().max(100).optional(),
  contacts: z.array(z.email().max(200)).max(5).optional(),
  redirect_uris: z.array(z.string().max(500)).min(1).max(5),
  token_endpoint_auth_method: z.literal('client_secret_basic').optional(),
  grant_types: z
    .array(z.enum(['authorization_code', 'refresh_token']))
    .max(2)
    .optional(),
  response_types: z.array(z.literal('code')).max(1).optional(),
  scope: z.string().max(600),
})

const ALLOWED: ReadonlySet<string> = new Set([...SCOPES, OFFLINE])

/**
 * What a platform may register (RFC 7591 §2; Open Badges 3.0 §7.1.1.2). Members that are not named here are dropped, as the RFC lets a
 * server do: keys, other ways to log in and post-logout addresses never reach the library. A person must be able to read whose
 * platform it is and what it does with data: name, home page and privacy policy are required.
 *
 * @param loopback whether `http://localhost` may be returned to: on a demo, and nowhere else
 */
export function readRegistration({ body, loopback }: { body: Uint8Array; loopback: boolean }): Record<string, unknown> {
  const read = request.safeParse(parsed(body))
  if (!read.success) {
    const [issue] = read.error.issues
    throw new RegistrationError('invalid_client_metadata', `${issue?.path[0]?.toString() ?? 'The body'} is missing or not acceptable`)
  }
  const { redirect_uris: redirects, scope, ...rest } = read.data
  for (const uri of redirects) {
    if (!isAcceptable(uri, loopback))
      throw new RegistrationError('invalid_redirect_uri', 'Redirect URIs begin with https, and have neither user nor fragment')
  }
  const scopes = scope.split(' ')
  if (!scopes.every((one) => ALLOWED.has(one))) throw new RegistrationError('invalid_client_metadata', 'scope names what there is not')
  return {
    ...rest,
    redirect_uris: redirects,
    scope: [...new Set(scopes)].join(' '),
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: [...new Set(['authorization_code', ...(rest.grant_types ?? [])])],
    response_types: ['code'],
    application_type: 'web',
  }
}

function parsed(body: Uint8Array): unknown {
  try {
    return parseStrictJson(body)
  } catch {
    throw new RegistrationError('invalid_client_metadata', 'The body is no JSON object')
  }
}

/** OAuth 2.0 Security BCP (RFC 9700) §2.1, §4.1: exact addresses over TLS. Written as a URL parser writes it, so that it can be compared as text. */
function isAcceptable(uri: string, loopback: boolean): boolean {
  if (!URL.canParse(uri)) return false
  const { protocol, hostname, username, password, href } = new URL(uri)
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  const isSafe = protocol === 'https:' || (loopback && isLocal && protocol === 'http:')
  return isSafe && username === '' && password === '' && !uri.includes('#') && !uri.includes('*') && (href === uri || href === `${uri}/`)
}
