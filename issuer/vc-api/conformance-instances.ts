import { sign } from 'node:crypto'
import type { Algorithm, BbsSigner, Signer } from '../../credential/crypto/port.ts'
import { encodeMultikey } from '../../credential/did/index.ts'
import { readPublicJwk } from '../../credential/jose/index.ts'
import type { JsonValue } from '../../credential/json/index.ts'
import type { Instance, Mechanism } from '../../credential/vcdm/index.ts'
import { freshKeyPair } from '../../keys/fresh-key-pair.ts'
import type { ApiInstance } from './instance.ts'

interface Kind {
  readonly name: string
  readonly curve: keyof typeof CURVES
  readonly mechanism: Mechanism
  readonly status?: boolean
}

const CURVES = {
  Ed25519: { alg: 'EdDSA', digest: null },
  'P-256': { alg: 'ES256', digest: 'sha256' },
  'P-384': { alg: 'ES384', digest: 'sha384' },
} as const satisfies Record<string, { alg: Algorithm; digest: string | null }>

const KINDS: readonly Kind[] = [
  { name: 'eddsa-rdfc-2022', curve: 'Ed25519', mechanism: 'eddsa-rdfc-2022' },
  { name: 'eddsa-jcs-2022', curve: 'Ed25519', mechanism: 'eddsa-jcs-2022' },
  { name: 'ecdsa-rdfc-2019-p256', curve: 'P-256', mechanism: 'ecdsa-rdfc-2019' },
  { name: 'ecdsa-rdfc-2019-p384', curve: 'P-384', mechanism: 'ecdsa-rdfc-2019' },
  { name: 'ecdsa-jcs-2019-p256', curve: 'P-256', mechanism: 'ecdsa-jcs-2019' },
  { name: 'ecdsa-jcs-2019-p384', curve: 'P-384', mechanism: 'ecdsa-jcs-2019' },
  { name: 'ecdsa-sd-2023', curve: 'P-256', mechanism: 'ecdsa-sd-2023' },
  { name: 'vc-jwt', curve: 'P-256', mechanism: 'vc+jwt' },
  { name: 'status', curve: 'Ed25519', mechanism: 'eddsa-rdfc-2022', status: true },
]

/** Issuers for test suites: each a did:key that lives as long as this process, so that nothing it signs is believed for long. */
export async function conformanceInstances(): Promise<readonly ApiInstance[]> {
  const keys = new Map(Object.keys(CURVES).map((curve) => [curve, freshKey(curve as keyof typeof CURVES)]))
  const bbs = await bbsInstance()
  const others = KINDS.flatMap(({ name, curve, mechanism, status = false }) => {
    const key = keys.get(curve)
    if (key === undefined) return []
    const { did, signer } = key
    const instance = { did, verificationMethod: `${did}#${signer.kid}`, signer, mechanism }
    const list = `${name}-${signer.kid.slice(-12).toLowerCase()}`
    return [{ name, open: async () => instance, ...(status ? { list } : {}) }]
  })
  return [...others, { name: bbs.mechanism, open: async () => bbs }]
}

async function bbsInstance(): Promise<Instance> {
  const { freshBbsKey, signBbs } = await import('../../credential/data-integrity/selective/bbs.ts')
  const key = await freshBbsKey()
  const kid = encodeMultikey(key.publicJwk)
  const signer: BbsSigner = { kid, publicJwk: key.publicJwk, signMessages: (input) => signBbs({ ...input, key }) }
  const did = `did:key:${kid}`
  return { did, verificationMethod: `${did}#${kid}`, signer, mechanism: 'bbs-2023' }
}

function freshKey(curve: keyof typeof CURVES): { did: string; signer: Signer } {
  const { alg, digest } = CURVES[curve]
  const { privateKey } = freshKeyPair(curve)
  const { kty, crv, x, y } = privateKey.export({ format: 'jwk' })
  const publicJwk = readPublicJwk(y === undefined ? ({ kty, crv, x } as JsonValue) : ({ kty, crv, x, y } as JsonValue))
  const kid = encodeMultikey(publicJwk)
  const signer: Signer = { kid, alg, publicJwk, sign: async (data) => sign(digest, data, { key: privateKey, dsaEncoding: 'ieee-p1363' }) }
  return { did: `did:key:${kid}`, signer }
}
