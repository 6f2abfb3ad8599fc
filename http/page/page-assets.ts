import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { FACES, STYLE } from './page-style.ts'

const BASE = '/assets/served'
const LASTING = 'public, max-age=31536000, immutable'

/** Its name changes with what is in it, so that a browser may keep it. */
export const STYLE_PATH = `${BASE}/${createHash('sha256').update(STYLE).digest('base64url').slice(0, 12)}.css`

// Answered also while the service turns others away: the page that says so needs them, and they cost nothing.
const CONFIG = { schema: { hide: true }, config: { pressureHandler: () => undefined } } as object

/** What the head of a page asks for beside its style: the letters that nearly every page is written in. */
export const LETTERS = FACES.slice(0, 2)
  .map(({ file }) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${BASE}/${file}">`)
  .join('')

/** Style and letters of the served pages. */
export function pageAssets(app: FastifyInstance): void {
  const { resolve } = createRequire(import.meta.url)
  app.get(STYLE_PATH, CONFIG, async (_request, reply) => lasting(reply, 'text/css; charset=utf-8').send(STYLE))
  for (const { file } of FACES) {
    const letters = readFileSync(resolve(`@fontsource/titillium-web/files/${file}`))
    app.get(`${BASE}/${file}`, CONFIG, async (_request, reply) => lasting(reply, 'font/woff2').send(letters))
  }
}

function lasting(reply: FastifyReply, type: string): FastifyReply {
  return reply.header('cache-control', LASTING).type(type)
}
