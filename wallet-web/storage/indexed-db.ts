import type { ContainerStore } from './store.ts'

const DATABASE = 'attesta-wallet'
const STORE = 'container'
const KEY = 'wallet'

/** The container in IndexedDB, writes one at a time over all tabs (Web Locks). */
export function indexedDbStore(): ContainerStore {
  return {
    read: () => request('readonly', (store) => store.get(KEY)),
    async write(container) {
      await request('readwrite', (store) => store.put(container, KEY))
    },
    alone: (work) => navigator.locks.request(DATABASE, work) as ReturnType<typeof work>,
  }
}

async function request<Result>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      // `strict`: the promise means that it is on disk, not in a buffer.
      const transaction = database.transaction(STORE, mode, { durability: 'strict' })
      const asked = ask(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}
