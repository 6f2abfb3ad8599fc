import type { PublicJwk } from '../../../credential/crypto/port.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { thumbprint, verifySignature } from '../../../credential/jose/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { PROOF_ALGORITHMS } from '../configurations.ts'
import { parseSelfSigned } from '../parse-self-signed.ts'
import { orRefuse, ProtocolError } from '../protocol-error.ts'
import { refusal } from '../refusal.ts'
import { holderKey } from './holder-key.ts'

/** Seconds by which a wallet's clock may differ; the nonce, which is ours, lives as long. */
export const PROOF_WINDOW = 300

export interface KeyProof {
  readonly key: PublicJwk
  readonly thumbprint: string
  /** Still to be used up: only then is the proof fresh. */
  readonly nonce: string
}

export interface VerifyKeyProofInput {
  readonly jwt: string
  /** The Credential Issuer Identifier, compared character by character. */
  readonly issuerUrl: string
  /** The client of the token; undefined when it came to the token endpoint without a name. */
  readonly clientId: string | undefined
  readonly at: Date
}

/**
 * Verifies a key proof of type jwt (OpenID4VCI 1.0 appendices F.1 and F.4).
 *
 * @throws ProtocolError `invalid_proof`
 */
export async function verifyKeyProof({ jwt, issuerUrl, clientId, at }: VerifyKeyProofInput): Promise<KeyProof> {
  const jws = orRefuse(() => parseSelfSigned(jwt), 'invalid_proof', 'The proof is not a well-formed JWT')
  if (jws.header.typ !== 'openid4vci-proof+jwt')
    throw new ProtocolError('invalid_proof', 'The typ of the proof must be openid4vci-proof+jwt')
  if (!PROOF_ALGORITHMS.some((alg) => alg === jws.header.alg))
    throw new ProtocolError('invalid_proof', 'The alg of the proof is not supported')

  const key = await holderKey(jws.header)
  try {
    await verifySignature({ jws, key, typ: 'openid4vci-proof+jwt' })
  } catch (cause) {
    if (!(cause instanceof AttestaError)) throw cause
    throw new ProtocolError('invalid_proof', 'The signature of the proof does not verify', { cause })
  }
  return { key, thumbprint: thumbprint(key), nonce: checkClaims({ payload: jws.payload, issuerUrl, clientId, at }) }
}

function checkClaims({ payload, issuerUrl, clientId, at }: Omit<VerifyKeyProofInput, 'jwt'> & { payload: JsonObject }): string {
  const now = at.getTime() / 1000
  const { aud, iat, exp, iss, nonce } = payload
  if (aud !== issuerUrl) throw new ProtocolError('invalid_proof', 'The aud of the proof must be the credential issuer identifier')
  if (typeof iat !== 'number') throw new ProtocolError('invalid_proof', 'The proof must carry iat as a number')
  if (!(Math.abs(now - iat) <= PROOF_WINDOW)) {
    throw new ProtocolError('invalid_proof', 'The iat of the proof is not recent', { reason: refusal('wallet-clock.wrong') })
  }
  if (exp !== undefined && !(typeof exp === 'number' && exp > now)) throw new ProtocolError('invalid_proof', 'The proof has expired')
  // F.1: the client's own name, and absent where there was none.
  if (iss !== undefined && (clientId === undefined || iss !== clientId))
    throw new ProtocolError('invalid_proof', 'The iss of the proof is not the client')
  // §8.3.1.2: no nonce is invalid_proof, a wrong one invalid_nonce.
  if (typeof nonce !== 'string' || nonce === '')
    throw new ProtocolError('invalid_proof', 'The proof must carry a nonce of the nonce endpoint')
  return nonce
}
