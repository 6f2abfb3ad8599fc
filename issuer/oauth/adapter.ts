import { type Adapter, type AdapterFactory, Provider } from 'oidc-provider'
import type { Pool } from 'pg'
import { offerCodeAdapter } from './offer-code-adapter.ts'
import { offerGrant, offerIdOf } from './offer-grant.ts'
import { replayAdapter } from './replay-adapter.ts'
import { storedAdapter } from './stored-adapter.ts'
import { walletClient } from './wallet-client.ts'

/** Which storage each model of the authorization server has. */
export function adapters(world: { pool: Pool; issuerUrl: string; now: () => Date }): AdapterFactory {
  return (model) => {
    if (model === 'ReplayDetection') return replayAdapter(world)
    if (model === 'PreAuthorizedCode') return offerCodeAdapter(world)
    const stored = storedAdapter({ model, ...world })
    if (model === 'Client') return { ...stored, find: async (clientId) => walletClient(clientId) }
    if (model === 'Grant') return { ...stored, find: (id) => findGrant({ id, stored, ...world }) }
    return stored
  }
}

async function findGrant({ id, stored, issuerUrl, now }: { id: string; stored: Adapter; issuerUrl: string; now: () => Date }) {
  const offerId = offerIdOf(id)
  if (offerId === undefined) return stored.find(id)
  const clientId = Provider.ctx?.oidc.client?.clientId
  return clientId === undefined ? undefined : offerGrant({ offerId, clientId, issuerUrl, at: now() })
}
