import { z } from 'zod'

/** Scheme, host and port, and nothing behind them: identifiers (did:web, credential issuer) are built on it. */
const origin = (fallback: string) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an address such as http://localhost:4000' })
    .refine((text) => URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/`, 'must have nothing behind host and port')
    .transform((text) => new URL(text).origin)
    .prefault(fallback)
const url = (fallback: string) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://login.example' })
    .transform((text) => text.replace(/\/$/, ''))
    .prefault(fallback)
const DEMO_SECRET = 'demo-secret-of-the-console'
const port = z.coerce.number().int().min(1).max(65_535)

/** Every setting of every process, read from the environment; docs/configuration.md is generated from the descriptions. */
export const settings = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('`production` switches the demo off: companions, demo band, demo people, did:web over http.'),
  ISSUER_URL: origin('http://localhost:4000').describe('Public address of the issuer, without a path.'),
  VERIFIER_URL: origin('http://localhost:4001').describe('Public address of the verifier, without a path.'),
  WALLET_URL: origin('http://localhost:4002').describe('Public address of the wallet, without a path.'),
  ISSUER_PORT: port.optional().describe('Port the issuer listens on, when it is not that of its address (behind a proxy).'),
  VERIFIER_PORT: port.optional().describe('Port the verifier listens on, when it is not that of its address.'),
  WALLET_PORT: port.optional().describe('Port the wallet listens on, when it is not that of its address.'),
  LISTEN_HOST: z.string().default('localhost').describe('Address to listen on; `0.0.0.0` for every interface.'),
  TRUSTED_PROXIES: z
    .string()
    .optional()
    .describe('Addresses or networks of the proxies in front, separated by commas: whose `X-Forwarded-For` is believed. Absent: nobody’s.'),
  REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .positive()
    .default(1200)
    .describe('Requests that one address may make in a minute, to each service.'),
  DOOR_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .positive()
    .default(600)
    .describe(
      'Requests that one address, a whole office perhaps, may make in a minute to each door that is open to anybody and costs work: offers, codes, nonces, credentials; verifications, requests and answers, shares.',
    ),
  BUSY_AFTER_MS: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe(
      'Milliseconds for which a service may be held up before it refuses what comes (503, `service.busy`); `0`: never. Absent: 2000, and never under `NODE_ENV=test`, where a test’s own work holds up the service beside it.',
    ),
  TLS_KEY: z.string().optional().describe('PEM file of the TLS key; with `TLS_CERT` the services speak https.'),
  TLS_CERT: z.string().optional().describe('PEM file of the TLS certificate chain.'),
  DATABASE_URL: z.string().startsWith('postgres').optional().describe('PostgreSQL 15 or newer. Absent: `npm start` runs its own.'),
  ATTESTA_DATA: z.string().default('.data').describe('Folder for everything that is kept: embedded database, keystore, demo certificates.'),
  KEYSTORE_PASSPHRASE_FILE: z
    .string()
    .optional()
    .describe('File that holds the keystore passphrase. The demo makes one in `ATTESTA_DATA`.'),
  TRUST_ANCHORS: z.string().optional().describe('JSON file `[{id, name, kind}]` of those whom the verifier trusts. Absent: nobody.'),
  SEAL_ROOTS: z
    .string()
    .optional()
    .describe(
      'PEM file of the authorities whose certificates the verifier believes for electronic seals: an organisation that they certify is who it says it is. Absent: nobody; sealed documents then cannot be verified. The demo has its own.',
    ),
  SEAL_TIME: z
    .enum(['iat', 'sigT'])
    .default('iat')
    .describe('How a seal says when it was made: `iat` as ETSI TS 119 182-1 writes it since 2024, `sigT` for older readers.'),
  TSA_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://tsa.example' })
    .optional()
    .describe('Timestamping authority (RFC 3161 over HTTP) that is asked at each sealing: seals are then JAdES B-T. Absent: B-B.'),
  TSA_ROOTS: z
    .string()
    .optional()
    .describe('PEM file of the authorities that certify timestamping authorities. Absent: those of `SEAL_ROOTS`.'),
  EDC_ACCREDITATIONS: z
    .string()
    .optional()
    .describe(
      'JSON file `{name, asOf, accreditations}`: what the operator took from the Union’s register of accreditations (QDR), as it publishes them, and on which day. Against it the verifier checks European credentials that say they are accredited. Absent: that check is not made.',
    ),
  VERIFIER_REQUEST_KEY: z
    .string()
    .optional()
    .describe(
      'PEM file of the private key (P-256) with which the verifier signs what it asks of wallets (OpenID4VP). Without it the demo uses its own key and certificate; outside the demo the verifier then asks no wallet.',
    ),
  VERIFIER_REQUEST_CERTIFICATE: z
    .string()
    .optional()
    .describe('PEM file of the certificates for `VERIFIER_REQUEST_KEY`: first its own, then each that issued the one before.'),
  VERIFIER_CLIENT_ID: z
    .enum(['x509_san_dns', 'x509_hash'])
    .default('x509_san_dns')
    .describe(
      'How wallets know the verifier (OpenID4VP 1.0 §5.9.3): by the host of its address, which the certificate must then name, or by the hash of the certificate, as HAIP 1.0 and IT-Wallet want.',
    ),
  OIDC_ISSUER: url('http://localhost:4010').describe(
    'OpenID provider for the console (SPID/CIE proxy, Keycloak, the demo’s own). It is asked for `openid profile email`; members of commissions get mail at the address that it tells.',
  ),
  OIDC_CLIENT_ID: z.string().default('attesta-console').describe('Client identifier at the OpenID provider.'),
  OIDC_CLIENT_SECRET: z.string().default(DEMO_SECRET).describe('Client secret at the OpenID provider.'),
  SMTP_URL: z
    .string()
    .default('smtp://localhost:4025')
    .describe('Mail server, `smtp://` or `smtps://`, with user and password where it wants them.'),
  MAIL_FROM: z.string().default('Attesta <non-rispondere@attesta.example>').describe('Sender of mail.'),
  OFFER_TTL_HOURS: z.coerce.number().positive().max(720).default(24).describe('How long an offer waits for the citizen, in hours.'),
  VC_API: z
    .enum(['off', 'on'])
    .default('off')
    .describe('`on` mounts the VC-API (docs/vc-api.md): issuer and verifier then speak the W3C’s interface to other software.'),
  VC_API_PATH: z
    .string()
    .regex(/^(\/[a-z0-9-]+)+$/, 'must be a path such as /vc-api')
    .default('/vc-api')
    .describe('Base path of the VC-API.'),
  VC_API_INSTANCES: z
    .string()
    .optional()
    .describe(
      'JSON file `[{name, organisation, mechanism, tokenFile, status, anyIssuer}]`: who issues over the VC-API, with whose key, how, and with which access token. Absent: nobody.',
    ),
  VC_API_CONFORMANCE: z
    .string()
    .optional()
    .describe(
      'For test suites, separated by commas, never in production: `instances` (issuers with fresh did:key keys), `unbound` (a second verifier that does not ask whether the issuer signed), `now` (callers may say the time), `legacy-envelopes`, `older-context`, `unsigned-credentials`.',
    ),
  BADGE_API: z
    .enum(['off', 'on', 'registered'])
    .default('off')
    .describe(
      '`on` mounts the API of Open Badges 3.0 (docs/open-badge.md): platforms may register, and give and take the badges of a person who lets them. `registered` lets in those alone that registered before.',
    ),
  OIDC_TAX_CODE_CLAIM: z
    .string()
    .min(1)
    .default('https://attributes.eid.gov.it/fiscal_number')
    .describe(
      'Claim in which the OpenID provider tells the codice fiscale that it vouches for, with or without `TINIT-`; read only where people log in as themselves: on «Il mio percorso», and for the API of Open Badges. Never one that people fill in themselves.',
    ),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info').describe('How much the services log.'),
})

