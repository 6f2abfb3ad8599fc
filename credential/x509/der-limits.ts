import { AttestaError } from '../errors.ts'

const MAX_BYTES = 16 * 1024
const MAX_DEPTH = 24
const MAX_NODES = 2_000

/**
 * Walks over DER before any library does: one value, definite lengths that fit, few levels, few nodes. Parsers of ASN.1 call
 * themselves for each level, and a stranger's certificate may have thousands (X.690 §10.1).
 *
 * @throws AttestaError `seal.certificate-limit`, `seal.certificate`
 */
export function assertSmallDer(bytes: Uint8Array, { maxBytes = MAX_BYTES, maxNodes = MAX_NODES } = {}): void {
  if (bytes.length > maxBytes) throw new AttestaError('seal.certificate-limit')
  const ends: number[] = []
  let at = 0
  for (let nodes = 0; at < bytes.length; nodes++) {
    if (nodes > maxNodes) throw new AttestaError('seal.certificate-limit')
    while (ends.at(-1) === at) ends.pop()
    const constructed = ((bytes[at] ?? 0) & 0x20) !== 0
    // High tag numbers occur in nothing that is read here.
    if (((bytes[at] ?? 0) & 0x1f) === 0x1f) throw new AttestaError('seal.certificate')
    const { length, start } = readLength(bytes, at + 1)
    const end = start + length
    if (end > (ends.at(-1) ?? bytes.length) || (nodes === 0 && end !== bytes.length)) throw new AttestaError('seal.certificate')
    if (!constructed || length === 0) {
      at = end
      continue
    }
    ends.push(end)
    if (ends.length > MAX_DEPTH) throw new AttestaError('seal.certificate-limit')
    at = start
  }
}

function readLength(bytes: Uint8Array, at: number): { length: number; start: number } {
  const first = bytes[at]
  if (first === undefined || first === 0x80 || first > 0x84) throw new AttestaError('seal.certificate')
  if (first < 0x80) return { length: first, start: at + 1 }
  const size = first & 0x7f
  let length = 0
  for (const byte of bytes.subarray(at + 1, at + 1 + size)) length = length * 256 + byte
  return { length, start: at + 1 + size }
}
