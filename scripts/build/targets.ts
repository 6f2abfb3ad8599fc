import { existsSync } from 'node:fs'
import { fingerprint } from './fingerprint.ts'
import { readStamps } from './stamps.ts'

export interface Target {
  readonly name: string
  readonly kind: 'prisma' | 'servers' | 'web'
  /** Something that is there when the target is built. */
  readonly output: string
  readonly fingerprint: () => string
}

export const webApps = ['issuer', 'verifier', 'wallet-web'] as const

/** Output names of the bundles and where they begin: one a process. */
export const servers: Readonly<Record<string, string>> = {
  'issuer/server': 'issuer/server.ts',
  'verifier/server': 'verifier/server.ts',
  'wallet-web/server': 'wallet-web/server.ts',
  'light/services': 'scripts/start/light-services.ts',
}

const TOOLS = ['package-lock.json', 'package.json', 'scripts/build']
const SERVER_SOURCES = [
  'credential',
  'schemas',
  'http',
  'keys',
  'issuer',
  'verifier',
  'wallet-web',
  'prisma/migrate.ts',
  'scripts/companions',
  'scripts/start/light-services.ts',
]

/** Everything that is made from sources, in the order in which it must be made. */
export function targets(): Target[] {
  const prisma: Target = {
    name: 'prisma',
    kind: 'prisma',
    output: 'prisma/client/client.ts',
    fingerprint: () => fingerprint({ paths: ['prisma/schema.prisma', 'prisma/generate.mjs', 'package-lock.json'] }),
  }
  const bundles: Target = {
    name: 'servers',
    kind: 'servers',
    output: 'dist/light/services.mjs',
    fingerprint: () =>
      fingerprint({ paths: [...TOOLS, 'prisma/schema.prisma', ...SERVER_SOURCES], keep: (path) => !path.includes('/web/') }),
  }
  const pages = webApps
    .filter((app) => existsSync(`${app}/web/vite.config.ts`))
    .map(
      (app): Target => ({
        name: app,
        kind: 'web',
        output: `dist/web/${app === 'wallet-web' ? 'wallet' : app}/index.html`,
        fingerprint: () => fingerprint({ paths: [...TOOLS, app === 'wallet-web' ? app : `${app}/web`, 'ui', 'credential', 'schemas'] }),
      }),
    )
  return [prisma, bundles, ...pages]
}

/** Those whose sources are not what they were built from. */
export function staleTargets(): Target[] {
  const stamps = readStamps()
  return targets().filter(({ name, output, fingerprint: current }) => !existsSync(output) || stamps[name] !== current())
}
