import type { ProtocolWorld } from '../../protocol/world.ts'
import { walletConfig } from './config.ts'

/** The protocols' door to this browser. */
export async function protocolWorld(): Promise<ProtocolWorld> {
  const { demo } = await walletConfig()
  return { fetch: (url, init) => fetch(url, init), now: () => new Date(), allowLoopbackHttp: demo }
}
