import { createPrivateKey, createPublicKey, type ED25519KeyPairOptions, generateKeyPairSync, type KeyObject } from 'node:crypto'

export type FreshKeyKind = 'P-256' | 'P-384' | 'P-521' | 'Ed25519' | `RSA-${number}`

/**
 * A new key pair, made in the calling thread.
 *
 * The pair leaves the generator as text and is read back. One that node:crypto hands out as objects shares a lock with the job that made
 * it: `export({ format: 'jwk' })` holds the lock while it allocates, and when that makes V8 collect the job, whose destructor asks for the
 * same lock, the process stands for ever without a word (Node 20.20: once in some ten thousand pairs).
 */
export function freshKeyPair(kind: FreshKeyKind): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  const privateKey = createPrivateKey({ key: generate(kind), type: 'pkcs8', format: 'der' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

function generate(kind: FreshKeyKind): Buffer {
  if (kind === 'Ed25519') return generateKeyPairSync('ed25519', ENCODED).privateKey
  if (kind.startsWith('RSA-')) return generateKeyPairSync('rsa', { ...ENCODED, modulusLength: Number(kind.slice(4)) }).privateKey
  return generateKeyPairSync('ec', { ...ENCODED, namedCurve: kind }).privateKey
}

const ENCODED: ED25519KeyPairOptions<'der', 'der'> = {
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
}
