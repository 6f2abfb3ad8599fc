import { AttestaError } from '../errors.ts'

interface Curve {
  readonly prime: bigint
  readonly b: bigint
}

/** FIPS 186-5 / SP 800-186 §3.2.1: y² = x³ − 3x + b. Both primes leave 3 when divided by 4, so a root is a power. */
const CURVES: Readonly<Record<'P-256' | 'P-384', Curve>> = {
  'P-256': {
    prime: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    prime: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
}

/**
 * Both coordinates of a compressed point (SEC 1 §2.3.4). Public values only, so time may depend on them; WebCrypto takes no
 * compressed points. The verifying library checks the point again on import.
 *
 * @throws AttestaError `did.malformed` when no such point lies on the curve
 */
export function decompress({ curve, point }: { curve: 'P-256' | 'P-384'; point: Uint8Array }): { x: Uint8Array; y: Uint8Array } {
  const { prime, b } = CURVES[curve]
  const [sign, ...rest] = point
  const x = toNumber(rest)
  if ((sign !== 2 && sign !== 3) || x >= prime) throw new AttestaError('did.malformed')

  const square = (x ** 3n - 3n * x + b) % prime
  const positive = square < 0n ? square + prime : square
  const root = power(positive, (prime + 1n) / 4n, prime)
  if ((root * root) % prime !== positive) throw new AttestaError('did.malformed')
  const y = (root & 1n) === BigInt(sign & 1) ? root : prime - root
  return { x: Uint8Array.from(rest), y: toBytes(y, rest.length) }
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let factor = base, left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * factor) % modulus
    factor = (factor * factor) % modulus
  }
  return result
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n)
}

function toBytes(number: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let i = length - 1, left = number; i >= 0; i--, left >>= 8n) bytes[i] = Number(left & 0xffn)
  return bytes
}
