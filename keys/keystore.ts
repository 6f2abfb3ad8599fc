import { generateKeyPairSync } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublicJwk } from '../credential/crypto/port.ts'
import { AttestaError } from '../credential/errors.ts'
import { thumbprint } from '../credential/jose/index.ts'
import { keyFiles, type StoredKey } from './key-files.ts'
import { type KeyRecord, stateOf } from './key-record.ts'
import { openMasterKey } from './master-key.ts'
import { type OrgSigner, orgSigner } from './org-signer.ts'

export interface Keystore {
  /** The active key of an organisation. @throws AttestaError `keystore.no-key` */
  signerFor(org: string, at?: Date): Promise<OrgSigner>
  /** Every key of an organisation, newest first, retired ones too. */
  list(org: string): Promise<KeyRecord[]>
  organisations(): Promise<string[]>
  /** Makes a first key. @throws AttestaError `keystore.exists` when there is an active one */
  create(org: string, alg?: KeyRecord['alg'], at?: Date): Promise<KeyRecord>
  /** Makes the next key, good from `from` on; the present one retires then (security.md §1.4: publish it a cache life earlier). */
  rotate(org: string, from: Date): Promise<KeyRecord>
  /** Ends a key that was stolen: it signs no more, and nothing it signed is believed unless witnessed before `at`. */
  compromise(org: string, kid: string, at: Date): Promise<KeyRecord>
}

export interface OpenKeystoreInput {
  readonly dir: string
  readonly passphrase: string
  readonly now?: () => Date
}

/** Keys change by command only; other processes see a change after this long. */
const REREAD_MS = 5_000

/**
 * Opens (or begins) the keystore in `dir`: one master key wrapped by the passphrase, one sealed file a key (security.md §1.3).
 *
 * @throws AttestaError `keystore.*` when the passphrase, a permission or a byte is not as it was left
 */
export async function openKeystore({ dir, passphrase, now = () => new Date() }: OpenKeystoreInput): Promise<Keystore> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const files = keyFiles({ dir, master: await openMasterKey({ path: join(dir, 'master.json'), passphrase }) })
  const kept = new Map<string, { readonly at: number; readonly keys: StoredKey[] }>()

  async function read(org: string): Promise<StoredKey[]> {
    const remembered = kept.get(org)
    if (remembered !== undefined && performance.now() - remembered.at < REREAD_MS) return remembered.keys
    const keys = await files.read(org)
    kept.set(org, { at: performance.now(), keys })
    return keys
  }

  async function write(key: StoredKey): Promise<KeyRecord> {
    await files.write(key)
    kept.delete(key.record.org)
    return key.record
  }

  async function find(org: string, wanted: (record: KeyRecord) => boolean): Promise<StoredKey> {
    kept.delete(org)
    const key = (await read(org)).find(({ record }) => wanted(record))
    if (key === undefined) throw new AttestaError('keystore.no-key', { org })
    return key
  }

  return {
    list: async (org) => (await read(org)).map(({ record }) => record),
    async organisations() {
      const entries = await readdir(dir, { withFileTypes: true })
      const folders = entries.filter((entry) => entry.isDirectory())
      return folders.map(({ name }) => name).sort()
    },
    async signerFor(org, at = now()) {
      const key = (await read(org)).find(({ record }) => stateOf(record, at) === 'active')
      if (key === undefined) throw new AttestaError('keystore.no-key', { org })
      return orgSigner(key, now)
    },
    async create(org, alg = 'ES256', at = now()) {
      const active = (await read(org)).some(({ record }) => stateOf(record, at) === 'active')
      if (active) throw new AttestaError('keystore.exists', { org })
      return write(newKey({ org, alg, from: at }))
    },
    async rotate(org, from) {
      const present = await find(org, (record) => stateOf(record, now()) === 'active')
      const next = await write(newKey({ org, alg: present.record.alg, from }))
      await write({ ...present, record: { ...present.record, notAfter: seconds(from) } })
      return next
    },
    async compromise(org, kid, at) {
      const stolen = await find(org, (record) => record.kid === kid)
      return write({ ...stolen, record: { ...stolen.record, compromisedAt: seconds(at) } })
    },
  }
}

function newKey({ org, alg, from }: { org: string; alg: KeyRecord['alg']; from: Date }): StoredKey {
  const pair = alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')
  const bare = pair.publicKey.export({ format: 'jwk' }) as PublicJwk
  const kid = thumbprint(bare)
  return { record: { kid, org, alg, publicJwk: { ...bare, kid, alg }, notBefore: seconds(from) }, privateKey: pair.privateKey }
}

/** Whole seconds: what did.json says (NumericDate) and what the file says are the same instant. */
function seconds(date: Date): string {
  return new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString()
}
