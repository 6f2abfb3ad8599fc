// The oracles of selective disclosure bring no types; these are the parts of them that the test uses.
declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  export function createSignCryptosuite(options: { mandatoryPointers: readonly string[] }): object
  export function createDiscloseCryptosuite(options: { selectivePointers: readonly string[]; presentationHeader?: Uint8Array }): object
  export function createVerifyCryptosuite(): object
}
declare module '@digitalbazaar/bbs-2023-cryptosuite' {
  export { createDiscloseCryptosuite, createSignCryptosuite, createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite'
}
