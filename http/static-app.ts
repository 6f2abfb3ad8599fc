import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { AttestaError } from '../credential/errors.ts'
import type { App } from './app.ts'
import { pageSender } from './send-page.ts'

const YEAR_SECONDS = 365 * 24 * 3600

/**
 * Serves a built web app: hashed files for ever, `index.html` always fresh, and for every other page address too (the app has
 * its own router). An address that `isPage` does not know is answered with 404, and the page says so. Brotli copies made by the
 * build are preferred; the page is compressed here.
 */
export async function serveWebApp(app: App, dir: string, isPage: (path: string) => boolean = () => true): Promise<void> {
  if (!existsSync(join(dir, 'index.html'))) throw new Error(`The web app is not built: ${dir} has no index.html.`)
  const page = pageSender(await readFile(join(dir, 'index.html')))

  await app.register(fastifyStatic, {
    root: dir,
    preCompressed: true,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = /[/\\]assets[/\\]/.test(path)
      reply.header('cache-control', hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache')
    },
  })
  app.get('/', async (request, reply) => page(request, reply))
  // A route, not a not-found handler: the application has its one already, and other methods keep it.
  app.get('/*', async (request, reply) => {
    const wantsPage = (request.headers.accept ?? '').includes('text/html')
    if (!wantsPage || /^\/(api|assets)\//.test(request.url)) throw new AttestaError('request.not-found')
    if (!isPage(request.url.split('?', 1)[0] ?? '')) reply.code(404)
    return page(request, reply)
  })
}
