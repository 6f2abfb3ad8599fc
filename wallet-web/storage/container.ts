import { isObject } from '../../credential/json/index.ts'
import { type Infer, integer, list, object, oneOf, readShape, type Shape, text } from '../../credential/shape/index.ts'

const base64url = (max: number) => text({ pattern: /^[A-Za-z0-9_-]+$/, max })

/** AES-KW over a 256-bit key gives 40 bytes (RFC 3394 §2.2.1). */
const wrapped = text({ pattern: /^[A-Za-z0-9_-]{54}$/ })

/** Bounds keep a hostile backup file from asking for a gigabyte and an hour; the floor is OWASP's for argon2id. */
const argon2id = object({
  name: oneOf('argon2id'),
  memoryKib: integer({ min: 19_456, max: 262_144 }),
  passes: integer({ min: 2, max: 10 }),
  lanes: integer({ min: 1, max: 4 }),
  salt: base64url(64),
})

const passwordSlot = object({ type: oneOf('password'), kdf: argon2id, wrapped })
const prfSlot = object({
  type: oneOf('prf'),
  credentialId: base64url(2048),
  prfSalt: base64url(64),
  hkdfSalt: base64url(64),
  wrapped,
})
const recoverySlot = object({ type: oneOf('recovery'), hkdfSalt: base64url(64), wrapped })

const slots = { password: passwordSlot, prf: prfSlot, recovery: recoverySlot }

export type PasswordSlot = Infer<typeof passwordSlot>
export type PrfSlot = Infer<typeof prfSlot>
export type RecoverySlot = Infer<typeof recoverySlot>
/** One way to the data key; every way opens the same wallet. */
export type Slot = PasswordSlot | PrfSlot | RecoverySlot

const slot: Shape<Slot> = {
  schema: { anyOf: Object.values(slots).map(({ schema }) => schema) },
  read(value, at) {
    const type = isObject(value as never) ? (value as { type?: unknown }).type : undefined
    return (type === 'prf' ? prfSlot : type === 'recovery' ? recoverySlot : passwordSlot).read(value, at)
  },
}

const container = object({
  format: oneOf('attesta-wallet'),
  version: oneOf(1),
  walletId: text({ pattern: /^[0-9a-f-]{36}$/ }),
  /** Grows by one at each write: an older copy is told from a newer one. */
  counter: integer({ min: 1 }),
  slots: list(slot, { min: 1, max: 16 }),
  body: object({ cipher: oneOf('A256GCM'), iv: text({ pattern: /^[A-Za-z0-9_-]{16}$/ }), ciphertext: base64url(64 * 1024 * 1024) }),
})

/**
 * The wallet at rest: what lies in IndexedDB, in a backup file and, later, on a synchronisation server. Nothing in it can be
 * read without one of the slots' secrets.
 */
export type Container = Infer<typeof container>

/**
 * Reads a container from wherever it was kept.
 *
 * @throws AttestaError `wallet.damaged`
 */
export function readContainer(value: unknown): Container {
  return readShape({ shape: container, value, code: 'wallet.damaged' })
}
