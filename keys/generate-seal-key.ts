import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)

/** RSA of 3072 bits is what authorities for seals certify today (ETSI TS 119 312); the curve is for those that take it. */
export type SealAlgorithm = 'RS256' | 'ES256'

/** In the thread pool: a key of RSA takes most of a second. */
export async function generateSealKey(alg: SealAlgorithm): Promise<KeyObject> {
  const { privateKey } = alg === 'RS256' ? await generate('rsa', { modulusLength: 3072 }) : await generate('ec', { namedCurve: 'P-256' })
  return privateKey
}
