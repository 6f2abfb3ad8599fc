import type { FastifyInstance } from 'fastify'

export interface HeaderOptions {
  /** Whether the service itself is reached over https: browsers are then told to stay there. */
  readonly https: boolean
  /** Sources for `connect-src` beside `'self'`. */
  readonly connect?: readonly string[]
  readonly formAction?: readonly string[]
}

/**
 * One strict policy for every answer (web.md §1.2): nothing from elsewhere, no inline script or style, Trusted Types.
 * `wasm-unsafe-eval` is for the QR scanner and for argon2id, and allows WebAssembly only.
 */
export function securityHeaders(app: FastifyInstance, { https, connect = [], formAction = [] }: HeaderOptions): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    `form-action ${["'self'", ...formAction].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html attesta-worker',
  ].join('; ')

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      ...(https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
      'permissions-policy':
        'camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), digital-credentials-get=(self), geolocation=(), microphone=()',
    })
  })
}
