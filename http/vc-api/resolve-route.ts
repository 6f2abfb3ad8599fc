import type { FastifyInstance, FastifyReply } from 'fastify'
import { composeDidDocument } from '../../credential/did/compose-document.ts'
import { resolveDid } from '../../credential/did/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { VcWorld } from '../../credential/vcdm/index.ts'

const JSON_LD = 'application/did+ld+json'
const RESULT = 'application/ld+json;profile="https://w3id.org/did-resolution"'

interface Representation {
  readonly mediaType: string
  /** The document without what was found out on the way. */
  readonly alone: boolean
}

/** What each media range of `Accept` is answered with (DID Resolution §7.1); all of them are the same JSON. */
const REPRESENTATIONS: readonly (readonly [range: RegExp, answer: Representation])[] = [
  [/^application\/did(\+ld\+json)?$/, { mediaType: JSON_LD, alone: true }],
  [/^application\/did\+json$/, { mediaType: 'application/did+json', alone: true }],
  [/^application\/did-resolution$/, { mediaType: 'application/did-resolution', alone: false }],
  [/^application\/ld\+json;profile="?https:\/\/w3id\.org\/did-resolution"?$/, { mediaType: RESULT, alone: false }],
  [/^(application\/(json|ld\+json|\*)|\*\/\*)$/, { mediaType: 'application/json', alone: false }],
]

/** Options of DID Resolution §4.1 that ask for another version than today's: no registry that is asked here keeps any. */
const OF_VERSIONS = ['versionId', 'versionTime']

/** What DID Resolution §5.4 calls our refusals, and the status that its HTTP binding gives each. */
const ERRORS: Readonly<Record<string, readonly [error: string, status: number]>> = {
  'did.malformed': ['invalidDid', 400],
  'did.host-refused': ['invalidDid', 400],
  'did.key-length': ['invalidPublicKeyLength', 400],
  'did.method-unsupported': ['methodNotSupported', 501],
  'did.not-found': ['notFound', 404],
  'jwk.unsupported': ['unsupportedPublicKeyType', 400],
  'did.unreachable': ['notFound', 404],
}

const REFUSED = {
  representation: ['representationNotSupported', 406],
  version: ['featureNotSupported', 501],
} as const

/** `GET /1.0/identifiers/{did}`: did:key, did:web and did:jwk by the HTTP binding of DID Resolution §7.1. */
export function resolveRoute(scope: FastifyInstance, { world }: { world: () => VcWorld }): void {
  scope.get('/1.0/identifiers/*', async (request, reply) => {
    const representation = representationFor(request.headers.accept)
    if (representation === undefined) return refuse(reply, REFUSED.representation)
    if (OF_VERSIONS.some((option) => Object.hasOwn(request.query as object, option))) return refuse(reply, REFUSED.version)
    try {
      const { fetch, limits } = world()
      const didDocument = composeDidDocument(await resolveDid(didIn(request.url), { fetch, ...(limits === undefined ? {} : { limits }) }))
      const result = { didDocument, didResolutionMetadata: { contentType: JSON_LD }, didDocumentMetadata: {} }
      return await reply.type(representation.mediaType).send(JSON.stringify(representation.alone ? didDocument : result))
    } catch (error) {
      if (!(error instanceof AttestaError)) throw error
      return refuse(reply, ERRORS[error.code] ?? ['invalidDidDocument', 400])
    }
  })
}

function refuse(reply: FastifyReply, [error, status]: readonly [error: string, status: number]): FastifyReply {
  return reply.code(status).type('application/json').send({ didDocument: null, didResolutionMetadata: { error }, didDocumentMetadata: {} })
}

/** By the first range that is known; whoever asks for nothing takes JSON. */
function representationFor(accept = '*/*'): Representation | undefined {
  const ranges = accept.split(',').map((range) => range.replace(/\s+/g, '').replace(/;q=[\d.]+/, ''))
  for (const range of ranges) {
    const known = REPRESENTATIONS.find(([pattern]) => pattern.test(range))
    if (known !== undefined) return known[1]
  }
  return undefined
}

/** As it was written: a port inside of a did:web is percent-encoded, and stays so. Clients that encode the whole are understood too. */
function didIn(url: string): string {
  const written = url.slice(url.indexOf('/1.0/identifiers/') + '/1.0/identifiers/'.length).split('?')[0] ?? ''
  if (written.startsWith('did:')) return written
  try {
    return decodeURIComponent(written)
  } catch {
    throw new AttestaError('did.malformed')
  }
}
