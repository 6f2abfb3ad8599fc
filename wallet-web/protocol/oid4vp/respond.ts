import { CompactEncrypt, importJWK } from 'jose'
import { AttestaError, type ErrorCode } from '../../../credential/errors.ts'
import { knownProblem } from '../known-problem.ts'
import { jsonOf, send } from '../send.ts'
import type { ProtocolWorld } from '../world.ts'
import type { PresentationRequest } from './verify-request.ts'

const CODES: readonly ErrorCode[] = [
  'presentation.already-answered',
  'presentation.expired',
  'presentation.incomplete',
  'presentation.unknown',
  'presentation.not-asked',
]

export interface RespondInput {
  readonly request: PresentationRequest
  readonly answer: { readonly kind: 'shown'; readonly queryId: string; readonly presentation: string } | { readonly kind: 'declined' }
  readonly world: ProtocolWorld
}

/**
 * Posts the encrypted answer (OpenID4VP 1.0 §8.3.1). A refusal goes the same way, so that nobody on the line learns which it was.
 *
 * @returns where the asker wants the person to go on, if anywhere: shown, never followed by itself
 * @throws AttestaError `presentation.*` as the verifier says it, `ask.answer-refused`, `wallet.unreachable`
 */
export async function respond({ request, answer, world }: RespondInput): Promise<{ readonly continueAt?: string }> {
  const { state, encryption, responseUri } = request
  const content = {
    ...(state === undefined ? {} : { state }),
    ...(answer.kind === 'shown' ? { vp_token: { [answer.queryId]: [answer.presentation] } } : { error: 'access_denied' }),
  }
  const key = await importJWK({ ...encryption.jwk }, 'ECDH-ES')
  const jwe = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: encryption.enc, ...(encryption.kid === undefined ? {} : { kid: encryption.kid }) })
    .encrypt(key)
  const received = await send({
    url: responseUri,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ response: jwe }).toString(),
    world,
  })
  const body = jsonOf(received)
  if (!received.ok)
    throw knownProblem({ content: body, codes: CODES }) ?? new AttestaError('ask.answer-refused', { host: responseUri.host })
  const next = body?.redirect_uri
  return typeof next === 'string' && URL.canParse(next) && new URL(next).protocol === 'https:' ? { continueAt: next } : {}
}
