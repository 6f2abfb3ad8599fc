declare module '@digitalbazaar/bbs-signatures' {
  export const CIPHERSUITES: { readonly BLS12381_SHA256: string }
  interface Common {
    readonly publicKey: Uint8Array
    readonly header: Uint8Array
    readonly ciphersuite: string
  }
  export function generateKeyPair(options: { readonly ciphersuite: string }): Promise<{ secretKey: Uint8Array; publicKey: Uint8Array }>
  export function sign(options: Common & { readonly secretKey: Uint8Array; readonly messages: Uint8Array[] }): Promise<Uint8Array>
  export function verifySignature(options: Common & { readonly signature: Uint8Array; readonly messages: Uint8Array[] }): Promise<boolean>
  export function deriveProof(
    options: Common & {
      readonly signature: Uint8Array
      readonly messages: Uint8Array[]
      readonly presentationHeader: Uint8Array
      readonly disclosedMessageIndexes: number[]
    },
  ): Promise<Uint8Array>
  export function verifyProof(
    options: Common & {
      readonly proof: Uint8Array
      readonly presentationHeader: Uint8Array
      readonly disclosedMessages: Uint8Array[]
      readonly disclosedMessageIndexes: number[]
    },
  ): Promise<boolean>
}
