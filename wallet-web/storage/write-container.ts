import { AttestaError } from '../../credential/errors.ts'
import { canonicalize } from '../../credential/json/index.ts'
import { openBody } from './body.ts'
import { type Container, readContainer } from './container.ts'
import type { ContainerStore } from './store.ts'

/**
 * Writes a container and reads it back: what cannot be opened again was never saved (full storage, a browser that forgets).
 *
 * @throws AttestaError `wallet.not-saved`
 */
export async function writeContainer({
  container,
  dataKey,
  store,
}: {
  container: Container
  dataKey: CryptoKey
  store: ContainerStore
}): Promise<void> {
  try {
    await store.write(container)
    const kept = readContainer(await store.read())
    if (textOf(kept) !== textOf(container)) throw new AttestaError('wallet.damaged')
    await openBody({ dataKey, container: kept })
  } catch (cause) {
    throw new AttestaError('wallet.not-saved', {}, { cause })
  }
}

function textOf(container: Container): string {
  return canonicalize(JSON.parse(JSON.stringify(container)))
}
