import { describe, expect, test } from 'vitest'
import { encode } from '../../../credential/base64url.ts'
import { type Container, createWallet, type Key, unlockWallet } from '../../../wallet-web/storage/index.ts'
import { newRecoveryWords, readRecoveryWords } from '../../../wallet-web/storage/recovery-words.ts'
import { newDataKey } from '../../../wallet-web/storage/slots/data-key.ts'
import { makePasswordSlot } from '../../../wallet-web/storage/slots/password.ts'
import { codeOf } from '../../credential/refused.ts'
import { argon2, memoryStore, modestArgon2 } from './memory-store.ts'

const password = 'perché no, dieci più due'
const secret = crypto.getRandomValues(new Uint8Array(32))
const prf = {
  credentialId: encode(crypto.getRandomValues(new Uint8Array(16))),
  prfSalt: encode(crypto.getRandomValues(new Uint8Array(32))),
  secret,
}
const spare = newRecoveryWords('it')
const world = { store: memoryStore(), now: () => new Date() }
const { container } = await createWallet({ secrets: { password, prf, recovery: spare.entropy }, argon2: modestArgon2, world })

const opening = (key: Key, from: Container = container) => codeOf(() => unlockWallet({ container: from, key }))

describe('a wallet opens', () => {
  test.each<[string, Key]>([
    ['with its password', { kind: 'password', password, argon2 }],
    ['with its password typed on another keyboard', { kind: 'password', password: password.normalize('NFD'), argon2 }],
    ['with its passkey', { kind: 'prf', credentialId: prf.credentialId, secret }],
    ['with its twelve words', { kind: 'recovery', entropy: readRecoveryWords(`  ${spare.words.join('  ').toUpperCase()}\n`) }],
  ])('%s', async (_, key) => {
    expect((await unlockWallet({ container, key })).events).toEqual([])
  })
})

describe('a wallet stays shut', () => {
  test.each<[string, Key, string]>([
    ['for another password', { kind: 'password', password: `${password}!`, argon2 }, 'wallet.wrong-password'],
    ['for another passkey', { kind: 'prf', credentialId: encode(new Uint8Array(16)), secret }, 'wallet.wrong-passkey'],
    [
      'for another secret of the passkey',
      { kind: 'prf', credentialId: prf.credentialId, secret: new Uint8Array(32) },
      'wallet.wrong-passkey',
    ],
    ['for other words', { kind: 'recovery', entropy: newRecoveryWords('it').entropy }, 'wallet.wrong-words'],
  ])('%s', async (_, key, code) => {
    expect(await opening(key)).toBe(code)
  })

  test.each<[string, (c: Container) => Container]>([
    ['an older counter was written over it', (c) => ({ ...c, counter: c.counter + 1 })],
    ['it is given out for another', (c) => ({ ...c, walletId: crypto.randomUUID() })],
    ['a slot was taken away', (c) => ({ ...c, slots: c.slots.filter(({ type }) => type !== 'recovery') })],
    ['a bit of its body fell over', (c) => ({ ...c, body: { ...c.body, ciphertext: flip(c.body.ciphertext) } })],
  ])('when %s', async (_, change) => {
    expect(await opening({ kind: 'password', password, argon2 }, change(container))).toBe('wallet.damaged')
  })

  test('for a slipped word, and says that it is one', async () => {
    // Words of a published vector (BIP-39, all bits zero): of slips at random, one in sixteen has the checksum of other words.
    const words = `${'abandon '.repeat(11)}about`
    expect(await codeOf(() => readRecoveryWords(words))).toBe('accepted')
    expect(await codeOf(() => readRecoveryWords(words.replace('about', 'abandon')))).toBe('wallet.words-misspelt')
  })

  test.each(['', 'abandon abandon about', `${'abandon '.repeat(12)}about`])(
    'for words that are not twelve, counted first: %s',
    async (typed) => {
      expect(await codeOf(() => readRecoveryWords(typed))).toBe('wallet.words-count')
    },
  )
})

test('the data key in use cannot be exported', async () => {
  const { dataKey } = await unlockWallet({ container, key: { kind: 'password', password, argon2 } })
  await expect(crypto.subtle.exportKey('raw', dataKey)).rejects.toThrow()
})

test.each([
  ['a telephone that can gets 64 MiB and three passes', argon2, { memoryKib: 65_536, passes: 3 }],
  ['one that cannot gets the floor', modestArgon2, { memoryKib: 19_456, passes: 2 }],
])('%s, and the slot says so', async (_, able, kdf) => {
  const slot = await makePasswordSlot({ dataKey: await newDataKey(), password, argon2: able })
  expect(slot.kdf).toMatchObject(kdf)
})

test('nothing readable lies in the container', () => {
  const text = JSON.stringify(container)
  expect(text).not.toContain('events')
  expect(container.body.ciphertext.length).toBeGreaterThan(4096)
})

test('a second wallet does not take the place of the first', async () => {
  expect(await codeOf(() => createWallet({ secrets: { password }, argon2, world }))).toBe('wallet.exists')
})

function flip(text: string): string {
  return `${text.slice(0, 100)}${text[100] === 'A' ? 'B' : 'A'}${text.slice(101)}`
}
