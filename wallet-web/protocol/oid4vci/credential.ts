import type { Signer } from '../../../credential/crypto/port.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../../../credential/json/index.ts'
import { jsonOf, send } from '../send.ts'
import type { ProtocolWorld } from '../world.ts'
import { createKeyProof } from './key-proof.ts'
import type { IssuerMetadata, OfferedConfiguration } from './metadata.ts'
import { requestNonce } from './nonce.ts'
import { refusalOf } from './refusal-of.ts'

export interface CredentialInput {
  readonly metadata: IssuerMetadata
  readonly configuration: OfferedConfiguration
  readonly token: string
  readonly signer: Signer
  readonly world: ProtocolWorld
}

/**
 * Asks for one credential, bound to one key (OpenID4VCI 1.0 §8). What comes back is as the issuer sent it: nothing is verified.
 *
 * @throws AttestaError `offer.*`, `wallet-clock.wrong`, `receive.credential-refused`, `receive.credential-malformed`, `wallet.unreachable`
 */
export async function requestCredential(input: CredentialInput): Promise<string | JsonObject> {
  const { metadata, configuration, token, signer, world } = input
  const nonce = await requestNonce({ metadata, world })
  const proof = await createKeyProof({ signer, audience: metadata.issuer, nonce, at: world.now() })
  const answer = await send({
    url: metadata.credentialEndpoint,
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ credential_configuration_id: configuration.id, proofs: { jwt: [proof] } }),
    world,
  })
  const content = jsonOf(answer)
  if (!answer.ok) throw refusalOf({ answer, code: 'receive.credential-refused', host: metadata.credentialEndpoint.host })
  return credentialOf(content?.credentials, configuration)
}

/** §8.3: an array of objects, each with `credential`; for one key there is one. */
function credentialOf(credentials: JsonValue | undefined, { form }: OfferedConfiguration): string | JsonObject {
  if (!Array.isArray(credentials) || credentials.length !== 1) throw new AttestaError('receive.credential-malformed')
  const [entry] = credentials
  const credential = isObject(entry) ? entry.credential : undefined
  if (form === 'dc+sd-jwt' && typeof credential === 'string') return credential
  if (form === 'ldp_vc' && isObject(credential)) return credential
  throw new AttestaError('receive.credential-malformed')
}
