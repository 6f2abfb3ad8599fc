import { hkdfSync } from 'node:crypto'
import { seal, unseal } from './seal-file.ts'

/** Keys of other things than organisations, kept elsewhere (in the database) under the house's master key. */
export interface KeyWrapping {
  /** @param purpose what the key is for and whose it is; whoever unwraps must say the same */
  wrap(purpose: string, key: Uint8Array): Buffer
  /** @throws AttestaError `keystore.passphrase` when it was wrapped by another house, for another purpose, or a byte was changed */
  unwrap(purpose: string, wrapped: Uint8Array): Buffer
}

/** A key of its own for wrapping, derived from the master key (HKDF, RFC 5869): what seals signing keys seals nothing else. */
export function keyWrapping(master: Buffer): KeyWrapping {
  const key = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'attesta key wrapping', 32))
  return {
    wrap: (purpose, plain) => Buffer.from(JSON.stringify(seal({ key, plain: Buffer.from(plain), header: { purpose } }))),
    unwrap: (purpose, wrapped) => unseal({ key, text: JSON.parse(Buffer.from(wrapped).toString()), header: { purpose } }),
  }
}
