import { createCipheriv, createDecipheriv, randomBytes, type ScryptOptions, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { AttestaError } from '../credential/errors.ts'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** scrypt parameters of security.md §1.3: about a third of a second on one core, 128 MiB. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 } as const

/** What is stored: everything but `sealed` is authenticated, so that no number of it can be turned down. */
export interface SealedText {
  readonly version: 1
  readonly iv: string
  readonly sealed: string
}

export interface MasterHeader {
  readonly kdf: 'scrypt'
  readonly N: number
  readonly r: number
  readonly p: number
  readonly salt: string
}

export function newMasterHeader(): MasterHeader {
  return { kdf: 'scrypt', ...SCRYPT, salt: randomBytes(16).toString('base64url') }
}

/** Derives the key that wraps the keystore's master key. Done once a process: the rest is AES. */
export async function deriveKey(passphrase: string, { kdf, N, r, p, salt }: MasterHeader): Promise<Buffer> {
  if (kdf !== 'scrypt' || N < 2 ** 15 || N > 2 ** 20 || r !== 8 || p !== 1) throw new AttestaError('keystore.parameters')
  return derive(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64url'), 32, { N, r, p, maxmem: 256 * N * r })
}

/** AES-256-GCM with the header as additional data. */
export function seal({ key, plain, header }: { key: Buffer; plain: Buffer; header: unknown }): SealedText {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 })
  cipher.setAAD(Buffer.from(JSON.stringify(header)))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { version: 1, iv: iv.toString('base64url'), sealed: sealed.toString('base64url') }
}

/** @throws AttestaError `keystore.passphrase` when the key, the header or a byte is not what was sealed */
export function unseal({ key, text, header }: { key: Buffer; text: SealedText; header: unknown }): Buffer {
  const bytes = Buffer.from(text.sealed, 'base64url')
  if (text.version !== 1 || bytes.length < 16) throw new AttestaError('keystore.damaged')
  // Without authTagLength Node would accept a tag of four bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(text.iv, 'base64url'), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(JSON.stringify(header)))
  decipher.setAuthTag(bytes.subarray(bytes.length - 16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - 16)), decipher.final()])
  } catch (cause) {
    throw new AttestaError('keystore.passphrase', {}, { cause })
  }
}
