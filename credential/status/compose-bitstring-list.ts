import type { JsonObject } from '../json/index.ts'
import { encodeBitstring } from './bitstring.ts'

export interface ComposeBitstringListInput {
  /** Where the list is published. */
  readonly id: string
  readonly issuer: string
  readonly purpose: 'revocation' | 'suspension'
  /** Positions in the list, 131,072 at least. */
  readonly size: number
  /** Positions whose bit is set. */
  readonly set: Iterable<number>
  /** RFC 3339. */
  readonly validFrom: string
  readonly validUntil: string
  readonly ttlMilliseconds: number
}

/** BitstringStatusListCredential (Bitstring Status List 1.0 §2.2), unsigned. */
export async function composeBitstringList(input: ComposeBitstringListInput): Promise<JsonObject> {
  const { id, issuer, purpose, validFrom, validUntil, ttlMilliseconds } = input
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom,
    validUntil,
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      ttl: ttlMilliseconds,
      encodedList: await encodeBitstring(input),
    },
  }
}
