import { readFileSync } from 'node:fs'
import { mailbox } from './mailbox.ts'
import { openidProvider } from './openid-provider.ts'

/**
 * The demo's companions in one small process: an OpenID provider and an SMTP sink. Started by `npm start` and by the tests,
 * never in production.
 */
if (process.env.NODE_ENV === 'production') {
  process.stderr.write('The demo companions let anybody log in: they do not start with NODE_ENV=production.\n')
  process.exit(1)
}

const oidcIssuer = process.env.OIDC_ISSUER ?? 'http://localhost:4010'
const issuerUrl = process.env.ISSUER_URL ?? 'http://localhost:4000'
const smtp = new URL(process.env.SMTP_URL ?? 'smtp://localhost:4025')

const { TLS_KEY, TLS_CERT, LISTEN_HOST } = process.env

const mail = mailbox({ now: () => new Date() })
const provider = openidProvider({
  issuer: oidcIssuer,
  client: {
    id: process.env.OIDC_CLIENT_ID ?? 'attesta-console',
    secret: process.env.OIDC_CLIENT_SECRET ?? 'demo-secret-of-the-console',
    redirectUris: [`${issuerUrl}/auth/callback`],
    postLogoutRedirectUris: [`${issuerUrl}/`],
  },
  ...(TLS_KEY === undefined || TLS_CERT === undefined
    ? {}
    : { tls: { key: readFileSync(TLS_KEY, 'utf8'), cert: readFileSync(TLS_CERT, 'utf8') } }),
  extra: { '/mail.json': mail.mails },
})

await Promise.all([listen(provider, new URL(oidcIssuer), LISTEN_HOST), listen(mail.server, smtp)])
process.send?.('ready')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    provider.closeAllConnections()
    provider.close()
    mail.server.close()
  })
}

function listen(
  server: { listen(port: number, host: string, done: () => void): unknown; once?: unknown },
  { hostname, port }: URL,
  host = hostname,
): Promise<void> {
  return new Promise((resolve) => {
    server.listen(Number(port), host, resolve)
  })
}
