import type { Field } from '../../disclosure/fields.ts'
import { makeShare, type Share } from '../../share/make-share.ts'
import type { WalletDocument } from '../../storage/events/fold.ts'
import { openHolderKey } from '../../storage/index.ts'
import { session, stillOpen } from '../session.svelte.ts'
import { walletConfig } from './config.ts'
import { protocolWorld } from './world.ts'

export interface ShowInput {
  readonly document: WalletDocument
  readonly fields: readonly Field[]
  readonly way: 'here' | 'link'
  readonly lifeSeconds: number
  readonly maxViews: number
}

/** Makes a link to the chosen fields and writes it down, so that it can be switched off. */
export async function show({ document, fields, way, lifeSeconds, maxViews }: ShowInput): Promise<Share> {
  const { dataKey } = await stillOpen()
  const { verifierUrl } = await walletConfig()
  const signer = await openHolderKey({ dataKey, held: document.holderKey })
  const world = await protocolWorld()
  const share = await makeShare({ sdJwt: document.sdJwt, fields, signer, verifierUrl, lifeSeconds, maxViews, world })
  const { id: shareId, link: url, endpoint, revokeToken, expiresAt } = share
  const names = fields.map(({ id }) => id)
  await session.append([
    { type: 'share.made', documentId: document.id, shareId, way, url, endpoint, revokeToken, expiresAt, maxViews, fields: names },
  ])
  return share
}
