import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { crypto } from '#crypto'
import { thumbprint } from '../../credential/jose/index.ts'
import { type Keystore, openKeystore, stateOf } from '../../keys/index.ts'
import { codeOf as refusedWith } from '../credential/refused.ts'

const PASSPHRASE = 'una frase che non è nel dizionario'
const dir = mkdtempSync(join(tmpdir(), 'attesta-keys-'))
const clock = { now: new Date('2026-03-01T08:00:00Z') }
const open = (passphrase = PASSPHRASE) => openKeystore({ dir, passphrase, now: () => clock.now })
const data = new TextEncoder().encode('ciò che si firma')

let keystore: Keystore

beforeAll(async () => {
  keystore = await open()
  await keystore.create('orobie')
  await keystore.create('regione', 'EdDSA')
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('a key', () => {
  test.each(['orobie', 'regione'])('of %s signs what its public half verifies', async (org) => {
    const signer = await keystore.signerFor(org)
    const signature = await signer.sign(data)
    expect(await crypto.verify({ alg: signer.alg, key: signer.publicJwk, signature, data })).toBe(true)
    expect(signature).toHaveLength(64)
  })

  test('is named by its RFC 7638 thumbprint', async () => {
    const signer = await keystore.signerFor('orobie')
    expect(signer.kid).toBe(thumbprint(signer.publicJwk))
  })

  test('is found again by a process that opens the keystore later', async () => {
    const again = await open()
    expect(await again.list('orobie')).toEqual(await keystore.list('orobie'))
    expect(await again.organisations()).toEqual(['orobie', 'regione'])
  })

  test('is not made twice', async () => {
    expect(await codeOf(keystore.create('orobie'))).toBe('keystore.exists')
  })

  test('is nobody’s where there is none', async () => {
    expect(await codeOf(keystore.signerFor('nessuno'))).toBe('keystore.no-key')
  })

  test.each(['../orobie', 'Orobie', '', '.', 'a/b', 'a\0'])('cannot be asked for outside its folder: %j', async (org) => {
    expect(await codeOf(keystore.list(org))).toBe('keystore.organisation')
  })
})

describe('a rotation', () => {
  test('announces the next key, and the old one signs until the next begins', async () => {
    await keystore.create('lecco')
    const [old] = await keystore.list('lecco')
    const next = await keystore.rotate('lecco', new Date('2026-03-02T08:00:00Z'))

    expect(stateOf(next, clock.now)).toBe('announced')
    expect((await keystore.signerFor('lecco')).kid).toBe(old?.kid)
    const tomorrow = new Date('2026-03-02T08:00:00Z')
    expect((await keystore.signerFor('lecco', tomorrow)).kid).toBe(next.kid)

    const records = await keystore.list('lecco')
    expect(records.map((record) => stateOf(record, tomorrow))).toEqual(['active', 'retired'])
    expect(records.map(({ kid }) => kid)).toEqual([next.kid, old?.kid])
  })

  test('does not let a signer sign after its end', async () => {
    await keystore.create('bergamo')
    await keystore.rotate('bergamo', new Date('2026-03-01T09:00:00Z'))
    const signer = await keystore.signerFor('bergamo')
    clock.now = new Date('2026-03-01T09:00:00Z')
    const code = await codeOf(signer.sign(data))
    clock.now = new Date('2026-03-01T08:00:00Z')
    expect(code).toBe('keystore.no-key')
  })
})

test('a stolen key signs no more, and the next is made at once', async () => {
  await keystore.create('como')
  const stolen = await keystore.signerFor('como')
  await keystore.compromise('como', stolen.kid, clock.now)
  expect(await codeOf(keystore.signerFor('como'))).toBe('keystore.no-key')
  const next = await keystore.create('como')
  expect((await keystore.signerFor('como')).kid).toBe(next.kid)
})

describe('the files', () => {
  const pathOf = (org: string) => join(dir, org, readdirSync(join(dir, org))[0] ?? '')
  /** Reads the files anew, as every change does; the key that it asks for is not there. */
  const later = () => keystore.compromise('orobie', 'none', clock.now)

  test('are their owner’s alone', () => {
    expect(statSync(join(dir, 'master.json')).mode & 0o777).toBe(0o600)
    expect(statSync(pathOf('orobie')).mode & 0o777).toBe(0o600)
  })

  test('hold no private half in clear', () => {
    expect(readFileSync(pathOf('orobie'), 'utf8')).not.toMatch(/"d"|PRIVATE/)
  })

  test('do not open with another passphrase', async () => {
    expect(await codeOf(open('sbagliata'))).toBe('keystore.passphrase')
  })

  test.each([0o644, 0o640, 0o604])('are refused when others may read them: %o', async (mode) => {
    chmodSync(pathOf('orobie'), mode)
    const code = await codeOf(later())
    chmodSync(pathOf('orobie'), 0o600)
    expect(code).toBe('keystore.readable')
  })

  test.each<[string, (file: SealedFile) => unknown, string]>([
    [
      'a window that was widened',
      (file) => ({ ...file, record: { ...file.record, notBefore: '2020-01-01T00:00:00.000Z' } }),
      'keystore.passphrase',
    ],
    [
      'an end that was added',
      (file) => ({ ...file, record: { ...file.record, notAfter: '2030-01-01T00:00:00.000Z' } }),
      'keystore.passphrase',
    ],
    ['another public key', (file) => ({ ...file, record: { ...file.record, publicJwk: { kty: 'EC' } } }), 'keystore.passphrase'],
    ['another organisation', (file) => ({ ...file, record: { ...file.record, org: 'regione' } }), 'keystore.passphrase'],
    ['a flipped byte', (file) => ({ ...file, key: { ...file.key, sealed: flipped(file.key.sealed) } }), 'keystore.passphrase'],
    ['a tag of four bytes', (file) => ({ ...file, key: { ...file.key, sealed: cut(file.key.sealed, 12) } }), 'keystore.passphrase'],
    ['nothing sealed', (file) => ({ ...file, key: { ...file.key, sealed: '' } }), 'keystore.damaged'],
    ['no record', ({ key }) => ({ key }), 'keystore.damaged'],
    ['half a file', (file) => JSON.stringify(file).slice(0, 40), 'keystore.damaged'],
  ])('are not believed with %s', async (_, change, expected) => {
    const path = pathOf('orobie')
    const before = readFileSync(path, 'utf8')
    const changed = change(JSON.parse(before))
    writeFileSync(path, typeof changed === 'string' ? changed : JSON.stringify(changed))
    const code = await codeOf(later())
    writeFileSync(path, before)
    expect(code).toBe(expected)
  })

  test.each([
    ['fewer rounds', { N: 2 ** 10 }, 'keystore.parameters'],
    ['other rounds', { N: 2 ** 16 }, 'keystore.passphrase'],
    ['more memory than we have', { N: 2 ** 30 }, 'keystore.parameters'],
    ['another salt', { salt: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'keystore.passphrase'],
  ])('do not let the passphrase be weakened: %s', async (_, header, expected) => {
    const path = join(dir, 'master.json')
    const before = readFileSync(path, 'utf8')
    const file = JSON.parse(before)
    writeFileSync(path, JSON.stringify({ ...file, header: { ...file.header, ...header } }))
    const code = await codeOf(open())
    writeFileSync(path, before)
    expect(code).toBe(expected)
  })

  test('are begun once, whoever starts together', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'attesta-keys-'))
    const [one, ...others] = await Promise.all(Array.from({ length: 8 }, () => openKeystore({ dir: folder, passphrase: PASSPHRASE })))
    const made = await one?.create('orobie')
    for (const other of others) expect(await other.list('orobie')).toEqual([made])
    expect(readdirSync(folder).sort()).toEqual(['master.json', 'orobie'])
    rmSync(folder, { recursive: true })
  })
})

interface SealedFile {
  readonly record: Record<string, unknown>
  readonly key: { readonly sealed: string }
}

function flipped(text: string): string {
  const bytes = Buffer.from(text, 'base64url')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64url')
}

function cut(text: string, by: number): string {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.subarray(0, bytes.length - by).toString('base64url')
}

function codeOf(work: Promise<unknown>): Promise<string> {
  return refusedWith(() => work)
}
