import * as asn1js from 'asn1js'
import { encode } from '../base64url.ts'
import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { readPublicJwk } from '../jose/index.ts'

const RSA = '1.2.840.113549.1.1.1'
const PEM = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]{100,4000})-----END PUBLIC KEY-----\s*$/

/**
 * The RSA key in a `publicKeyPem` (SubjectPublicKeyInfo, RFC 5280 §4.1).
 *
 * @throws AttestaError `schema.open-badge-2`, and what a key that is too weak gets
 */
export function rsaKeyOfPem(pem: string): PublicJwk {
  const [algorithm, bits] = sequence(decoded(pem))
  const oid = algorithm instanceof asn1js.Sequence ? algorithm.valueBlock.value[0] : undefined
  if (!(oid instanceof asn1js.ObjectIdentifier) || oid.valueBlock.toString() !== RSA) throw wrong()
  if (!(bits instanceof asn1js.BitString)) throw wrong()
  const [n, e] = sequence(bits.valueBlock.valueHexView)
  if (!(n instanceof asn1js.Integer) || !(e instanceof asn1js.Integer)) throw wrong()
  return readPublicJwk({ kty: 'RSA', n: encode(unsigned(n)), e: encode(unsigned(e)) })
}

function decoded(pem: string): Uint8Array {
  const base64 = PEM.exec(pem)?.[1]?.replace(/\s/g, '')
  if (base64 === undefined) throw wrong()
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    throw wrong()
  }
}

function sequence(der: Uint8Array): readonly asn1js.AsnType[] {
  const { offset, result } = asn1js.fromBER(der)
  if (offset !== der.length || !(result instanceof asn1js.Sequence)) throw wrong()
  return result.valueBlock.value
}

function unsigned({ valueBlock }: asn1js.Integer): Uint8Array {
  const bytes = valueBlock.valueHexView
  return bytes[0] === 0 ? bytes.slice(1) : bytes.slice()
}

function wrong(): AttestaError {
  return new AttestaError('schema.open-badge-2', { at: 'publicKeyPem' })
}
