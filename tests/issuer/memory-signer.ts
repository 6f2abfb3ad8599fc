import { sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { PublicJwk, Signer } from '../../credential/crypto/port.ts'
import { thumbprint } from '../../credential/jose/index.ts'
import { freshKeyPair } from '../../keys/fresh-key-pair.ts'

const signAsync = promisify(sign)

/** An ES256 key that lives as long as the test. */
export function memorySigner(onSign: () => void = () => undefined): Signer {
  const { publicKey, privateKey } = freshKeyPair('P-256')
  const publicJwk = publicKey.export({ format: 'jwk' }) as PublicJwk
  return {
    kid: thumbprint(publicJwk),
    alg: 'ES256',
    publicJwk,
    async sign(data) {
      onSign()
      return new Uint8Array(await signAsync('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }))
    },
  }
}
