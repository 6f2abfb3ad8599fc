import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crypto } from '#crypto'
import type { PublicJwk, Signer } from '../credential/crypto/port.ts'
import { AttestaError } from '../credential/errors.ts'
import { thumbprint } from '../credential/jose/index.ts'
import { type KeyRecord, type KeyState, stateOf } from './key-record.ts'
import { createPrivateFile, readPrivateFile, writePrivateFile } from './private-file.ts'
import { deriveKey, type MasterHeader, newMasterHeader, type SealedText, seal, unseal } from './seal-file.ts'

/** A signer that knows its window; it refuses to sign outside it. */
export interface OrgSigner extends Signer {
  readonly notBefore: Date
  readonly notAfter?: Date
  readonly state: KeyState
}

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
  compromise(org: string, kid: string, at: Date): Promise<KeyRecord>
}

interface KeyFile {
  readonly record: KeyRecord
  readonly key: SealedText
}

const signAsync = promisify(sign)
/** Keys change by command only; other processes see a change after this long. */
const REREAD_MS = 5_000

/** Opens (or begins) the keystore in `dir`: one master key wrapped by the passphrase, one sealed file a key. */
export async function openKeystore({
  dir,
  passphrase,
  now = () => new Date(),
}: {
  dir: string
  passphrase: string
  now?: () => Date
}): Promise<Keystore> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const master = await openMaster(join(dir, 'master.json'), passphrase)
  const kept = new Map<string, { readonly at: number; readonly files: KeyFile[] }>()
  const opened = new Map<string, KeyObject>()

  async function read(org: string): Promise<KeyFile[]> {
    const remembered = kept.get(org)
    if (remembered !== undefined && performance.now() - remembered.at < REREAD_MS) return remembered.files
    const names = await readdir(folderOf(org)).catch(() => [])
    const texts = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => readPrivateFile(join(folderOf(org), name))),
    )
    const files = texts.map((text) => JSON.parse(text) as KeyFile).sort((a, b) => b.record.notBefore.localeCompare(a.record.notBefore))
    kept.set(org, { at: performance.now(), files })
    return files
  }

  async function write(record: KeyRecord, privateKey: Buffer): Promise<KeyRecord> {
    await mkdir(folderOf(record.org), { recursive: true, mode: 0o700 })
    const file: KeyFile = { record, key: seal({ key: master, plain: privateKey, header: record }) }
    await writePrivateFile(join(folderOf(record.org), `${record.kid}.json`), `${JSON.stringify(file, null, 2)}\n`)
    kept.delete(record.org)
    return record
  }

  async function add(org: string, alg: KeyRecord['alg'], from: Date): Promise<KeyRecord> {
    const pair = alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')
    const bare = pair.publicKey.export({ format: 'jwk' }) as PublicJwk
    const kid = thumbprint(bare)
    const record: KeyRecord = { kid, org, alg, publicJwk: { ...bare, kid, alg }, notBefore: seconds(from) }
    return write(record, pair.privateKey.export({ format: 'der', type: 'pkcs8' }))
  }

  /** Rewrites a record: the header is authenticated, so the private half is sealed again under the new one. */
  async function change(file: KeyFile, changes: Partial<KeyRecord>): Promise<KeyRecord> {
    const plain = unseal({ key: master, text: file.key, header: file.record })
    return write({ ...file.record, ...changes }, plain)
  }

  function folderOf(org: string): string {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(org)) throw new AttestaError('keystore.organisation')
    return join(dir, org)
  }

  function open(file: KeyFile): KeyObject {
    const known = opened.get(file.record.kid)
    if (known !== undefined) return known
    const der = unseal({ key: master, text: file.key, header: file.record })
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    opened.set(file.record.kid, key)
    return key
  }

  return {
    list: async (org) => (await read(org)).map(({ record }) => record),
    async organisations() {
      const entries = await readdir(dir, { withFileTypes: true })
      return entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    },
    async signerFor(org, at = now()) {
      const file = (await read(org)).find(({ record }) => stateOf(record, at) === 'active')
      if (file === undefined) throw new AttestaError('keystore.no-key', { org })
      return signerOf(file.record, open(file), now)
    },
    async create(org, alg = 'ES256', at = now()) {
      const active = (await read(org)).some(({ record }) => stateOf(record, at) === 'active')
      if (active) throw new AttestaError('keystore.exists', { org })
      return add(org, alg, at)
    },
    async rotate(org, from) {
      kept.delete(org)
      const present = (await read(org)).find(({ record }) => stateOf(record, now()) === 'active')
      if (present === undefined) throw new AttestaError('keystore.no-key', { org })
      const next = await add(org, present.record.alg, from)
      await change(present, { notAfter: seconds(from) })
      return next
    },
    async compromise(org, kid, at) {
      kept.delete(org)
      const file = (await read(org)).find(({ record }) => record.kid === kid)
      if (file === undefined) throw new AttestaError('keystore.no-key', { org })
      return change(file, { compromisedAt: seconds(at) })
    },
  }
}

function signerOf(record: KeyRecord, key: KeyObject, now: () => Date): OrgSigner {
  return {
    kid: record.kid,
    alg: record.alg,
    publicJwk: record.publicJwk,
    notBefore: new Date(record.notBefore),
    ...(record.notAfter === undefined ? {} : { notAfter: new Date(record.notAfter) }),
    state: stateOf(record, now()),
    async sign(data) {
      if (stateOf(record, now()) !== 'active') throw new AttestaError('keystore.no-key', { org: record.org })
      const signature = await signAsync(record.alg === 'ES256' ? 'sha256' : null, data, { key, dsaEncoding: 'ieee-p1363' })
      // Nothing leaves that does not verify: a fault, a wrong key or a wrong encoding is caught here (security.md §1.2).
      const good = await crypto.verify({ alg: record.alg, key: record.publicJwk, signature, data })
      if (!good) throw new AttestaError('keystore.bad-signature')
      return new Uint8Array(signature)
    },
  }
}

async function openMaster(path: string, passphrase: string): Promise<Buffer> {
  const header = newMasterHeader()
  const stored = await readPrivateFile(path).catch((error: unknown) => {
    if (error instanceof AttestaError) throw error
    return undefined
  })
  if (stored === undefined) {
    const master = randomBytes(32)
    const text = seal({ key: await deriveKey(passphrase, header), plain: master, header })
    if (await createPrivateFile(path, JSON.stringify({ header, master: text }))) return master
    return openMaster(path, passphrase)
  }
  const file = JSON.parse(stored) as { header: MasterHeader; master: SealedText }
  return unseal({ key: await deriveKey(passphrase, file.header), text: file.master, header: file.header })
}

/** Whole seconds: what did.json says (NumericDate) and what the file says are the same instant. */
function seconds(date: Date): string {
  return new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString()
}
