// The reference stack has no types of its own; these are the few shapes that the bench and the tests use.
declare module '@digitalbazaar/vc' {
  interface Options {
    readonly credential: object
    readonly suite: object
    readonly documentLoader: (url: string) => Promise<object>
  }
  export function issue(options: Options): Promise<object>
  export function derive(options: Omit<Options, 'credential'> & { readonly verifiableCredential: object }): Promise<object>
  export function verifyCredential(
    options: Options & { readonly checkStatus: () => Promise<object>; readonly now?: Date },
  ): Promise<{ verified: boolean; error?: unknown }>
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { readonly signer?: object; readonly date?: string; readonly cryptosuite: object })
  }
}
declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: object
}
declare module '@digitalbazaar/ecdsa-multikey' {
  interface Multikey {
    id: string
    controller: string
    readonly publicKeyMultibase: string
    signer(): object
    export(options: { readonly publicKey: boolean; readonly includeContext?: boolean }): Promise<Record<string, unknown>>
  }
  export function generate(options: { readonly curve: string; readonly id?: string; readonly controller?: string }): Promise<Multikey>
  export function toJwk(options: { readonly keyPair: Multikey; readonly secretKey?: boolean }): Promise<import('node:crypto').JsonWebKey>
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object
}
declare module '@digitalbazaar/ed25519-multikey' {
  export function generate(): Promise<import('@digitalbazaar/ecdsa-multikey').Multikey>
}
declare module '@digitalbazaar/ecdsa-jcs-2019-cryptosuite' {
  export function createSignCryptosuite(): object
  export function createVerifyCryptosuite(): object
}
declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  export function createSignCryptosuite(): object
  export function createVerifyCryptosuite(): object
}
