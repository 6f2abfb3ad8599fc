import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import { verifyDocument } from '../../credential/verify/index.ts'
import { type VerifierWorld, verificationWorld } from '../world.ts'

/** 5 MB: a certificate with everything in it is far smaller (design.md §4). */
export const MAX_DOCUMENT_BYTES = 5 * 1024 * 1024
const MAX_FILES = 50

interface ReceivedDocument {
  readonly bytes: Uint8Array
  readonly mediaType?: string
  readonly fileName?: string
}

/**
 * `POST /api/verifications`: the document itself as the body, or files as `multipart/form-data`. A document that was received
 * is always judged with 200; only one that did not arrive, or is too large, is an error.
 */
export async function verifications(app: FastifyInstance, world: VerifierWorld): Promise<void> {
  await app.register(async (scope) => {
    // Any media type is a document here, JSON too: the bytes are judged, never a parsed copy of them.
    scope.removeAllContentTypeParsers()
    await scope.register((await import('@fastify/multipart')).default, {
      limits: { fileSize: MAX_DOCUMENT_BYTES, files: MAX_FILES, fields: 0, parts: MAX_FILES },
    })
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

    // Said before a byte is read, in words about documents; what lies about its length is cut off by the limit itself.
    scope.addHook('onRequest', async (request) => {
      const single = !(request.headers['content-type'] ?? '').startsWith('multipart/')
      if (single && Number(request.headers['content-length'] ?? 0) > MAX_DOCUMENT_BYTES) throw tooLarge()
    })

    scope.post('/api/verifications', { bodyLimit: MAX_DOCUMENT_BYTES }, async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (request.isMultipart()) {
        const documents = await filesOf(request)
        const results = []
        for (const document of documents) {
          results.push({
            ...(await judgeDocument(document, world)),
            ...(document.fileName === undefined ? {} : { fileName: document.fileName }),
          })
        }
        return { results }
      }
      return judgeDocument(bodyOf(request), world)
    })
  })
}

function judgeDocument({ bytes, mediaType }: ReceivedDocument, world: VerifierWorld) {
  return verifyDocument({ bytes, ...(mediaType === undefined ? {} : { mediaType }) }, verificationWorld(world))
}

function bodyOf(request: FastifyRequest): ReceivedDocument {
  const body = request.body
  if (!(body instanceof Uint8Array) || body.length === 0) throw new AttestaError('document.empty')
  return received(body, request.headers['content-type'])
}

async function filesOf(request: FastifyRequest): Promise<ReceivedDocument[]> {
  const documents: ReceivedDocument[] = []
  try {
    for await (const file of request.files()) {
      const bytes = await file.toBuffer()
      documents.push({ ...received(bytes, file.mimetype), fileName: file.filename })
    }
  } catch (cause) {
    throw refusalOf(cause)
  }
  if (documents.length === 0) throw new AttestaError('document.empty')
  return documents
}

/** What the reader of forms says has a code where it is a limit of ours or a rule of its own; the parser below it just throws text. */
function refusalOf(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge(cause)
  const isKnown = typeof code === 'string' && code.startsWith('FST_') && code !== 'FST_MP_PREMATURE_CLOSE'
  return isKnown ? cause : new AttestaError('body.multipart-malformed', {}, { cause })
}

function tooLarge(cause?: unknown): AttestaError {
  return new AttestaError('document.too-large', { limit: MAX_DOCUMENT_BYTES / 1024 / 1024 }, { cause })
}

function received(bytes: Uint8Array, mediaType: string | undefined): ReceivedDocument {
  // Browsers and curl name what they do not know `octet-stream` or a form: no hint at all.
  const useful = mediaType !== undefined && !/^application\/(octet-stream|x-www-form-urlencoded)/.test(mediaType)
  return useful ? { bytes, mediaType } : { bytes }
}
