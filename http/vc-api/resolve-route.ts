import type { FastifyInstance } from 'fastify'
import { composeDidDocument } from '../../credential/did/compose-document.ts'
import { resolveDid } from '../../credential/did/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { VcWorld } from '../../credential/vcdm/index.ts'

const JSON_LD = 'application/did+ld+json'
/** Whoever asks for the document gets it without what was found out on the way. */
const ALONE = /^application\/did(\+ld)?\+json/

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

/** `GET /1.0/identifiers/{did}`: did:key, did:web and did:jwk by the HTTP binding of DID Resolution §7.1. */
export function resolveRoute(scope: FastifyInstance, { world }: { world: () => VcWorld }): void {
  scope.get('/1.0/identifiers/*', async (request, reply) => {
    try {
      const { fetch, limits } = world()
      const didDocument = composeDidDocument(await resolveDid(didIn(request.url), { fetch, ...(limits === undefined ? {} : { limits }) }))
      if (ALONE.test(request.headers.accept ?? '')) return await reply.type(JSON_LD).send(JSON.stringify(didDocument))
      return await reply.type('application/json').send({
        didDocument,
        didResolutionMetadata: { contentType: JSON_LD },
        didDocumentMetadata: {},
      })
    } catch (error) {
      if (!(error instanceof AttestaError)) throw error
      const [code, status] = ERRORS[error.code] ?? ['invalidDidDocument', 400]
      return reply
        .code(status)
        .type('application/json')
        .send({
          didDocument: null,
          didResolutionMetadata: { error: code },
          didDocumentMetadata: {},
        })
    }
  })
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
