import type { Signer } from '../../../credential/crypto/port.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { presentSdJwt } from '../../../credential/sd-jwt/index.ts'
import { send } from '../send.ts'
import type { ProtocolWorld } from '../world.ts'
import type { IssuerMetadata } from './metadata.ts'
import { requestNonce } from './nonce.ts'
import { refusalOf } from './refusal-of.ts'

export interface RequestRecordInput {
  readonly metadata: IssuerMetadata
  /** Documents that go into the record, each with the key that it is bound to. */
  readonly documents: readonly { readonly sdJwt: string; readonly signer: Signer }[]
  readonly world: ProtocolWorld
}

/**
 * Several acts sealed together by their body, for the person who holds the key of each. Nothing of them is disclosed: the issuer knows its own acts.
 *
 * @throws AttestaError `receive.no-record` where the issuer has no such thing, else as `requestNonce`
 */
export async function requestRecord({ metadata, documents, world }: RequestRecordInput): Promise<Uint8Array> {
  const { recordEndpoint: url, issuer: audience } = metadata
  const host = new URL(audience).host
  const nonce = url === undefined ? undefined : await requestNonce({ metadata, world })
  if (url === undefined || nonce === undefined) throw new AttestaError('receive.no-record', { host })
  const presentations: string[] = []
  for (const { sdJwt, signer } of documents)
    presentations.push(await presentSdJwt({ sdJwt, disclose: () => false, keyBinding: { signer, audience, nonce, iat: world.now() } }))
  const headers = { 'content-type': 'application/json', accept: 'application/vc+ld+json, application/json' }
  const answer = await send({ url, method: 'POST', headers, body: JSON.stringify({ nonce, presentations }), world })
  if (!answer.ok) throw refusalOf({ answer, code: 'receive.no-record', host })
  return answer.bytes
}
