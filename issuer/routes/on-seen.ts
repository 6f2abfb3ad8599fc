import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * For a write on a page: the version of it that was seen, which its answer carried in `ETag` (RFC 9110 §13.1.1). Whoever has looked at none,
 * a script, leaves it out. §13.1.1 compares strongly; but a proxy that compresses our answers makes their tags weak (§8.8.3.3, nginx does),
 * and the version is not of the bytes that it changed: it counts the acts on what the page shows, and says the same either way. So `W/` is
 * read past; else no write of the console would get through behind such a proxy.
 */
export const onSeen = {
  headers: { type: 'object', properties: { 'if-match': { type: 'string', pattern: '^(W/)?"[0-9]{1,15}"$' } } },
} as const

/** The version that whoever writes has seen; undefined where they looked at none. */
export function seenIn(request: FastifyRequest): number | undefined {
  const tag = request.headers['if-match']
  return tag === undefined ? undefined : Number(tag.slice(tag.indexOf('"') + 1, -1))
}

/** A page that has a version says it beside itself too, where the one who writes on it finds it. */
export function tellVersions(app: FastifyInstance): void {
  app.addHook('preSerialization', async (_request, reply, payload: unknown) => {
    if (isPage(payload) && reply.statusCode < 400) reply.header('etag', `"${payload.version}"`)
    return payload
  })
}

function isPage(payload: unknown): payload is { readonly version: number } {
  return typeof payload === 'object' && payload !== null && 'version' in payload && typeof payload.version === 'number'
}
