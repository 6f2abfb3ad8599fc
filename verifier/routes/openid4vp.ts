import type { FastifyInstance } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import { type VerificationResult, verifyDocument } from '../../credential/verify/index.ts'
import { missingClaims } from '../openid4vp/missing-claims.ts'
import { onlyAsked } from '../openid4vp/only-asked.ts'
import { readResponse } from '../openid4vp/read-response.ts'
import { createRequestObject } from '../openid4vp/request-object.ts'
import { publicHalf } from '../openid4vp/response-key.ts'
import { signerOf } from '../openid4vp/signer-of.ts'
import { answerSession } from '../presentations/answer.ts'
import { findOpenSession } from '../presentations/find-open.ts'
import { type VerifierWorld, verificationWorld } from '../world.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const

const getRequest = { params } as const

const postRequest = {
  params,
  body: {
    type: 'object',
    properties: { wallet_nonce: { type: 'string', maxLength: 256 }, wallet_metadata: { type: 'string', maxLength: 16_384 } },
  },
} as const

const postResponse = {
  params,
  body: {
    type: 'object',
    additionalProperties: false,
    properties: {
      response: { type: 'string', maxLength: 262_144 },
      state: { type: 'string', maxLength: 256 },
      error: { type: 'string', maxLength: 64 },
      error_description: { type: 'string', maxLength: 1024 },
    },
  },
} as const

/** The wallet's side of OpenID4VP 1.0: fetch the signed request (by GET or POST, §5.10), post the encrypted answer (§8.3.1). */
export async function openid4vp(app: FastifyInstance, world: VerifierWorld): Promise<void> {
  await app.register((await import('@fastify/formbody')).default)

  async function requestObject(id: string, walletNonce?: string): Promise<string> {
    const signer = signerOf(world)
    const session = await findOpenSession(id, world)
    return createRequestObject(
      {
        session,
        responseUri: `${world.settings.verifierUrl}/openid4vp/responses/${id}`,
        encryptionJwk: publicHalf(session.responseKey),
        clientName: world.settings.clientName,
        ...(walletNonce === undefined ? {} : { walletNonce }),
      },
      { signer, now: world.now() },
    )
  }

  app.get<{ Params: { id: string } }>('/openid4vp/requests/:id', { schema: getRequest }, async (request, reply) => {
    reply.type('application/oauth-authz-req+jwt').header('cache-control', 'no-store')
    return requestObject(request.params.id)
  })

  app.post<{ Params: { id: string }; Body: { wallet_nonce?: string } }>(
    '/openid4vp/requests/:id',
    { schema: postRequest },
    async (request, reply) => {
      reply.type('application/oauth-authz-req+jwt').header('cache-control', 'no-store')
      return requestObject(request.params.id, request.body.wallet_nonce)
    },
  )

  app.post<{ Params: { id: string }; Body: { response?: string; state?: string; error?: string } }>(
    '/openid4vp/responses/:id',
    { schema: postResponse },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { clientId } = signerOf(world)
      const session = await findOpenSession(request.params.id, world)
      const { response, error, state } = request.body

      // A wallet that cannot encrypt its refusal sends it in clear (§8.5); only with the right state may it end the session.
      if (response === undefined) {
        if (error === undefined) throw new AttestaError('presentation.malformed', { member: 'response' })
        if (state !== session.state) throw new AttestaError('presentation.state')
        await answerSession({ id: session.id, answer: { state: 'declined' } }, world)
        return {}
      }

      const answer = await readResponse({ jwe: response, privateJwk: session.responseKey, state: session.state })
      if (answer.kind === 'declined') {
        await answerSession({ id: session.id, answer: { state: 'declined' } }, world)
        return {}
      }

      const result = await verifyDocument(
        {
          bytes: new TextEncoder().encode(answer.presentation),
          mediaType: 'application/dc+sd-jwt',
          expect: { nonce: session.nonce, audience: clientId, holderBinding: true },
        },
        verificationWorld(world),
      )
      const missing = isReadable(result) ? missingClaims(answer.presentation) : []
      if (missing.length > 0) {
        await answerSession({ id: session.id, answer: { state: 'incomplete', missing } }, world)
        throw new AttestaError('presentation.incomplete', { missing: missing.join(', ') })
      }
      await answerSession({ id: session.id, answer: { state: 'answered', result: onlyAsked(result) } }, world)
      return {}
    },
  )
}

/** Whether what was shown may be measured against the query: a forged or unproven answer keeps its own verdict, which is never "valid". */
function isReadable({ verdict, checks }: VerificationResult): boolean {
  return verdict !== 'invalid' && checks.some(({ id, outcome }) => id === 'proof' && outcome === 'passed')
}
