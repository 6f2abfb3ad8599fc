import { encode } from '../../../credential/base64url.ts'
import { bytesOf, randomBytes, utf8 } from '../bytes.ts'
import type { PasswordSlot } from '../container.ts'
import { openDataKey, wrapDataKey } from './data-key.ts'

export interface Argon2Input {
  readonly password: Uint8Array<ArrayBuffer>
  readonly salt: Uint8Array<ArrayBuffer>
  readonly memoryKib: number
  readonly passes: number
  readonly lanes: number
}

/** argon2id with 32 bytes of output (RFC 9106). Runs in a worker in the browser; rejects when the memory is not to be had. */
export type Argon2 = (input: Argon2Input) => Promise<Uint8Array>

const STRONG = { memoryKib: 65_536, passes: 3, lanes: 1 }
/** OWASP's floor, for telephones that cannot give 64 MiB to a page. */
const FLOOR = { memoryKib: 19_456, passes: 2, lanes: 1 }

/** A slot for a password. The parameters that this device could bear are kept in it. */
export async function makePasswordSlot({
  dataKey,
  password,
  argon2,
}: {
  dataKey: CryptoKey
  password: string
  argon2: Argon2
}): Promise<PasswordSlot> {
  const salt = randomBytes(16)
  const input = { password: normalised(password), salt }
  const strong = await argon2({ ...input, ...STRONG }).catch((): undefined => undefined)
  const hash = strong ?? (await argon2({ ...input, ...FLOOR }))
  const kdf = { name: 'argon2id', ...(strong === undefined ? FLOOR : STRONG), salt: encode(salt) } as const
  return { type: 'password', kdf, wrapped: await wrapDataKey({ dataKey, kek: await kekOf(hash) }) }
}

/** The data key that this password opens; nothing when it is not the password. */
export async function openPasswordSlot({
  slot,
  password,
  argon2,
  purpose,
}: {
  slot: PasswordSlot
  password: string
  argon2: Argon2
  purpose: 'use' | 'rewrap'
}): Promise<CryptoKey | undefined> {
  const { salt, memoryKib, passes, lanes } = slot.kdf
  const hash = await argon2({ password: normalised(password), salt: bytesOf(salt), memoryKib, passes, lanes })
  return openDataKey({ wrapped: slot.wrapped, kek: await kekOf(hash), purpose })
}

/** NFKC: the same letters typed on another keyboard are the same password (RFC 8265 §4.2 does the like). */
function normalised(password: string): Uint8Array<ArrayBuffer> {
  return utf8(password.normalize('NFKC'))
}

function kekOf(hash: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(hash), 'AES-KW', false, ['wrapKey', 'unwrapKey'])
}
