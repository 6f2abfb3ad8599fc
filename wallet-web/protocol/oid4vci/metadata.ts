import { AttestaError } from '../../../credential/errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../../../credential/json/index.ts'
import { requireAddress } from '../require-address.ts'
import { jsonOf, send } from '../send.ts'
import type { ProtocolWorld } from '../world.ts'

/** The two forms of an attestation that this wallet keeps. */
export type Form = 'dc+sd-jwt' | 'ldp_vc'

export interface OfferedConfiguration {
  readonly id: string
  readonly form: Form
  /** Name by language tag's first part; `und` where none is given. */
  readonly names: Readonly<Record<string, string>>
}

export interface IssuerMetadata {
  readonly issuer: string
  readonly names: Readonly<Record<string, string>>
  readonly configurations: readonly OfferedConfiguration[]
  readonly credentialEndpoint: URL
  /** Absent: proofs need no nonce (OpenID4VCI 1.0 §12.2.4). */
  readonly nonceEndpoint?: URL
  readonly tokenEndpoint: URL
  /** Where an Attesta issuer gives the act's other forms (§12.2.4 lets metadata carry more); others give none. */
  readonly renderingEndpoint?: URL
  /** Where one seals several acts together. */
  readonly recordEndpoint?: URL
}

/**
 * Discovers an issuer (OpenID4VCI 1.0 §12.2, RFC 8414). Identifiers are compared character by character: metadata of another
 * issuer is no metadata (§12.2.4).
 *
 * @throws AttestaError `receive.metadata`, `receive.issuer-mismatch`, `receive.address`, `wallet.unreachable`
 */
export async function discoverIssuer({ issuer, world }: { issuer: string; world: ProtocolWorld }): Promise<IssuerMetadata> {
  const metadata = await fetchDocument({ identifier: issuer, name: 'openid-credential-issuer', world })
  if (metadata.credential_issuer !== issuer) throw new AttestaError('receive.issuer-mismatch', { host: new URL(issuer).host })
  const { nonce_endpoint: nonce, attesta_rendering_endpoint: renderings, attesta_record_endpoint: records } = metadata
  return {
    issuer,
    names: namesOf(metadata.display),
    configurations: configurationsOf(metadata.credential_configurations_supported),
    credentialEndpoint: endpoint(metadata.credential_endpoint, world),
    ...(nonce === undefined ? {} : { nonceEndpoint: endpoint(nonce, world) }),
    ...(renderings === undefined ? {} : { renderingEndpoint: endpoint(renderings, world) }),
    ...(records === undefined ? {} : { recordEndpoint: endpoint(records, world) }),
    tokenEndpoint: await discoverTokenEndpoint({ issuer, servers: metadata.authorization_servers, world }),
  }
}

async function discoverTokenEndpoint({
  issuer,
  servers,
  world,
}: {
  issuer: string
  servers: JsonValue | undefined
  world: ProtocolWorld
}): Promise<URL> {
  const [identifier = issuer] = Array.isArray(servers) ? servers.filter((server) => typeof server === 'string') : []
  const metadata = await fetchDocument({ identifier, name: 'oauth-authorization-server', world })
  if (metadata.issuer !== identifier) throw new AttestaError('receive.issuer-mismatch', { host: new URL(identifier).host })
  return endpoint(metadata.token_endpoint, world)
}

/** The well-known part goes between host and path (§12.2.2, RFC 8414 §3.1). */
async function fetchDocument({ identifier, name, world }: { identifier: string; name: string; world: ProtocolWorld }): Promise<JsonObject> {
  const base = requireAddress(identifier, { code: 'receive.address', world })
  const path = base.pathname === '/' ? '' : base.pathname.replace(/\/$/, '')
  const url = new URL(`/.well-known/${name}${path}`, base)
  const answer = await send({ url, headers: { accept: 'application/json' }, world })
  const content = answer.ok ? jsonOf(answer) : undefined
  if (content === undefined) throw new AttestaError('receive.metadata', { host: base.host })
  return content
}

function endpoint(value: JsonValue | undefined, world: ProtocolWorld): URL {
  return requireAddress(value, { code: 'receive.address', world })
}

function configurationsOf(supported: JsonValue | undefined): OfferedConfiguration[] {
  if (!isObject(supported)) return []
  return Object.entries(supported).flatMap(([id, configuration]) => {
    if (!isObject(configuration)) return []
    const { format, credential_metadata: about } = configuration
    if (format !== 'dc+sd-jwt' && format !== 'ldp_vc') return []
    return [{ id, form: format, names: namesOf(isObject(about) ? about.display : undefined) }]
  })
}

function namesOf(display: JsonValue | undefined): Record<string, string> {
  const entries = (Array.isArray(display) ? display : []).flatMap((item) => {
    if (!isObject(item) || typeof item.name !== 'string') return []
    const language = typeof item.locale === 'string' ? (item.locale.split('-')[0] ?? 'und') : 'und'
    return [[language, item.name.slice(0, 200)] as const]
  })
  return Object.fromEntries(entries)
}
