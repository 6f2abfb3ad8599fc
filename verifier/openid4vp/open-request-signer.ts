import { join } from 'node:path'
import type { Config } from '../../http/config.ts'
import { openKeystore, readPassphrase } from '../../keys/index.ts'
import { demoRequestSigner } from './certificate.ts'
import { readRequestSigner } from './read-request-signer.ts'
import type { RequestSigner } from './request-signer.ts'

const KEY_OF_REQUESTS = 'verifier'

/**
 * The certificate that the operator gave; in the demo without one, the demo's own. Outside it nobody knows that one's root, so there
 * is none: the rest of the verifier works without asking wallets.
 *
 * @throws Error with a sentence for the operator
 */
export async function openRequestSigner({ config, now }: { config: Config; now: () => Date }): Promise<RequestSigner | undefined> {
  const { walletRequests, demo, verifierUrl, dataDir, passphraseFile } = config
  const host = new URL(verifierUrl).hostname
  if (walletRequests !== undefined) return readRequestSigner({ ...walletRequests, host, now: now() })
  if (!demo) return undefined

  const dir = join(dataDir, 'verifier')
  const passphrase = await readPassphrase({ dataDir: dir, demo, ...(passphraseFile === undefined ? {} : { file: passphraseFile }) })
  const keystore = await openKeystore({ dir: join(dir, 'keys'), passphrase, now })
  if ((await keystore.list(KEY_OF_REQUESTS)).length === 0) await keystore.create(KEY_OF_REQUESTS)
  return demoRequestSigner({ dir, host, signer: await keystore.signerFor(KEY_OF_REQUESTS), now: now() })
}
