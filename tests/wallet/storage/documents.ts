import type { HeldDocument, NewEvent } from '../../../wallet-web/storage/events/event.ts'
import { createHolderKey } from '../../../wallet-web/storage/index.ts'

/** A document of an invented person, as far as storage looks at it. */
export async function receivedDocument({ dataKey, id = 'digest-1' }: { dataKey: CryptoKey; id?: string }): Promise<NewEvent> {
  const document: HeldDocument = {
    id,
    sdJwt: 'eyJ.eyJ.c2ln~',
    holderKey: await createHolderKey({ dataKey }),
    issuerUrl: 'https://ente.example',
    issuerName: 'Ente di prova',
  }
  return { type: 'document.received', document }
}
