/** JOSE algorithms that Attesta signs and verifies with (RFC 7518, RFC 8037). RS256 is read, never written, by this core. */
export type Algorithm = 'ES256' | 'ES384' | 'ES512' | 'EdDSA' | 'RS256'

/** Hashes by their IANA names. SHA-512 is read only: another issuer may name it in `_sd_alg` (RFC 9901 §4.1.1). */
export type HashName = 'sha-256' | 'sha-384' | 'sha-512'

/** A public key in JWK form (RFC 7517); private members are refused by every reader. */
export interface PublicJwk {
  readonly kty: 'EC' | 'OKP' | 'RSA'
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly n?: string
  readonly e?: string
  readonly kid?: string
  readonly alg?: string
}

/**
 * The only door to cryptographic primitives. Two implementations of one shape stand behind `#crypto`: node:crypto
 * (synchronous and kept keys, `reference` figures in docs/architecture.md) and WebCrypto with @noble/hashes in browsers.
 */
export interface CryptoPort {
  sha256(data: Uint8Array): Uint8Array
  sha384(data: Uint8Array): Uint8Array
  /** base64url(hash(UTF-8(text))) in one step: how SD-JWT names a disclosure, and an attestation is addressed. */
  hashText(input: { hash: HashName; text: string }): string
  /** Raw (r‖s or Ed25519) signature over `data`. False for a wrong signature, a key of another type, a point off the curve. Never throws. */
  verify(input: { alg: Algorithm; key: PublicJwk; signature: Uint8Array; data: Uint8Array }): Promise<boolean>
  randomBytes(length: number): Uint8Array
  hmacSha256(input: { key: Uint8Array; data: Uint8Array }): Uint8Array
  /** A P-256 key for one document (ecdsa-sd-2023): nobody keeps it, so that each of its signatures belongs to that document. */
  passingKey(): Promise<{ publicJwk: PublicJwk; sign: (data: Uint8Array) => Promise<Uint8Array> }>
}

/** Whoever signs a list of messages in one, with BBS (vc-di-bbs): a key that can do nothing else. */
export interface BbsSigner {
  readonly kid: string
  readonly publicJwk: PublicJwk
  signMessages(input: { readonly header: Uint8Array; readonly messages: readonly Uint8Array[] }): Promise<Uint8Array>
}

/** Whoever can sign: a keystore, PKCS#11, or a wallet's non-extractable key (design.md §3). Signatures are raw, as JOSE wants them. */
export interface Signer {
  readonly kid: string
  readonly alg: Algorithm
  readonly publicJwk: PublicJwk
  sign(data: Uint8Array): Promise<Uint8Array>
}
