// The library brings no types; only what the tests call.
declare module '@digitalcredentials/vc' {
  export const verifyCredential: typeof import('@digitalbazaar/vc').verifyCredential
}
