/// <reference lib="webworker" />
/** Put in by the build (vite/service-worker.ts). */
declare const NAME: string
declare const SETTINGS: string
declare const PAGES: string
declare const FILES: readonly string[]
declare const VERSION: string

const worker = self as unknown as ServiceWorkerGlobalScope
const CACHE = `${NAME}-${VERSION}`

// A new version waits until every tab of the old one is closed: a page never mixes files of two builds.
worker.addEventListener('install', (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...FILES]))))

worker.addEventListener('activate', (event) => event.waitUntil(dropOlder().then(() => worker.clients.claim())))

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  // Only our own files. Issuers, verifiers and status lists are asked on the network or not at all.
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (request.mode === 'navigate' && !new RegExp(PAGES).test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(kept('/').then((page) => page ?? fetch(request)))
  else if (url.pathname === SETTINGS) event.respondWith(freshOrKept(request))
  else if (url.pathname.startsWith('/assets/') || FILES.includes(url.pathname)) event.respondWith(keptOrFresh(request))
})

async function kept(key: RequestInfo): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(key, { ignoreVary: true })
}

async function keptOrFresh(request: Request): Promise<Response> {
  return (await kept(request)) ?? keep(request, await fetch(request))
}

async function freshOrKept(request: Request): Promise<Response> {
  const fresh = await fetch(request).catch((): undefined => undefined)
  return fresh?.ok === true ? keep(request, fresh) : ((await kept(request)) ?? Response.error())
}

async function keep(request: Request, response: Response): Promise<Response> {
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone())
  return response
}

async function dropOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(`${NAME}-`) && name !== CACHE)
  await Promise.all(older.map((name) => caches.delete(name)))
}
