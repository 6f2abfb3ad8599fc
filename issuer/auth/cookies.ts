import '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'

interface Cookies {
  readonly session: string
  readonly login: string
  /** Of the person who looks at their own case with a link and a code. */
  readonly citizen: string
}

declare module 'fastify' {
  interface FastifyInstance {
    attestaCookies: Cookies
  }
}

/**
 * Names the cookies of the console. On https with the prefix by which a browser takes them from this host alone, over https alone,
 * so that a neighbouring host cannot plant one (RFC 6265bis §4.1.3.2; security.md §2 row 47).
 */
export function nameCookies(app: FastifyInstance, { issuerUrl }: { issuerUrl: string }): void {
  const prefix = issuerUrl.startsWith('https:') ? '__Host-' : ''
  app.decorate('attestaCookies', {
    session: `${prefix}attesta_session`,
    login: `${prefix}attesta_login`,
    citizen: `${prefix}attesta_percorso`,
  })
}

export function sessionSecretOf(request: FastifyRequest): string | undefined {
  return request.cookies[request.server.attestaCookies.session]
}
