import { crypto as hashes } from '#crypto'
import { encode } from '../../credential/base64url.ts'
import { AttestaError } from '../../credential/errors.ts'
import { canonicalize, isObject, parseStrictJson } from '../../credential/json/index.ts'
import { bytesOf, randomBytes, utf8 } from './bytes.ts'
import type { Container } from './container.ts'
import type { WalletEvent } from './events/event.ts'

/** Lengths are rounded up, so that the file's size tells little about how much is in it. */
const STEP = 4096
const LIMITS = { maxBytes: 64 * 1024 * 1024, maxDepth: 48 }

type Head = Pick<Container, 'walletId' | 'counter' | 'slots'>

/** Encrypts the state. Version, wallet, counter and slots are bound to it: none can be exchanged for an older one. */
export async function sealBody({
  dataKey,
  events,
  ...head
}: Head & { dataKey: CryptoKey; events: readonly WalletEvent[] }): Promise<Container> {
  const plain = padded(utf8(JSON.stringify({ events })))
  const iv = randomBytes(12)
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bindingOf(head) }, dataKey, plain)
  const body = { cipher: 'A256GCM', iv: encode(iv), ciphertext: encode(new Uint8Array(ciphertext)) } as const
  return { format: 'attesta-wallet', version: 1, ...head, body }
}

/**
 * Decrypts the state.
 *
 * @throws AttestaError `wallet.damaged` when a bit of the file is not as it was written
 */
export async function openBody({ dataKey, container }: { dataKey: CryptoKey; container: Container }): Promise<readonly WalletEvent[]> {
  const { iv, ciphertext } = container.body
  const algorithm = { name: 'AES-GCM', iv: bytesOf(iv), additionalData: bindingOf(container) }
  const plain = await crypto.subtle.decrypt(algorithm, dataKey, bytesOf(ciphertext)).catch((cause: unknown) => {
    throw new AttestaError('wallet.damaged', {}, { cause })
  })
  const state = parseStrictJson(new Uint8Array(plain), LIMITS)
  if (!isObject(state) || !Array.isArray(state.events)) throw new AttestaError('wallet.damaged')
  // Authenticated above: nobody but this wallet wrote it.
  return state.events as unknown as WalletEvent[]
}

function bindingOf({ walletId, counter, slots }: Head): Uint8Array<ArrayBuffer> {
  const slotsHash = encode(hashes.sha256(utf8(canonicalize(slots.map((slot) => ({ ...slot }))))))
  return utf8(['attesta-wallet', 1, walletId, counter, slotsHash].join('|'))
}

/** Spaces after a JSON text change nothing in it. */
function padded(text: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(Math.ceil(text.length / STEP) * STEP).fill(0x20)
  whole.set(text)
  return whole
}
