import type { FastifyInstance, FastifyRequest } from 'fastify'
import { authorize } from '../credential/authorize.ts'
import { issueCredentials } from '../credential/issue-credentials.ts'
import { readRequest } from '../credential/read-request.ts'
import { verifyKeyProofs } from '../credential/verify-key-proofs.ts'
import type { EdgeDeps } from '../deps.ts'
import { ProtocolError } from '../protocol-error.ts'
import { dpopOf, refuse } from './refuse.ts'

/** How long a copy in a wallet is technically good; the wallet fetches another before. The act has its own validity. */
export const VALIDITY_SECONDS = 365 * 24 * 3600

/** Credential endpoint (OpenID4VCI 1.0 §8): who asks, for what, with which keys; then one transaction. */
export function credentialRoute(app: FastifyInstance, { config, pool, keystore, now }: EdgeDeps): void {
  const { issuerUrl } = config
  const url = `${issuerUrl}/oid4vci/credential`
  const world = {
    pool,
    signerFor: (slug: string) => keystore.signerFor(slug),
    validitySeconds: VALIDITY_SECONDS,
    issuerUrl: config.issuerUrl,
  }

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 256 * 1024 }, (_request, body, done) => done(null, body))
    scope.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof ProtocolError)) throw error
      return refuse({ error, reply })
    })
    scope.post('/oid4vci/credential', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const at = now()
      const token = await authorize({ authorization: request.headers.authorization, dpop: dpopOf(request), method: 'POST', url, pool, at })
      const { configurationId, proofs } = readRequest({ body: bytesOf(request.body), mediaType: mediaTypeOf(request) })
      if (!token.scopes.has(configurationId))
        throw new ProtocolError('credential_request_denied', 'The token does not cover this configuration')
      const keyProofs = await verifyKeyProofs({ proofs, issuerUrl, clientId: token.clientId, at })
      const credentials = await issueCredentials({ offerId: token.offerId, configurationId, proofs: keyProofs, at }, world)
      return { credentials: credentials.map((credential) => ({ credential })) }
    })
  })
}

function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array()
}

function mediaTypeOf({ headers }: FastifyRequest): string {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
}
