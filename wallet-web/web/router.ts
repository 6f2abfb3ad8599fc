import { createSubscriber } from 'svelte/reactivity'

/** The screens of the wallet. They live in the fragment: the server never sees which one, nor an offer's code. */
export type Route =
  | { readonly name: 'home' | 'scan' | 'add' | 'settings' | 'privacy' | 'accessibility' | 'unknown' }
  | { readonly name: 'receive' | 'request'; readonly parameters: URLSearchParams }
  | { readonly name: 'document' | 'show'; readonly id: string }

export const paths = {
  home: '#/',
  scan: '#/inquadra',
  add: '#/aggiungi',
  settings: '#/impostazioni',
  privacy: '#/privacy',
  accessibility: '#/accessibilita',
  receive: (parameters: URLSearchParams) => `#/ricevi?${parameters}`,
  request: (parameters: URLSearchParams) => `#/mostra?${parameters}`,
  document: (id: string) => `#/documento/${id}`,
  show: (id: string) => `#/documento/${id}/mostra`,
}

const PLAIN: Readonly<Record<string, 'home' | 'scan' | 'add' | 'settings' | 'privacy' | 'accessibility'>> = {
  '': 'home',
  inquadra: 'scan',
  aggiungi: 'add',
  impostazioni: 'settings',
  privacy: 'privacy',
  accessibilita: 'accessibility',
}

const follow = createSubscriber((update) => {
  addEventListener('hashchange', update)
  addEventListener('attesta:replaced', update)
  return () => {
    removeEventListener('hashchange', update)
    removeEventListener('attesta:replaced', update)
  }
})

export function route(): Route {
  follow()
  return parse(location.hash)
}

/** The fragment itself: what tells two visits of one screen apart. */
export function address(): string {
  follow()
  return location.hash
}

export function go(to: string): void {
  location.hash = to
  scrollTo(0, 0)
}

/** Goes on without a way back: an offer that was taken, a request that was answered. */
export function goInstead(to: string): void {
  history.replaceState(null, '', to)
  scrollTo(0, 0)
  dispatchEvent(new Event('attesta:replaced'))
}

export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s, 2)
  const plain = Object.hasOwn(PLAIN, path) ? PLAIN[path] : undefined
  if (plain !== undefined) return { name: plain }
  if (path === 'ricevi') return { name: 'receive', parameters: new URLSearchParams(query) }
  if (path === 'mostra') return { name: 'request', parameters: new URLSearchParams(query) }
  const [, id, show] = /^documento\/([A-Za-z0-9_-]{1,100})(\/mostra)?$/.exec(path) ?? []
  return id === undefined ? { name: 'unknown' } : { name: show === undefined ? 'document' : 'show', id }
}
