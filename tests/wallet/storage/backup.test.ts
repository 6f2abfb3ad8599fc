import { beforeEach, describe, expect, test } from 'vitest'
import { crypto as port } from '#crypto'
import { encode } from '../../../credential/base64url.ts'
import { fold } from '../../../wallet-web/storage/events/fold.ts'
import {
  append,
  changeSlots,
  composeBackup,
  createWallet,
  makePasswordSlot,
  type OpenWallet,
  openHolderKey,
  readBackup,
  restoreWallet,
  unlockWallet,
} from '../../../wallet-web/storage/index.ts'
import { newRecoveryWords } from '../../../wallet-web/storage/recovery-words.ts'
import { codeOf } from '../../credential/refused.ts'
import { receivedDocument } from './documents.ts'
import { modestArgon2 as argon2, type MemoryStore, memoryStore } from './memory-store.ts'

const password = 'una frase lunga'
const now = new Date('2027-01-15T12:00:00Z')
const { entropy } = newRecoveryWords('en')
const prf = { credentialId: encode(new Uint8Array(16)), prfSalt: encode(new Uint8Array(32)), secret: new Uint8Array(32) }
let store: MemoryStore
let wallet: OpenWallet
const world = (over: MemoryStore = store) => ({ store: over, now: () => now })
const bytes = (text: string) => new TextEncoder().encode(text)

beforeEach(async () => {
  store = memoryStore()
  wallet = await createWallet({ secrets: { password, prf, recovery: entropy }, argon2, world: world() })
  wallet = await append({ wallet, events: [await receivedDocument({ dataKey: wallet.dataKey })], world: world() })
})

describe('a backup', () => {
  test('is named by its day and holds no passkey', async () => {
    const { name, text } = await composeBackup({ wallet, now })
    expect(name).toBe('wallet-2027-01-15.json')
    expect(readBackup(bytes(text)).slots.map(({ type }) => type)).toEqual(['password', 'recovery'])
  })

  test.each([
    ['the password', { kind: 'password', password, argon2 } as const],
    ['the twelve words', { kind: 'recovery', entropy } as const],
  ])('comes back on another device with %s, its keys under a new data key', async (_, key) => {
    const backup = readBackup(bytes((await composeBackup({ wallet, now })).text))
    const there = memoryStore()
    const restored = await restoreWallet({ backup, key, secrets: { password: 'una frase nuova' }, argon2, world: world(there) })
    const [before, after] = [wallet, restored].map(({ events }) => fold(events).documents[0]?.holderKey)
    if (before === undefined || after === undefined) throw new Error('the key is gone')
    expect(after.wrapped).not.toBe(before.wrapped)
    const signer = await openHolderKey({ dataKey: restored.dataKey, held: after })
    const data = bytes('prova')
    expect(await port.verify({ alg: 'ES256', key: before.publicJwk, signature: await signer.sign(data), data })).toBe(true)
    expect(await codeOf(() => unlockWallet({ container: restored.container, key: { kind: 'password', password, argon2 } }))).toBe(
      'wallet.wrong-password',
    )
  })

  test('that is older than the wallet here is refused', async () => {
    const backup = readBackup(bytes((await composeBackup({ wallet, now })).text))
    await append({ wallet, events: [{ type: 'backup.saved', documents: 1 }], world: world() })
    const key = { kind: 'password', password, argon2 } as const
    expect(await codeOf(() => restoreWallet({ backup, key, secrets: { password }, argon2, world: world() }))).toBe('backup.older')
  })

  test('of another wallet does not overwrite this one', async () => {
    const there = memoryStore()
    await createWallet({ secrets: { password }, argon2, world: world(there) })
    const backup = readBackup(bytes((await composeBackup({ wallet, now })).text))
    const key = { kind: 'password', password, argon2 } as const
    expect(await codeOf(() => restoreWallet({ backup, key, secrets: { password }, argon2, world: world(there) }))).toBe('wallet.exists')
  })

  test.each([
    ['a photograph', () => new Uint8Array([0xff, 0xd8, 0xff]), 'backup.unreadable'],
    ['another JSON file', () => bytes('{"format":"altro"}'), 'backup.unreadable'],
    ['half of it', (text: string) => bytes(text.slice(0, 500)), 'backup.unreadable'],
    ['one changed sign', (text: string) => bytes(text.replace('"counter": 2', '"counter": 3')), 'backup.changed'],
  ])('is not %s', async (_, spoil, code) => {
    const { text } = await composeBackup({ wallet, now })
    expect(await codeOf(() => readBackup(spoil(text)))).toBe(code)
  })
})

describe('the way in can be changed', () => {
  test('to another password, by whoever knows the present one', async () => {
    const changed = await changeSlots({
      key: { kind: 'password', password, argon2 },
      change: async ({ slots, dataKey }) => [
        ...slots.filter(({ type }) => type !== 'password'),
        await makePasswordSlot({ dataKey, password: 'tutta un’altra', argon2 }),
      ],
      world: world(),
    })
    const { container } = changed
    expect(fold(changed.events).documents).toHaveLength(1)
    expect(await codeOf(() => unlockWallet({ container, key: { kind: 'password', password, argon2 } }))).toBe('wallet.wrong-password')
    await unlockWallet({ container, key: { kind: 'password', password: 'tutta un’altra', argon2 } })
    await unlockWallet({ container, key: { kind: 'prf', credentialId: prf.credentialId, secret: prf.secret } })
  })

  test('but never to none', async () => {
    const change = async () => []
    const key = { kind: 'password', password, argon2 } as const
    expect(await codeOf(() => changeSlots({ key, change, world: world() }))).toBe('wallet.needs-password')
  })

  test('not by whoever guesses', async () => {
    const key = { kind: 'password', password: 'una frase corta', argon2 } as const
    expect(await codeOf(() => changeSlots({ key, change: async ({ slots }) => slots, world: world() }))).toBe('wallet.wrong-password')
  })
})
