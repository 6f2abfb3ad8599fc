import type { X509Certificate } from '@peculiar/x509'
import { encode } from '../../../credential/base64url.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { parseCompact, verifySignature } from '../../../credential/jose/index.ts'
import { isObject, type JsonObject } from '../../../credential/json/index.ts'
import { fromNumericDate } from '../../../credential/time.ts'
import { requireAddress } from '../require-address.ts'
import type { ProtocolWorld } from '../world.ts'
import { dnsNamesOf, isUsableLeaf, keyOfCertificate, readCertificates, walkToAnchor } from './certificate.ts'
import { type Encryption, readEncryption } from './encryption.ts'
import type { FetchedRequest } from './fetch-request.ts'

/** `aud` of a request to a wallet that is not known beforehand (OpenID4VP 1.0 §5.8). */
const STATIC_DISCOVERY_AUDIENCE = 'https://self-issued.me/v2'
const SKEW_MS = 60_000
/** §5.2: only characters that a URL need not escape. */
const NONCE = /^[A-Za-z0-9._~-]{16,512}$/

/** Members that would change what is asked, or that this wallet does not know how to honour: never ignored. */
const REFUSED = [
  'redirect_uri',
  'scope',
  'presentation_definition',
  'presentation_definition_uri',
  'transaction_data',
  'request',
  'request_uri',
]

export interface PresentationRequest {
  /** With its prefix: the audience of the key binding (§14). */
  readonly clientId: string
  /** Where the answer goes; for `x509_san_dns` the host that the certificate speaks for. */
  readonly host: string
  /** What the asker calls itself. */
  readonly declaredName?: string
  /** `verified`: a configured authority vouches for the host. Otherwise only the host is known to hold its key. */
  readonly identity: 'verified' | 'unknown'
  readonly purpose?: string
  readonly nonce: string
  readonly state?: string
  readonly responseUri: URL
  readonly query: JsonObject
  readonly encryption: Encryption
  readonly expiresAt: Date
}

export interface VerifyRequestInput {
  readonly request: FetchedRequest
  /** PEM certificates of authorities that vouch for verifiers. */
  readonly anchors: readonly string[]
  readonly world: ProtocolWorld
}

/**
 * Verifies a signed request before anything of it is shown (OpenID4VP 1.0 §5, §5.9.3; protocols.md §3, wallet side).
 *
 * @throws AttestaError `ask.*`, `jws.*`
 */
export async function verifyRequest({ request, anchors, world }: VerifyRequestInput): Promise<PresentationRequest> {
  const now = world.now()
  const jws = parseCompact(request.token)
  const certificates = readCertificates(jws.header.x5c)
  const [leaf] = certificates
  if (!isUsableLeaf(leaf, now)) throw new AttestaError('ask.certificate')
  await verifySignature({ jws, key: await keyOfCertificate(leaf), typ: 'oauth-authz-req+jwt' })

  const { payload } = jws
  const refused = REFUSED.find((member) => Object.hasOwn(payload, member))
  if (refused !== undefined) throw new AttestaError('ask.malformed', { at: refused })
  if (payload.client_id !== request.clientId) throw new AttestaError('ask.client')
  if (payload.aud !== STATIC_DISCOVERY_AUDIENCE) throw new AttestaError('ask.audience')
  if (payload.response_type !== 'vp_token') throw new AttestaError('ask.malformed', { at: 'response_type' })
  if (payload.response_mode !== 'direct_post.jwt') throw new AttestaError('ask.response-mode')
  if (request.walletNonce !== undefined && payload.wallet_nonce !== request.walletNonce)
    throw new AttestaError('ask.malformed', { at: 'wallet_nonce' })
  const expiresAt = requireTimes(payload, now)
  const responseUri = requireAddress(payload.response_uri, { code: 'ask.address', world })
  await requireClient({ clientId: request.clientId, leaf, responseUri })

  const { nonce, dcql_query: query } = payload
  if (typeof nonce !== 'string' || !NONCE.test(nonce)) throw new AttestaError('ask.nonce')
  if (!isObject(query)) throw new AttestaError('ask.query')
  const anchor = await walkToAnchor({ certificates, anchors, now })
  return {
    clientId: request.clientId,
    host: responseUri.host,
    identity: anchor === undefined ? 'unknown' : 'verified',
    ...namesOf(payload),
    nonce,
    responseUri,
    query,
    encryption: readEncryption(payload.client_metadata),
    expiresAt,
  }
}

function requireTimes({ exp, iat, nbf }: JsonObject, now: Date): Date {
  try {
    const expiresAt = fromNumericDate(exp)
    if (expiresAt <= now) throw new AttestaError('ask.expired')
    for (const start of [iat, nbf]) {
      if (start !== undefined && fromNumericDate(start).getTime() > now.getTime() + SKEW_MS)
        throw new AttestaError('ask.malformed', { at: 'iat' })
    }
    return expiresAt
  } catch (cause) {
    if (cause instanceof AttestaError && cause.code.startsWith('ask.')) throw cause
    throw new AttestaError('ask.malformed', { at: 'exp' }, { cause })
  }
}

/** §5.9.3: the name must stand in the leaf and be the host of the answer; a hash must be the leaf's own. */
async function requireClient({
  clientId,
  leaf,
  responseUri,
}: {
  clientId: string
  leaf: X509Certificate
  responseUri: URL
}): Promise<void> {
  const [, prefix, name = ''] = /^(x509_san_dns|x509_hash):(.+)$/.exec(clientId) ?? []
  if (prefix === 'x509_san_dns') {
    if (!dnsNamesOf(leaf).includes(name.toLowerCase())) throw new AttestaError('ask.client')
    if (responseUri.hostname !== name.toLowerCase()) throw new AttestaError('ask.response-host', { host: responseUri.host })
    return
  }
  if (prefix !== 'x509_hash') throw new AttestaError('ask.client-kind')
  const hash = await crypto.subtle.digest('SHA-256', leaf.rawData)
  if (encode(new Uint8Array(hash)) !== name) throw new AttestaError('ask.client')
}

/** Free texts of the asker: shown as theirs, cut to a length that fits a screen. */
function namesOf({
  client_metadata: metadata,
  purpose,
  state,
}: JsonObject): Pick<PresentationRequest, 'declaredName' | 'purpose' | 'state'> {
  const name = isObject(metadata) ? metadata.client_name : undefined
  if (state !== undefined && (typeof state !== 'string' || state.length > 1024)) throw new AttestaError('ask.malformed', { at: 'state' })
  return {
    ...(typeof name === 'string' && name.trim() !== '' ? { declaredName: plain(name, 120) } : {}),
    ...(typeof purpose === 'string' && purpose.trim() !== '' ? { purpose: plain(purpose, 300) } : {}),
    ...(state === undefined ? {} : { state }),
  }
}

/**
 * Without control and direction characters, letters that look like a space, and the backslash, by which the library of messages
 * would make them anew: a name must not rewrite the sentence in which it stands (security.md §2 row 23).
 */
function plain(text: string, length: number): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\u115F\u1160\u2800\u3164\uFFA0\\]/gu, ' ')
    .trim()
    .slice(0, length)
}
