import type { Field } from '../../disclosure/fields.ts'
import { present } from '../../disclosure/present.ts'
import { respond } from '../../protocol/oid4vp/respond.ts'
import type { PresentationRequest } from '../../protocol/oid4vp/verify-request.ts'
import type { WalletDocument } from '../../storage/events/fold.ts'
import { openHolderKey } from '../../storage/index.ts'
import { session, stillOpen } from '../session.svelte.ts'
import { protocolWorld } from './world.ts'

export interface AnswerInput {
  readonly request: PresentationRequest
  readonly queryId: string
  readonly document: WalletDocument
  readonly fields: readonly Field[]
}

/** Hands over the chosen fields to whoever asked, and writes down to whom. */
export async function answer({ request, queryId, document, fields }: AnswerInput): Promise<{ readonly continueAt?: string }> {
  const { dataKey } = await stillOpen()
  const world = await protocolWorld()
  const signer = await openHolderKey({ dataKey, held: document.holderKey })
  const { clientId: audience, nonce, declaredName, host, purpose } = request
  const presentation = await present({ sdJwt: document.sdJwt, fields, signer, audience, nonce, at: world.now() })
  const next = await respond({ request, answer: { kind: 'shown', queryId, presentation }, world })
  await session.append([
    {
      type: 'document.shown',
      documentId: document.id,
      to: declaredName === undefined ? host : `${declaredName} (${host})`,
      ...(purpose === undefined ? {} : { purpose }),
      fields: fields.map(({ id }) => id),
    },
  ])
  return next
}

/** Says no, in the same envelope as a yes. */
export async function decline(request: PresentationRequest): Promise<void> {
  await respond({ request, answer: { kind: 'declined' }, world: await protocolWorld() })
}
