import { AttestaError } from '../../../credential/errors.ts'
import { jsonOf, send } from '../send.ts'
import type { ProtocolWorld } from '../world.ts'
import type { IssuerMetadata } from './metadata.ts'
import { refusalOf } from './refusal-of.ts'

/** A fresh nonce for one key proof (OpenID4VCI 1.0 §7), where the issuer wants one. */
export async function requestNonce({ metadata, world }: { metadata: IssuerMetadata; world: ProtocolWorld }): Promise<string | undefined> {
  const { nonceEndpoint: url } = metadata
  if (url === undefined) return undefined
  const answer = await send({ url, method: 'POST', headers: { accept: 'application/json' }, world })
  const nonce = jsonOf(answer)?.c_nonce
  if (!answer.ok) throw refusalOf({ answer, code: 'receive.credential-refused', host: url.host })
  if (typeof nonce !== 'string' || nonce === '') throw new AttestaError('receive.credential-refused', { host: url.host })
  return nonce
}
