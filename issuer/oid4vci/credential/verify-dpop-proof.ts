import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { AttestaError } from '../../../credential/errors.ts'
import { readPublicJwk, thumbprint, verifySignature } from '../../../credential/jose/index.ts'
import type { JsonValue } from '../../../credential/json/index.ts'
import { PROOF_ALGORITHMS } from '../configurations.ts'
import { consumeNonce } from '../nonces/consume-nonce.ts'
import { mintNonce } from '../nonces/mint-nonce.ts'
import { parseSelfSigned } from '../parse-self-signed.ts'
import { orRefuse, ProtocolError } from '../protocol-error.ts'
import { rememberProof } from '../remember-proof.ts'

/** Seconds in which a proof is believed on its own date; beyond them only with a nonce of ours, so that a wrong clock does not shut anybody out. */
export const DPOP_WINDOW = 60

export interface VerifyDpopProofInput {
  readonly proof: string | undefined
  /** Thumbprint that the token is bound to. */
  readonly jkt: string
  readonly accessToken: string
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly pool: Pool
  readonly at: Date
}

/**
 * RFC 9449 §4.3 where an access token is shown. A `jti` counts once, decided by one insert.
 *
 * @throws ProtocolError `invalid_dpop_proof`, `use_dpop_nonce`
 */
export async function verifyDpopProof({ proof, jkt, accessToken, method, url, pool, at }: VerifyDpopProofInput): Promise<void> {
  const jws = orRefuse(() => parseSelfSigned(proof ?? ''), 'invalid_dpop_proof', 'A well-formed DPoP proof is needed')
  if (!PROOF_ALGORITHMS.some((alg) => alg === jws.header.alg))
    throw new ProtocolError('invalid_dpop_proof', 'The alg of the DPoP proof is not supported')
  const key = orRefuse(() => readPublicJwk(jws.header.jwk), 'invalid_dpop_proof', 'The jwk of the DPoP proof is not a supported public key')
  if (thumbprint(key) !== jkt) throw new ProtocolError('invalid_dpop_proof', 'The DPoP proof is not by the key of the token')
  try {
    await verifySignature({ jws, key, typ: 'dpop+jwt' })
  } catch (cause) {
    if (!(cause instanceof AttestaError)) throw cause
    throw new ProtocolError('invalid_dpop_proof', 'The signature or typ of the DPoP proof is wrong', { cause })
  }

  const { htm, htu, ath, jti, iat, nonce } = jws.payload
  if (htm !== method || typeof htu !== 'string' || withoutQuery(htu) !== url)
    throw new ProtocolError('invalid_dpop_proof', 'htm or htu is wrong')
  if (ath !== createHash('sha256').update(accessToken).digest('base64url')) throw new ProtocolError('invalid_dpop_proof', 'ath is wrong')
  if (typeof jti !== 'string' || jti === '' || jti.length > 256) throw new ProtocolError('invalid_dpop_proof', 'jti is missing')
  if (typeof iat !== 'number') throw new ProtocolError('invalid_dpop_proof', 'iat is missing')
  if (!(await isFresh({ iat, nonce, pool, at }))) {
    const dpopNonce = await mintNonce({ use: 'dpop', pool, at })
    throw new ProtocolError('use_dpop_nonce', 'The DPoP proof is not recent, use the nonce', { dpopNonce })
  }
  if ((await rememberProof({ kind: 'dpop', id: `${jkt} ${jti}`, pool, at })) === 'seen') {
    throw new ProtocolError('invalid_dpop_proof', 'The DPoP proof was already used')
  }
}

/** A nonce that is not ours (a wallet keeps one per origin, and the token endpoint gives its own) neither helps nor harms. */
async function isFresh({ iat, nonce, pool, at }: { iat: number; nonce: JsonValue | undefined; pool: Pool; at: Date }): Promise<boolean> {
  if (Math.abs(at.getTime() / 1000 - iat) <= DPOP_WINDOW) return true
  return typeof nonce === 'string' && (await consumeNonce({ use: 'dpop', nonce, db: pool, at })) === 'fresh'
}

function withoutQuery(htu: string): string {
  const url = URL.parse(htu)
  return url === null ? '' : `${url.origin}${url.pathname}`
}