type Settings = z.infer<typeof settings>

/** What the processes are configured with: settings under their code names. */
export interface Config {
  readonly demo: boolean
  readonly issuerUrl: string
  readonly verifierUrl: string
  readonly walletUrl: string
  readonly listen: { readonly host: string; readonly issuer: number; readonly verifier: number; readonly wallet: number }
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  readonly requestsPerMinute: number
  /** To each route that is open to anybody and costs work. */
  readonly doorRequestsPerMinute: number
  readonly busyAfterMs: number
  readonly tls?: { readonly keyFile: string; readonly certFile: string }
  readonly databaseUrl?: string
  readonly dataDir: string
  readonly passphraseFile?: string
  readonly trustAnchorsFile?: string
  /** Accreditations taken from the Union's register. */
  readonly accreditationsFile?: string
  readonly seals: {
    readonly rootsFile?: string
    readonly claimedTime: Settings['SEAL_TIME']
    readonly tsaUrl?: string
    readonly tsaRootsFile?: string
  }
  /** Whom the verifier presents itself as to wallets; absent: as nobody, or as the demo. */
  readonly walletRequests?: {
    readonly keyFile: string
    readonly certificateFile: string
    readonly clientId: Settings['VERIFIER_CLIENT_ID']
  }
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
  readonly smtpUrl: string
  readonly mailFrom: string
  readonly offerTtlHours: number
  readonly logLevel: Settings['LOG_LEVEL']
  /** Absent: the API of Open Badges is off. */
  readonly badgeApi?: { readonly registration: 'open' | 'closed' }
  /** Claim of the OpenID provider that tells a citizen's codice fiscale. */
  readonly taxCodeClaim: string
  /** Absent: the VC-API is off. */
  readonly vcApi?: {
    readonly path: string
    readonly instancesFile?: string
    readonly conformance: readonly ConformanceSwitch[]
  }
}

