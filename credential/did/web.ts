import { AttestaError } from '../errors.ts'
import { type JsonValue, parseStrictJson } from '../json/index.ts'
import { readStream } from '../read-stream.ts'
import type { World } from '../verify/world.ts'
import type { DidDocument } from './document.ts'
import { readDidDocument } from './read-document.ts'
import { didWebUrl } from './web-url.ts'

const MAX_BYTES = 256 * 1024

/**
 * did:web, by the one guarded fetch of the world. A redirect is an error: the name would vouch for another host.
 *
 * @throws AttestaError `did.unreachable` and `did.not-found` when nothing could be looked at; other `did.*` when it is wrong
 */
export async function resolveWeb(did: string, { fetch, limits = {} }: Pick<World, 'fetch' | 'limits'>): Promise<DidDocument> {
  const url = didWebUrl({ did, allowLoopbackHttp: limits.allowLoopbackHttp })
  const response = await get(url, fetch)
  return readDidDocument({ json: parse(await bytesOf(response)), did })
}

async function bytesOf({ body }: Response): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  return readStream({
    stream: body,
    maxBytes: MAX_BYTES,
    broken: (cause) => new AttestaError('did.unreachable', {}, { cause }),
    tooLarge: () => new AttestaError('did.document-too-large'),
  })
}

async function get(url: string, fetch: World['fetch']): Promise<Response> {
  const response = await ask(url, fetch)
  const { status } = response
  if (response.redirected || response.type === 'opaqueredirect' || (status >= 300 && status < 400)) throw new AttestaError('did.redirected')
  if (status === 404 || status === 410) throw new AttestaError('did.not-found')
  if (status !== 200) throw new AttestaError('did.unreachable')
  return response
}

async function ask(url: string, fetch: World['fetch']): Promise<Response> {
  try {
    return await fetch(url, { headers: { accept: 'application/did+json, application/json' } })
  } catch (cause) {
    throw new AttestaError('did.unreachable', {}, { cause })
  }
}

function parse(bytes: Uint8Array): JsonValue {
  try {
    return parseStrictJson(bytes)
  } catch (cause) {
    throw new AttestaError('did.document-invalid', { part: 'json' }, { cause })
  }
}
