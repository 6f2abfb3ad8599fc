import { askTimestamp } from '../http/ask-timestamp.ts'
import type { Config } from '../http/config.ts'
import { readSealRoots } from '../http/seal-roots.ts'
import type { Keystore } from '../keys/index.ts'
import type { Seal } from './steps/world.ts'

/** The seal of an organisation, by slug, made as the settings say. Certificates are read when one is asked for: no start needs them. */
export function openSeals({
  keystore,
  seals,
}: {
  keystore: Pick<Keystore, 'sealFor'>
  seals: Config['seals']
}): (slug: string) => Promise<Seal> {
  return async (slug) => {
    const [{ signer, certificates }, { readCertificate, readPem }] = await Promise.all([
      keystore.sealFor(slug),
      import('../credential/x509/index.ts'),
    ])
    const [leaf = new Uint8Array()] = readPem(certificates.join(''))
    return { signer, certificates, claimedTime: seals.claimedTime, owner: readCertificate(leaf).subject, ...(await timestampOf(seals)) }
  }
}

async function timestampOf(seals: Config['seals']): Promise<Pick<Seal, 'timestamp'>> {
  if (seals.tsaUrl === undefined) return {}
  const { sealRoots, timestampRoots = sealRoots } = await readSealRoots(seals)
  return { timestamp: askTimestamp({ url: seals.tsaUrl, roots: timestampRoots }) }
}
