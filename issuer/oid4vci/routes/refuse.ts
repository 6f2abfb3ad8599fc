import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemOf } from '../../../http/problem.ts'
import { PROOF_ALGORITHMS } from '../configurations.ts'
import type { ProtocolError } from '../protocol-error.ts'

/** §8.3.1: token trouble is 401 with a challenge (RFC 6750 §3, RFC 9449 §7.1), the rest 400; always JSON. */
export function refuse({ error, reply }: { error: ProtocolError; reply: FastifyReply }): FastifyReply {
  const { reason, dpopNonce } = error
  const isAboutToken = error.error === 'invalid_token' || error.error === 'invalid_dpop_proof' || error.error === 'use_dpop_nonce'
  if (isAboutToken) reply.header('www-authenticate', challenge(error))
  if (dpopNonce !== undefined) reply.header('dpop-nonce', dpopNonce)
  return reply.code(isAboutToken ? 401 : 400).send({
    error: error.error,
    error_description: error.description,
    ...(reason !== undefined && { attesta: problemOf(reason.code, reason.facts) }),
  })
}

function challenge({ error, description }: ProtocolError): string[] {
  const says = `error="${error}", error_description="${description}"`
  const dpop = `DPoP ${says}, algs="${PROOF_ALGORITHMS.join(' ')}"`
  return error === 'invalid_token' ? [`Bearer ${says}`, dpop] : [dpop]
}

/** The proof that came with a request. */
export function dpopOf({ headers }: FastifyRequest): string | undefined {
  return typeof headers.dpop === 'string' ? headers.dpop : undefined
}
