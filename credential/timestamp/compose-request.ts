import { crypto } from '#crypto'
import { asn1js, pkijs } from '../x509/index.ts'

export interface TimestampRequest {
  /** DER of a TimeStampReq (RFC 3161 §2.4.1). */
  readonly der: Uint8Array
  /** Sixteen random bytes: an answer to another question is refused. */
  readonly nonce: Uint8Array
}

export const SHA_256 = '2.16.840.1.101.3.4.2.1'

/** Asks for the time at which these bytes were there: only their hash leaves. */
export function composeTimestampRequest(data: Uint8Array): TimestampRequest {
  // Positive and without a leading zero, so that it has one spelling as an integer.
  const nonce = crypto.randomBytes(16).map((byte, index) => (index === 0 ? (byte & 0x3f) | 0x40 : byte))
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: SHA_256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: new Uint8Array(crypto.sha256(data)).buffer }),
    }),
    nonce: new asn1js.Integer({ valueHex: new Uint8Array(nonce).buffer }),
    certReq: true,
  })
  return { der: new Uint8Array(request.toSchema().toBER(false)), nonce }
}
