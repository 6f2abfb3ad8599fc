import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AttestaError } from '../credential/errors.ts'
import { createPrivateFile, readPrivateFile } from './private-file.ts'

/**
 * The keystore's passphrase, from a file and never from the command line. In the demo a random one is made beside the data: it
 * keeps the format honest, not the keys safe, and SECURITY.md says so.
 */
export async function readPassphrase({ file, dataDir, demo }: { file?: string; dataDir: string; demo: boolean }): Promise<string> {
  if (file === undefined && !demo) throw new AttestaError('keystore.passphrase-file')
  const path = file ?? join(dataDir, 'demo-passphrase')
  if (file === undefined) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await createPrivateFile(path, randomBytes(32).toString('base64url'))
  }
  return (await readPrivateFile(path)).trim()
}
