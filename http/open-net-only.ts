import type { LookupOptions, lookup } from 'node:dns'
import { BlockList } from 'node:net'
import { AttestaError } from '../credential/errors.ts'

/** Addresses that a document must not make us call (security.md rows 29, 30). */
const forbidden = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  forbidden.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['2001::', 32],
  ['2002::', 16],
  ['ff00::', 8],
] as const)
  forbidden.addSubnet(net, bits, 'ipv6')

/** Resolves and hands on only addresses of the open net, so that what was checked is what is connected to. */
export function openNetOnly(resolve: typeof lookup): typeof lookup {
  const look = (
    hostname: string,
    options: LookupOptions,
    callback: (error: Error | null, addresses?: unknown, family?: number) => void,
  ) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error)
      const bad = addresses.some(({ address, family }) => forbidden.check(address, family === 6 ? 'ipv6' : 'ipv4'))
      if (bad || addresses.length === 0) return callback(new AttestaError('fetch.refused', { why: 'private-address' }))
      const [first] = addresses
      if (options.all === true) callback(null, addresses)
      else callback(null, first?.address, first?.family)
    })
  }
  return look as typeof lookup
}
