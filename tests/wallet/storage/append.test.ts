import { beforeEach, describe, expect, test } from 'vitest'
import { crypto as port } from '#crypto'
import { fold } from '../../../wallet-web/storage/events/fold.ts'
import { merge } from '../../../wallet-web/storage/events/merge.ts'
import { append, createWallet, type OpenWallet, openHolderKey, readStored, unlockWallet } from '../../../wallet-web/storage/index.ts'
import { codeOf } from '../../credential/refused.ts'
import { receivedDocument } from './documents.ts'
import { modestArgon2 as argon2, type MemoryStore, memoryStore } from './memory-store.ts'

const password = 'una frase lunga'
let store: MemoryStore
let clock = new Date('2027-01-15T12:00:00Z')
const world = () => ({ store, now: () => clock })
let wallet: OpenWallet

beforeEach(async () => {
  store = memoryStore()
  clock = new Date('2027-01-15T12:00:00Z')
  wallet = await createWallet({ secrets: { password }, argon2, world: world() })
})

const later = () => {
  clock = new Date(clock.getTime() + 1000)
}
const received = async (id?: string) => receivedDocument({ dataKey: wallet.dataKey, ...(id === undefined ? {} : { id }) })
const reopened = async () => {
  const container = await readStored({ store })
  if (container === undefined) throw new Error('nothing is stored')
  return unlockWallet({ container, key: { kind: 'password', password, argon2 } })
}

describe('what happened is kept', () => {
  test('over a lock, with a key that still signs and cannot be exported', async () => {
    await append({ wallet, events: [await received()], world: world() })
    const again = await reopened()
    const [document] = fold(again.events).documents
    if (document === undefined) throw new Error('the document is gone')
    const signer = await openHolderKey({ dataKey: again.dataKey, held: document.holderKey })
    const data = new TextEncoder().encode('prova')
    expect(await port.verify({ alg: 'ES256', key: signer.publicJwk, signature: await signer.sign(data), data })).toBe(true)
  })

  test('with the files that came with it, the last ones, which go when the document goes', async () => {
    const filesOf = async () => fold((await reopened()).events).documents[0]?.files.map(({ content }) => content)
    const files = (content: string) => [
      { type: 'document.files' as const, documentId: 'digest-1', files: [{ form: 'pdf' as const, mediaType: 'application/pdf', content }] },
    ]
    wallet = await append({ wallet, events: [await received()], world: world() })
    expect(await filesOf()).toEqual([])
    wallet = await append({ wallet, events: files('UERGLTE'), world: world() })
    later()
    wallet = await append({ wallet, events: files('UERGLTI'), world: world() })
    expect(await filesOf()).toEqual(['UERGLTI'])
    expect(JSON.stringify(await store.read())).not.toContain('UERGLTI')
    later()
    wallet = await append({ wallet, events: [{ type: 'document.deleted', documentId: 'digest-1' }], world: world() })
    expect(JSON.stringify((await reopened()).events)).not.toContain('UERGLT')
  })

  test('with each state that a check found the act in, which goes when the document goes', async () => {
    const historyOf = async () => fold((await reopened()).events).documents[0]?.history.map((entry) => 'word' in entry && entry.word)
    wallet = await append({ wallet, events: [await received()], world: world() })
    for (const word of ['sospeso', 'valido'] as const) {
      later()
      wallet = await append({ wallet, events: [{ type: 'document.state', documentId: 'digest-1', word }], world: world() })
    }
    expect(await historyOf()).toEqual(['valido', 'sospeso', false])
    later()
    wallet = await append({ wallet, events: [{ type: 'document.deleted', documentId: 'digest-1' }], world: world() })
    expect((await reopened()).events.map(({ type }) => type)).toEqual(['document.deleted'])
  })

  test('when two tabs write at once', async () => {
    const [one, two] = [await received('uno'), await received('due')]
    await Promise.all([append({ wallet, events: [one], world: world() }), append({ wallet, events: [two], world: world() })])
    const { events, container } = await reopened()
    expect(
      fold(events)
        .documents.map(({ id }) => id)
        .sort(),
    ).toEqual(['due', 'uno'])
    expect(container.counter).toBe(3)
  })

  test('or it is said that it was not', async () => {
    store.write = async () => undefined // a browser that forgets
    expect(await codeOf(async () => append({ wallet, events: [await received()], world: world() }))).toBe('wallet.not-saved')
  })

  test('never over another wallet', async () => {
    const other = memoryStore()
    await createWallet({ secrets: { password }, argon2, world: { store: other, now: () => clock } })
    store.kept = other.kept
    expect(await codeOf(async () => append({ wallet, events: [await received()], world: world() }))).toBe('wallet.replaced')
  })
})

describe('of what happened', () => {
  test('a deleted document is gone from the file, and stays gone when an older copy comes back', async () => {
    const before = await append({ wallet, events: [await received()], world: world() })
    later()
    const after = await append({ wallet: before, events: [{ type: 'document.deleted', documentId: 'digest-1' }], world: world() })
    expect(after.events.map(({ type }) => type)).toEqual(['document.deleted'])
    expect(fold(merge(before.events, after.events)).documents).toEqual([])
  })

  test('and can be received anew', async () => {
    let open = await append({ wallet, events: [await received()], world: world() })
    later()
    open = await append({ wallet: open, events: [{ type: 'document.deleted', documentId: 'digest-1' }], world: world() })
    later()
    open = await append({ wallet: open, events: [await received()], world: world() })
    expect(fold(open.events).documents).toHaveLength(1)
  })

  test('only the last check is kept', async () => {
    let open = await append({ wallet, events: [await received()], world: world() })
    for (const asOf of ['2027-01-15T12:00:01Z', '2027-01-15T12:00:02Z']) {
      later()
      const result = { verdict: 'valid', asOf, checks: [], chain: [] } as const
      open = await append({ wallet: open, events: [{ type: 'document.checked', documentId: 'digest-1', result }], world: world() })
    }
    expect(open.events.filter(({ type }) => type === 'document.checked')).toHaveLength(1)
    expect(fold(open.events).documents[0]?.result?.asOf).toBe('2027-01-15T12:00:02Z')
  })
})
