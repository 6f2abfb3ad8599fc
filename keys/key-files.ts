import { createPrivateKey, type KeyObject } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AttestaError } from '../credential/errors.ts'
import type { KeyRecord } from './key-record.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'
import { type SealedText, seal, unseal } from './seal-file.ts'

export interface StoredKey {
  readonly record: KeyRecord
  readonly privateKey: KeyObject
}

export interface KeyFiles {
  /** Newest first. @throws AttestaError `keystore.damaged`, `keystore.passphrase` when a record was changed by anybody else */
  read(org: string): Promise<StoredKey[]>
  write(key: StoredKey): Promise<void>
}

interface KeyFile {
  readonly record: KeyRecord
  readonly key: SealedText
}

/**
 * One file a key, in a folder an organisation. The record is authenticated with the private half, and believed only when that
 * opens: what did.json publishes is what was written here.
 */
export function keyFiles({ dir, master }: { dir: string; master: Buffer }): KeyFiles {
  const folderOf = (org: string) => {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(org)) throw new AttestaError('keystore.organisation')
    return join(dir, org)
  }

  return {
    async read(org) {
      const folder = folderOf(org)
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
      const keys = await Promise.all(
        names.map(async (name) => {
          const key = open({ file: parse(await readPrivateFile(join(folder, name))), master })
          if (key.record.org !== org || name !== `${key.record.kid}.json`) throw new AttestaError('keystore.damaged')
          return key
        }),
      )
      return keys.sort((a, b) => b.record.notBefore.localeCompare(a.record.notBefore))
    },

    async write({ record, privateKey }) {
      const folder = folderOf(record.org)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const plain = privateKey.export({ format: 'der', type: 'pkcs8' })
      const file: KeyFile = { record, key: seal({ key: master, plain, header: record }) }
      await writePrivateFile(join(folder, `${record.kid}.json`), `${JSON.stringify(file, null, 2)}\n`)
    },
  }
}

function parse(text: string): KeyFile {
  try {
    const file: KeyFile = JSON.parse(text)
    if (typeof file.key.sealed === 'string' && typeof file.key.iv === 'string' && typeof file.record.kid === 'string') return file
  } catch {
    // Said below: the engine's message would quote the file.
  }
  throw new AttestaError('keystore.damaged')
}

function open({ file, master }: { file: KeyFile; master: Buffer }): StoredKey {
  const der = unseal({ key: master, text: file.key, header: file.record })
  return { record: file.record, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
}
