import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Trust } from '../credential/verify/world.ts'
import { readPem } from '../credential/x509/pem.ts'
import type { Config } from './config.ts'

/**
 * The authorities whose seals and timestamps an installation believes: what the files say, and nobody without them.
 *
 * @throws Error with a sentence when a file cannot be read or holds no certificate
 */
export async function readSealRoots({ rootsFile, tsaRootsFile }: Config['seals']): Promise<Omit<Trust, 'issuers'>> {
  return {
    sealRoots: rootsFile === undefined ? [] : [await readPemFile('SEAL_ROOTS', rootsFile)],
    ...(tsaRootsFile === undefined ? {} : { timestampRoots: [await readPemFile('TSA_ROOTS', tsaRootsFile)] }),
  }
}

async function readPemFile(setting: string, file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  try {
    // Read once here, so that a start says what would otherwise only be seen at the first seal.
    for (const der of readPem(text)) new X509Certificate(der)
    return text
  } catch {
    throw new Error(`Setting ${setting}: ${file} holds no certificate that can be read.`)
  }
}