const CONFORMANCE_SWITCHES = ['instances', 'unbound', 'now', 'legacy-envelopes', 'older-context', 'unsigned-credentials'] as const
/** What test suites need and nobody else may have. */
export type ConformanceSwitch = (typeof CONFORMANCE_SWITCHES)[number]

/**
 * Reads and checks the environment.
 *
 * @throws Error with one sentence per bad setting: the process is to stop and say it
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name in settings.shape && value !== ''))
  const parsed = settings.safeParse(given)
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `Setting ${issue.path.join('.')}: ${issue.message}.`).join('\n'))
  const values = parsed.data
  if (values.NODE_ENV === 'production') refuseDemoValues(values)
  refuseHalfPair(values, 'TLS_KEY', 'TLS_CERT')
  refuseHalfPair(values, 'VERIFIER_REQUEST_KEY', 'VERIFIER_REQUEST_CERTIFICATE')
  return {
    demo: values.NODE_ENV !== 'production',
    issuerUrl: values.ISSUER_URL,
    verifierUrl: values.VERIFIER_URL,
    walletUrl: values.WALLET_URL,
    listen: {
      host: values.LISTEN_HOST,
      issuer: values.ISSUER_PORT ?? portOf(values.ISSUER_URL),
      verifier: values.VERIFIER_PORT ?? portOf(values.VERIFIER_URL),
      wallet: values.WALLET_PORT ?? portOf(values.WALLET_URL),
    },
    trustedProxies: commaList(values.TRUSTED_PROXIES),
    requestsPerMinute: values.REQUESTS_PER_MINUTE,
    doorRequestsPerMinute: values.DOOR_REQUESTS_PER_MINUTE,
    busyAfterMs: values.BUSY_AFTER_MS ?? (values.NODE_ENV === 'test' ? 0 : 2_000),
    ...(values.TLS_KEY !== undefined && values.TLS_CERT !== undefined
      ? { tls: { keyFile: values.TLS_KEY, certFile: values.TLS_CERT } }
      : {}),
    ...(values.DATABASE_URL === undefined ? {} : { databaseUrl: values.DATABASE_URL }),
    dataDir: values.ATTESTA_DATA,
    ...(values.KEYSTORE_PASSPHRASE_FILE === undefined ? {} : { passphraseFile: values.KEYSTORE_PASSPHRASE_FILE }),
    ...(values.TRUST_ANCHORS === undefined ? {} : { trustAnchorsFile: values.TRUST_ANCHORS }),
    ...(values.EDC_ACCREDITATIONS === undefined ? {} : { accreditationsFile: values.EDC_ACCREDITATIONS }),
    seals: {
      claimedTime: values.SEAL_TIME,
      ...(values.SEAL_ROOTS === undefined ? {} : { rootsFile: values.SEAL_ROOTS }),
      ...(values.TSA_URL === undefined ? {} : { tsaUrl: values.TSA_URL }),
      ...(values.TSA_ROOTS === undefined ? {} : { tsaRootsFile: values.TSA_ROOTS }),
    },
    ...(values.VERIFIER_REQUEST_KEY !== undefined && values.VERIFIER_REQUEST_CERTIFICATE !== undefined
      ? {
          walletRequests: {
            keyFile: values.VERIFIER_REQUEST_KEY,
            certificateFile: values.VERIFIER_REQUEST_CERTIFICATE,
            clientId: values.VERIFIER_CLIENT_ID,
          },
        }
      : {}),
    oidc: { issuer: values.OIDC_ISSUER, clientId: values.OIDC_CLIENT_ID, clientSecret: values.OIDC_CLIENT_SECRET },
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    offerTtlHours: values.OFFER_TTL_HOURS,
    logLevel: values.LOG_LEVEL,
    ...(values.BADGE_API === 'off' ? {} : { badgeApi: { registration: values.BADGE_API === 'on' ? 'open' : 'closed' } as const }),
    taxCodeClaim: values.OIDC_TAX_CODE_CLAIM,
    ...vcApiOf(values),
  }
}

function vcApiOf({
  VC_API,
  VC_API_PATH: path,
  VC_API_INSTANCES: file,
  VC_API_CONFORMANCE: listed,
  NODE_ENV,
}: Settings): Pick<Config, 'vcApi'> {
  const named = commaList(listed)
  const conformance = CONFORMANCE_SWITCHES.filter((name) => named.includes(name))
  if (conformance.length !== named.length)
    throw new Error(`Setting VC_API_CONFORMANCE: there are ${CONFORMANCE_SWITCHES.join(', ')}, and no others.`)
  if (named.length > 0 && NODE_ENV === 'production') throw new Error('Setting VC_API_CONFORMANCE: not in production.')
  if (VC_API === 'off') return {}
  return { vcApi: { path, conformance, ...(file === undefined ? {} : { instancesFile: file }) } }
}

function commaList(text = ''): readonly string[] {
  return text.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]))
}

function refuseHalfPair(values: Settings, key: keyof Settings, certificate: keyof Settings): void {
  if ((values[key] === undefined) !== (values[certificate] === undefined))
    throw new Error(`Settings ${key} and ${certificate} go together: give both or neither.`)
}

/** What is harmless in the demo and would be a hole outside it. */
function refuseDemoValues(values: Settings): void {
  if (values.OIDC_CLIENT_SECRET === DEMO_SECRET)
    throw new Error('Setting OIDC_CLIENT_SECRET: the demo’s own is known to everybody; give another.')
  for (const name of ['ISSUER_URL', 'VERIFIER_URL', 'WALLET_URL', 'OIDC_ISSUER'] as const) {
    if (!values[name].startsWith('https:')) throw new Error(`Setting ${name}: outside the demo an address begins with https.`)
  }
}

function portOf(address: string): number {
  const { port: given, protocol } = new URL(address)
  return given === '' ? (protocol === 'https:' ? 443 : 80) : Number(given)
}
