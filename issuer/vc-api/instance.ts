import type { Instance } from '../../credential/vcdm/index.ts'

export type StatusPurpose = 'revocation' | 'suspension'

/** Whoever issues over the VC-API, and the door to it. */
export interface ApiInstance {
  /** In the address: `/issuers/{name}/credentials/issue`. */
  readonly name: string
  /** Who it signs as, at this moment: keys change. */
  readonly open: () => Promise<Instance>
  /** Of an organisation's; test instances belong to nobody. */
  readonly organisation?: string
  /** SHA-256 of the access token; absent where anybody may issue, as with a key that is nobody's. */
  readonly tokenHash?: Uint8Array
  /** Name of its status list; absent where what it issues has no status. */
  readonly list?: string
}
