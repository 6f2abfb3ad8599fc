declare module '@digitalbazaar/citizenship-context' {
  import type { JsonObject } from '../../credential/json/index.ts'
  export const contexts: ReadonlyMap<string, JsonObject>
}
