import { AttestaError } from '../../../credential/errors.ts'
import { type Field, fieldsOf } from '../../disclosure/fields.ts'
import { fetchRequest } from '../../protocol/oid4vp/fetch-request.ts'
import { askedPaths, isAsked, readQuery } from '../../protocol/oid4vp/match.ts'
import { type PresentationRequest, verifyRequest } from '../../protocol/oid4vp/verify-request.ts'
import type { WalletDocument } from '../../storage/events/fold.ts'
import { session } from '../session.svelte.ts'
import { walletConfig } from './config.ts'
import { protocolWorld } from './world.ts'

/** A document that fits a request, and what is asked of it. */
export interface Candidate {
  readonly document: WalletDocument
  readonly fields: readonly Field[]
}

export interface OpenedRequest {
  readonly request: PresentationRequest
  readonly queryId: string
  readonly candidates: readonly Candidate[]
}

/**
 * Fetches and verifies a request and finds the documents that fit.
 *
 * @throws AttestaError `ask.*`, `jws.*`, `wallet.unreachable`
 */
export async function openRequest(parameters: URLSearchParams): Promise<OpenedRequest> {
  const world = await protocolWorld()
  const { verifierRoots } = await walletConfig()
  const fetched = await fetchRequest({ parameters, world })
  const request = await verifyRequest({ request: fetched, anchors: verifierRoots, world })
  const asked = readQuery(request.query)
  const candidates = session.state.documents.flatMap((document) => {
    const paths = askedPaths({ asked, sdJwt: document.sdJwt })
    return paths === undefined ? [] : [{ document, fields: fieldsOf(document.sdJwt).filter((field) => isAsked(field, paths)) }]
  })
  if (candidates.length === 0) throw new AttestaError('ask.nothing-fits')
  return { request, queryId: asked.id, candidates }
}
