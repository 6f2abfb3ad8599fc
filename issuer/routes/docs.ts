import type { FastifyInstance } from 'fastify'
import { escapeHtml } from '../../http/page/escape-html.ts'

/** The API as OpenAPI: `/api/docs/openapi.json` for programs, `/api/docs` as a plain page. Both are made from the routes' own schemas. */
export function docsRoutes(app: FastifyInstance): void {
  app.get('/api/docs/openapi.json', { schema: { hide: true } }, async () => app.swagger())

  app.get('/api/docs', { schema: { hide: true } }, async (_request, reply) => {
    const { info, paths = {} } = app.swagger()
    const rows = Object.entries(paths).flatMap(([path, verbs]) =>
      Object.entries(verbs ?? {}).map(([verb, operation]) => {
        const body = (operation as { requestBody?: unknown }).requestBody
        return `<section><h2><code>${escapeHtml(verb.toUpperCase())} ${escapeHtml(path)}</code></h2>${
          body === undefined ? '' : `<pre>${escapeHtml(JSON.stringify(body, null, 2))}</pre>`
        }</section>`
      }),
    )
    return reply.type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(info.title)}</title></head>
<body><main><h1>${escapeHtml(info.title)}</h1><p>OpenAPI document: <a href="/api/docs/openapi.json">openapi.json</a></p>${rows.join('\n')}</main></body></html>`)
  })
}
