import { actIdOf } from '../../../credential/verify/act-id.ts'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { fetchFiles } from '../../protocol/oid4vci/files.ts'
import type { IssuerMetadata, OfferedConfiguration } from '../../protocol/oid4vci/metadata.ts'
import type { CredentialOffer } from '../../protocol/oid4vci/offer.ts'
import { receive } from '../../protocol/oid4vci/receive.ts'
import { createHolderKey, openHolderKey } from '../../storage/index.ts'
import { session, stillOpen } from '../session.svelte.ts'
import { verify } from './verify.ts'
import { protocolWorld } from './world.ts'

export interface OpenedOffer {
  readonly offer: CredentialOffer
  readonly metadata: IssuerMetadata
  readonly configurations: readonly OfferedConfiguration[]
}

/** The answer to an offer that was taken: where the document is now, or why it was not kept. */
export type Taken =
  | { readonly kind: 'kept'; readonly id: string; readonly result: VerificationResult }
  | { readonly kind: 'refused'; readonly result: VerificationResult }

/**
 * Redeems an offer with a key of its own, verifies what comes, and keeps it. A document that is not genuine is not kept; one
 * whose state could not be asked just now is, and says so until it could.
 */
export async function takeDocument({ opened, token }: { opened: OpenedOffer; token: string }): Promise<Taken> {
  const { offer, metadata, configurations } = opened
  const { dataKey } = await stillOpen()
  const holderKey = await createHolderKey({ dataKey })
  const signer = await openHolderKey({ dataKey, held: holderKey })
  const world = await protocolWorld()
  const { sdJwt, openBadge, result } = await receive({ metadata, configurations, token, signer, verify, world })
  const act = actIdOf(result)
  if (act === undefined || !isGenuine(result)) return { kind: 'refused', result }
  // What is here already keeps its name: wallets from before call an act by its digest alone.
  const held = session.state.documents.find((document) => document.result !== undefined && actIdOf(document.result) === act)
  const id = held?.id ?? act
  await session.append([
    {
      type: 'document.received',
      document: {
        id,
        sdJwt,
        ...(openBadge === undefined ? {} : { openBadge }),
        holderKey,
        issuerUrl: metadata.issuer,
        issuerName: offer.says.body ?? metadata.names.it ?? Object.values(metadata.names)[0] ?? new URL(metadata.issuer).host,
      },
    },
    { type: 'document.checked', documentId: id, result },
  ])
  await takeFiles({ opened, token, id, act })
  return { kind: 'kept', id, result }
}

/** Paper and the rest, for as long as the token lives; the document is in the wallet whatever comes of it, and its page says what did. */
async function takeFiles({ opened, token, id, act }: { opened: OpenedOffer; token: string; id: string; act: string }): Promise<void> {
  const others = session.state.documents.filter((document) => document.id !== id)
  const taken = others.flatMap(({ files }) => files).reduce((sum, { content }) => sum + content.length, 0)
  try {
    const files = await fetchFiles({ metadata: opened.metadata, token, act, taken, verify, world: await protocolWorld() })
    if (files.length > 0) await session.append([{ type: 'document.files', documentId: id, files }])
  } catch {
    // No room on the device, or locked meanwhile: the page says that they are not here.
  }
}

/** Genuine, though perhaps suspended for the moment: a suspension may be lifted, and the offer works only once. */
function isGenuine({ verdict, checks, credential }: VerificationResult): boolean {
  if (verdict !== 'invalid') return true
  return credential?.state?.word === 'sospeso' && checks.every(({ id, outcome }) => outcome !== 'failed' || id === 'status')
}
