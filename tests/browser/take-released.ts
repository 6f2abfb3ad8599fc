import type { ConsolePages, Handover } from './pages/console.ts'
import type { WalletPages } from './pages/wallet.ts'
import { officer } from './people.ts'

/** The demo's released attestato; it stays valid through all the tests. */
export const released = { person: 'Gràzia Ondèi', title: 'Diversity Manager' } as const

/** The officer prepares a handover of the released attestato; the page stays there, logged in. */
export async function offerReleased(office: ConsolePages): Promise<Handover> {
  await office.login(officer)
  await office.openCase(released.person)
  await office.openAttestation()
  await office.openHandover()
  return office.offer()
}

/** A new wallet that holds the released attestato. */
export async function takeReleased({ office, wallet }: { office: ConsolePages; wallet: WalletPages }): Promise<void> {
  const { walletLink, txCode } = await offerReleased(office)
  await wallet.createAndTake({ walletLink, txCode, title: released.title })
}
