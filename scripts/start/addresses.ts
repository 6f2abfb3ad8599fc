import { resolve } from 'node:path'
import type { StartArguments } from './arguments.ts'
import { portOf } from './ports.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The environment that every process is started with: what was given, and the demo's own for the rest. */
export interface Addresses {
  readonly env: Readonly<Record<string, string>>
  readonly issuer: string
  readonly verifier: string
  readonly wallet: string
  readonly oidc: string
  readonly smtp: string
  /** Where each listens on this machine: a proxy may stand before the public address. */
  readonly local: { readonly issuer: string; readonly verifier: string; readonly wallet: string; readonly oidc: string }
  readonly dataDir: string
}

const ANY = new Set(['', '0.0.0.0', '::', 'localhost'])
const PORTS = { ISSUER_URL: 4000, VERIFIER_URL: 4001, WALLET_URL: 4002, OIDC_ISSUER: 4010 } as const

/**
 * Where everything lives. With `--host` all pages move to https under that name, on a data folder of their own: the
 * identifiers of the organisations (did:web) hold the name.
 *
 * @throws Error with one sentence for an address that is none
 */
export function addressesOf({ given, host }: { given: Environment } & StartArguments): Addresses {
  const tls = given.TLS_KEY !== undefined && given.TLS_CERT !== undefined
  if (host !== undefined && !tls) {
    throw new Error('A phone takes part over https only: give TLS_KEY and TLS_CERT, two PEM files for that name (see docs/phone.md).')
  }
  if (host === undefined && tls && given.ISSUER_URL === undefined) {
    throw new Error(
      'TLS_KEY and TLS_CERT go with a name: npm start -- --host NAME, or addresses of your own (docs/phone.md, docs/configuration.md).',
    )
  }
  const base = host === undefined ? 'http://localhost' : `https://${host}`
  const at = (name: keyof typeof PORTS) => checked(name, given[name] ?? `${base}:${PORTS[name]}`)
  const dataDir = resolve(given.ATTESTA_DATA ?? (host === undefined ? '.data' : `.data/${host}`))
  const smtp = given.SMTP_URL ?? 'smtp://localhost:4025'
  const env = {
    ...Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    ISSUER_URL: at('ISSUER_URL'),
    VERIFIER_URL: at('VERIFIER_URL'),
    WALLET_URL: at('WALLET_URL'),
    OIDC_ISSUER: at('OIDC_ISSUER'),
    SMTP_URL: smtp,
    ATTESTA_DATA: dataDir,
    ...(host === undefined ? {} : { LISTEN_HOST: given.LISTEN_HOST ?? '0.0.0.0' }),
  }
  const scheme = tls ? 'https' : 'http'
  const machine = ANY.has(env.LISTEN_HOST ?? '') ? 'localhost' : env.LISTEN_HOST
  const localOf = (address: string, port: string | undefined) => `${scheme}://${machine}:${port ?? portOf(address)}`
  return {
    env,
    local: {
      issuer: localOf(env.ISSUER_URL, given.ISSUER_PORT),
      verifier: localOf(env.VERIFIER_URL, given.VERIFIER_PORT),
      wallet: localOf(env.WALLET_URL, given.WALLET_PORT),
      oidc: localOf(env.OIDC_ISSUER, undefined),
    },
    issuer: env.ISSUER_URL,
    verifier: env.VERIFIER_URL,
    wallet: env.WALLET_URL,
    oidc: env.OIDC_ISSUER,
    smtp,
    dataDir,
  }
}

function checked(name: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '') {
    throw new Error(`Setting ${name}: "${address}" is not an address such as http://localhost:4000.`)
  }
  return url.origin
}
