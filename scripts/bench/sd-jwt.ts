import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { createDisclosure, drawSalts, issueSdJwt, verifySdJwt } from '../../credential/sd-jwt/index.ts'
import { throwawaySigner } from '../vectors/throwaway-signer.ts'
import { compare } from './compare.ts'
import { claimsOf } from './payloads.ts'

const NOW = new Date('2026-03-02T12:00:00Z')
const PLAIN = { iss: 'https://attestati.example', vct: 'https://attestati.example/vct/1', iat: 1_772_355_600, exp: 1_930_122_000 }

/** SD-JWT VC with twelve disclosures, ES256: issue and verify, ours against @sd-jwt/sd-jwt-vc with node's hashing and signing. */
export async function benchSdJwt(): Promise<{ sdJwtIssueRatio: number; sdJwtVerifyRatio: number }> {
  const signer = throwawaySigner()
  const publicKey = createPublicKey({ key: { ...signer.publicJwk }, format: 'jwk' })
  const library = new SDJwtVcInstance({
    signer: async (data: string) => Buffer.from(await signer.sign(Buffer.from(data))).toString('base64url'),
    verifier: async (data: string, signature: string) =>
      verify('sha256', Buffer.from(data), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
    signAlg: 'ES256',
    hasher: (data: string | ArrayBuffer) =>
      new Uint8Array(
        createHash('sha256')
          .update(typeof data === 'string' ? data : Buffer.from(data))
          .digest(),
      ),
    hashAlg: 'sha-256',
    saltGenerator: (length: number) => randomBytes(length).toString('base64url').slice(0, length),
  })

  const ours = (n: number) => {
    const claims = Object.entries(claimsOf(n))
    const salts = drawSalts(claims.length)
    const disclosures = claims.map(([name, value], index) => createDisclosure({ salt: salts[index] ?? '', name, value }))
    return issueSdJwt({ payload: PLAIN, disclosures, header: { typ: 'dc+sd-jwt', kid: 'k' }, signer })
  }
  const theirs = (n: number) => {
    const claims = claimsOf(n)
    return library.issue({ ...PLAIN, ...claims }, { _sd: names(claims) }, { header: { kid: 'k' } })
  }
  const names = <Claims extends object>(claims: Claims) => Object.keys(claims) as (keyof Claims)[]
  const verifyOurs = (sdJwt: string) => verifySdJwt({ sdJwt, resolveKey: async () => signer.publicJwk, now: NOW })

  const token = await theirs(0)
  await verifyOurs(token)
  await library.verify(await ours(0))
  return {
    sdJwtIssueRatio: await compare({ ours, theirs }),
    sdJwtVerifyRatio: await compare({ ours: () => verifyOurs(token), theirs: () => library.verify(token) }),
  }
}
