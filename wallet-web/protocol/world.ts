/** All time and network of the wallet's protocols come from here. */
export interface ProtocolWorld {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly now: () => Date
  /** Demo only: services of this machine over http. */
  readonly allowLoopbackHttp: boolean
}
