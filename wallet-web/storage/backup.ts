import { crypto as hashes } from '#crypto'
import { encode } from '../../credential/base64url.ts'
import { AttestaError } from '../../credential/errors.ts'
import { canonicalize, isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'
import { sealBody } from './body.ts'
import { utf8 } from './bytes.ts'
import { type Container, readContainer } from './container.ts'
import type { OpenWallet } from './open-wallet.ts'

const LIMITS = { maxBytes: 64 * 1024 * 1024, maxDepth: 16 }

export interface BackupFile {
  readonly name: string
  readonly text: string
}

/**
 * The backup: the container without its passkey slots, which open nothing elsewhere. Slots are bound to the body, so the body
 * is sealed anew for those that remain (web.md §3.2).
 */
export async function composeBackup({ wallet, now }: { wallet: OpenWallet; now: Date }): Promise<BackupFile> {
  const { walletId, counter } = wallet.container
  const slots = wallet.container.slots.filter(({ type }) => type !== 'prf')
  const container = await sealBody({ dataKey: wallet.dataKey, events: wallet.events, walletId, counter, slots })
  const content: JsonObject = JSON.parse(JSON.stringify(container))
  const text = JSON.stringify({ ...content, sha256: sumOf(content) }, null, 2)
  return { name: `wallet-${now.toISOString().slice(0, 10)}.json`, text }
}

/**
 * Reads a backup file; nothing is opened yet.
 *
 * @throws AttestaError `backup.unreadable` when it is no backup, `backup.changed` when it is not as it was written
 */
export function readBackup(bytes: Uint8Array): Container {
  const { sha256, ...content } = objectOf(bytes)
  if (sha256 !== sumOf(content)) throw new AttestaError('backup.changed')
  return readContainer(content)
}

function objectOf(bytes: Uint8Array): JsonObject {
  try {
    const value = parseStrictJson(bytes, LIMITS)
    if (isObject(value) && value.format === 'attesta-wallet') return value
  } catch (cause) {
    throw new AttestaError('backup.unreadable', {}, { cause })
  }
  throw new AttestaError('backup.unreadable')
}

/** Finds a damaged download before a password is blamed. What protects the content is the cipher. */
function sumOf(content: JsonObject): string {
  return encode(hashes.sha256(utf8(canonicalize(content))))
}
