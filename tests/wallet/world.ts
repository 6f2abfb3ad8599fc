import type { ProtocolWorld } from '../../wallet-web/protocol/world.ts'

/** The wallet's door to the network in a test: real requests, a clock of its own, services of this machine. */
export const protocolWorld = (now: Date): ProtocolWorld => ({
  fetch: (url, init) => fetch(url, init),
  now: () => now,
  allowLoopbackHttp: true,
})
