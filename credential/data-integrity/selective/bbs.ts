import { CIPHERSUITES, deriveProof, generateKeyPair, sign, verifyProof, verifySignature } from '@digitalbazaar/bbs-signatures'
import { decode, encode } from '../../base64url.ts'
import type { PublicJwk } from '../../crypto/port.ts'

const ciphersuite = CIPHERSUITES.BLS12381_SHA256

interface Bbs {
  readonly key: PublicJwk
  readonly header: Uint8Array
  /** All of them to sign and to derive, the shown ones to verify a proof. */
  readonly messages: readonly Uint8Array[]
}

export interface BbsKey {
  readonly publicJwk: PublicJwk
  readonly secretKey: Uint8Array
}

/** A key that lives as long as whoever holds it. */
export async function freshBbsKey(): Promise<BbsKey> {
  const { secretKey, publicKey } = await generateKeyPair({ ciphersuite })
  return { publicJwk: { kty: 'OKP', crv: 'Bls12381G2', x: encode(publicKey) }, secretKey }
}

/** A BBS signature over statements, verified before it leaves. */
export async function signBbs({ key, header, messages }: Omit<Bbs, 'key'> & { readonly key: BbsKey }): Promise<Uint8Array> {
  const publicKey = decode(key.publicJwk.x ?? '')
  const signature = await sign({ secretKey: key.secretKey, publicKey, header, messages: [...messages], ciphersuite })
  if (!(await verifySignature({ publicKey, signature, header, messages: [...messages], ciphersuite })))
    throw new Error('a BBS signature just made does not verify')
  return signature
}

export function deriveBbsProof({
  key,
  signature,
  header,
  messages,
  presentationHeader,
  indexes,
}: Bbs & { signature: Uint8Array; presentationHeader: Uint8Array; indexes: readonly number[] }): Promise<Uint8Array> {
  return deriveProof({
    publicKey: decode(key.x ?? ''),
    signature,
    header,
    messages: [...messages],
    presentationHeader,
    disclosedMessageIndexes: [...indexes],
    ciphersuite,
  })
}

/** False for whatever is wrong with the proof: the library throws for some of it. */
export async function verifyBbsProof({
  key,
  proof,
  header,
  presentationHeader,
  messages,
  indexes,
}: Bbs & { proof: Uint8Array; presentationHeader: Uint8Array; indexes: readonly number[] }): Promise<boolean> {
  try {
    return await verifyProof({
      publicKey: decode(key.x ?? ''),
      proof,
      header,
      presentationHeader,
      disclosedMessages: [...messages],
      disclosedMessageIndexes: [...indexes],
      ciphersuite,
    })
  } catch {
    return false
  }
}
