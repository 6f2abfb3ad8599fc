import { randomBytes } from 'node:crypto'
import { AttestaError } from '../credential/errors.ts'
import { createPrivateFile, readPrivateFile } from './private-file.ts'
import { deriveKey, type MasterHeader, newMasterHeader, type SealedText, seal, unseal } from './seal-file.ts'

/**
 * The key that seals all others: made at random, kept in `path` wrapped by the passphrase. So scrypt is paid once a process.
 *
 * @throws AttestaError `keystore.passphrase` when it is not the passphrase, or the file was changed
 */
export async function openMasterKey({ path, passphrase }: { path: string; passphrase: string }): Promise<Buffer> {
  const header = newMasterHeader()
  const stored = await readPrivateFile(path).catch((error: unknown) => {
    if (error instanceof AttestaError) throw error
    return undefined
  })
  if (stored === undefined) {
    const master = randomBytes(32)
    const text = seal({ key: await deriveKey(passphrase, header), plain: master, header })
    if (await createPrivateFile(path, JSON.stringify({ header, master: text }))) return master
    return openMasterKey({ path, passphrase })
  }
  const file = JSON.parse(stored) as { header: MasterHeader; master: SealedText }
  return unseal({ key: await deriveKey(passphrase, file.header), text: file.master, header: file.header })
}
