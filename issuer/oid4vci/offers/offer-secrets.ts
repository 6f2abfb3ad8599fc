import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'

/** What the holder of an offer knows; none of it is kept here. */
export interface OfferSecrets {
  /** Last segment of the offer's address: 256 random bits, base64url. */
  readonly handle: string
  readonly preAuthorizedCode: string
  /** Six digits that travel by another channel (OpenID4VCI 1.0 §4.1.1). */
  readonly txCode: string
}

export const TX_CODE_LENGTH = 6

export function drawOfferSecrets(): OfferSecrets {
  const handle = randomBytes(32).toString('base64url')
  const txCode = randomInt(10 ** TX_CODE_LENGTH)
    .toString()
    .padStart(TX_CODE_LENGTH, '0')
  return { handle, preAuthorizedCode: preAuthorizedCodeOf(handle), txCode }
}

/**
 * The code follows from the address, so that the offer can be handed out by reference although only a hash is kept
 * (security.md §2 row 37): whoever reads the table can neither rebuild the address nor redeem the code.
 */
export function preAuthorizedCodeOf(handle: string): string {
  return createHash('sha256').update('attesta pre-authorized code ').update(handle).digest('base64url')
}

export function hashOfCode(preAuthorizedCode: string): Buffer {
  return createHash('sha256').update(preAuthorizedCode).digest()
}

/** Keyed by the code, which is not kept: six digits alone would be found again in a moment. */
export function hashOfTxCode({ preAuthorizedCode, salt, txCode }: { preAuthorizedCode: string; salt: Uint8Array; txCode: string }): Buffer {
  return createHmac('sha256', preAuthorizedCode).update(salt).update(txCode).digest()
}
