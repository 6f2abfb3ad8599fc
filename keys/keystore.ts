import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublicJwk } from '../credential/crypto/port.ts'
import { AttestaError } from '../credential/errors.ts'
import { thumbprint } from '../credential/jose/index.ts'
import { freshKeyPair } from './fresh-key-pair.ts'
import { keyFiles, type StoredKey } from './key-files.ts'
import { isSealing, type KeyRecord, stateOf } from './key-record.ts'
import { openMasterKey } from './master-key.ts'
import { type OrgSigner, orgSigner } from './org-signer.ts'
import type { NewSeal } from './seals.ts'
import { type KeyWrapping, keyWrapping } from './wrap-key.ts'

export interface Keystore {
  /** For keys that are kept elsewhere. */
  readonly wrapping: KeyWrapping
  /** The active key of an organisation. @throws AttestaError `keystore.no-key` */
  signerFor(org: string, at?: Date): Promise<OrgSigner>
  /** Every key of an organisation, newest first, retired ones too. */
  list(org: string): Promise<KeyRecord[]>
  /** The same as it is on disk now, whatever this process remembers. */
  listNow(org: string): Promise<KeyRecord[]>
  organisations(): Promise<string[]>
  /** Makes a first key. @throws AttestaError `keystore.exists` when there is an active one */
  create(org: string, alg?: 'ES256' | 'EdDSA', at?: Date): Promise<KeyRecord>
  /** Makes the next key, good from `from` on; the present one retires then (security.md §1.4: publish it a cache life earlier). */
  rotate(org: string, from: Date): Promise<KeyRecord>
  /** Ends a key that was stolen: it signs no more, and nothing it signed is believed unless witnessed before `at`. */
  compromise(org: string, kid: string, at: Date): Promise<KeyRecord>
  /** The newest certified seal of an organisation that is in force. @throws AttestaError `keystore.no-seal` */
  sealFor(org: string, at?: Date): Promise<OrgSeal>
  /** Keeps the key of a seal. @throws AttestaError `keystore.seal` when it is of no kind that seals */
  addSeal(seal: NewSeal): Promise<KeyRecord>
  /** Gives a seal that waits for it its certificates, or a new certificate of the same key. @throws AttestaError `keystore.no-seal`, `seal.*` */
  certifySeal(org: string, certificates: readonly string[]): Promise<KeyRecord>
}

/** What an organisation seals with. */
export interface OrgSeal {
  readonly signer: OrgSigner
  /** PEM: its own certificate, then each that issued the one before. */
  readonly certificates: readonly string[]
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
  const master = await openMasterKey({ path: join(dir, 'master.json'), passphrase })
  const files = keyFiles({ dir, master })
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
    wrapping: keyWrapping(master),
    list: async (org) => (await read(org)).map(({ record }) => record),
    async listNow(org) {
      kept.delete(org)
      return (await read(org)).map(({ record }) => record)
    },
    async organisations() {
      const entries = await readdir(dir, { withFileTypes: true })
      const folders = entries.filter((entry) => entry.isDirectory())
      return folders.map(({ name }) => name).sort()
    },
    async signerFor(org, at = now()) {
      const key = (await read(org)).find(({ record }) => isSigning(record, at))
      if (key === undefined) throw new AttestaError('keystore.no-key', { org })
      return orgSigner(key, now)
    },
    async create(org, alg = 'ES256', at = now()) {
      const active = (await read(org)).some(({ record }) => isSigning(record, at))
      if (active) throw new AttestaError('keystore.exists', { org })
      return write(newKey({ org, alg, from: at }))
    },
    async rotate(org, from) {
      const present = await find(org, (record) => isSigning(record, now()))
      const next = await write(newKey({ org, alg: present.record.alg === 'EdDSA' ? 'EdDSA' : 'ES256', from }))
      await write({ ...present, record: { ...present.record, notAfter: seconds(from) } })
      return next
    },
    async compromise(org, kid, at) {
      const stolen = await find(org, (record) => record.kid === kid)
      return write({ ...stolen, record: { ...stolen.record, compromisedAt: seconds(at) } })
    },
    async sealFor(org, at = now()) {
      const key = (await read(org)).find(({ record }) => isSealing(record, at))
      if (key?.record.certificates === undefined) throw new AttestaError('keystore.no-seal', { org })
      return { signer: orgSigner(key, now), certificates: key.record.certificates }
    },
    async addSeal(seal) {
      const { newSeal } = await import('./seals.ts') // certificates are read with a library that few starts need
      return write(newSeal(seal))
    },
    async certifySeal(org, certificates) {
      const { certified, keyOfChain } = await import('./seals.ts')
      const key = keyOfChain(certificates)
      const waiting = await find(org, ({ use, kid }) => use === 'seal' && kid === thumbprint(key))
      return write({ ...waiting, record: { ...waiting.record, ...certified(certificates) } })
    },
  }
}

function isSigning(record: KeyRecord, at: Date): boolean {
  return record.use === undefined && stateOf(record, at) === 'active'
}

function newKey({ org, alg, from }: { org: string; alg: 'ES256' | 'EdDSA'; from: Date }): StoredKey {
  const pair = freshKeyPair(alg === 'ES256' ? 'P-256' : 'Ed25519')
  const bare = pair.publicKey.export({ format: 'jwk' }) as PublicJwk
  const kid = thumbprint(bare)
  return { record: { kid, org, alg, publicJwk: { ...bare, kid, alg }, notBefore: seconds(from) }, privateKey: pair.privateKey }
}

/** Whole seconds: what did.json says (NumericDate) and what the file says are the same instant. */
function seconds(date: Date): string {
  return new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString()
}
