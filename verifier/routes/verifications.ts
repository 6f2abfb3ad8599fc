import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import { sameActs, verifyDocument } from '../../credential/verify/index.ts'
import { type VerifierWorld, verificationWorld } from '../world.ts'

/** 5 MB: a certificate with everything in it is far smaller (design.md §4). */
export const MAX_DOCUMENT_BYTES = 5 * 1024 * 1024
/** 25 MB: fifty certificates of half a megabyte, in one request. */
export const MAX_REQUEST_BYTES = 25 * 1024 * 1024
const MAX_FILES = 50
/** Characters of what the caller knows of the person. */
const MAX_RECIPIENT = 1000
/**
 * For judging the files of one form, all together. A registry that is silent costs seconds a file, and while one is judged the rest of
 * the form waits, whose time is limited too (http/app.ts): after this nothing is asked, and what is left cannot be verified.
 */
const JUDGING_MS = 60_000

interface ReceivedDocument {
  readonly bytes: Uint8Array
  readonly mediaType?: string
  readonly fileName?: string
  readonly recipient?: string
}

/**
 * `POST /api/verifications`: the document itself as the body, or files as `multipart/form-data`. A document that was received
 * is always judged with 200; only one that did not arrive, or is too large, is an error. Of several, `sameActAs` is the place in
 * `results` of an earlier one that is the same act in another form or copy. A field `recipient` before the files says whom they should be
 * about: it is compared and forgotten, and stands in no address.
 */
export async function verifications(app: FastifyInstance, world: VerifierWorld): Promise<void> {
  await app.register(async (scope) => {
    // Any media type is a document here, JSON too: the bytes are judged, never a parsed copy of them.
    scope.removeAllContentTypeParsers()
    await scope.register((await import('@fastify/multipart')).default, {
      // One byte more than is allowed is how a file shows that it is too large.
      limits: { fileSize: MAX_DOCUMENT_BYTES + 1, files: MAX_FILES, fields: 1, fieldSize: MAX_RECIPIENT, parts: MAX_FILES + 1 },
      throwFileSizeLimit: false,
    })
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

    // Said before a byte is read, in words about documents; what lies about its length is cut off by the limit itself.
    scope.addHook('onRequest', async (request) => {
      const length = Number(request.headers['content-length'] ?? 0)
      const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '')
      if (isForm && length > MAX_REQUEST_BYTES) throw tooLargeTogether()
      if (!isForm && length > MAX_DOCUMENT_BYTES) throw tooLarge()
    })

    scope.post('/api/verifications', { bodyLimit: MAX_DOCUMENT_BYTES }, async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return request.isMultipart() ? { results: await judgeEach(filesOf(request), world) } : judgeDocument(bodyOf(request), world)
    })
  })
}

/** One after the other, each as it arrives: while one is judged the next waits on the wire, so that memory holds no more than one. */
async function judgeEach(documents: AsyncIterable<ReceivedDocument>, world: VerifierWorld) {
  const results = []
  let left = world.judgingMs ?? JUDGING_MS
  for await (const document of documents) {
    const { fileName } = document
    const began = performance.now()
    const result = await judgeDocument(document, { ...world, fetch: fetchFor(left, world.fetch) })
    left -= performance.now() - began
    results.push({ ...result, ...(fileName === undefined ? {} : { fileName }) })
  }
  if (results.length === 0) throw new AttestaError('document.empty')
  const same = sameActs(results)
  return results.map((result, index) => ({ ...result, ...(same[index] === undefined ? {} : { sameActAs: same[index] }) }))
}

function judgeDocument({ bytes, mediaType, recipient }: ReceivedDocument, world: VerifierWorld) {
  const hint = mediaType === undefined ? {} : { mediaType }
  const expect = recipient === undefined ? {} : { expect: { recipient } }
  return verifyDocument({ bytes, ...hint, ...expect }, verificationWorld(world))
}

function fetchFor(ms: number, fetch: VerifierWorld['fetch']): VerifierWorld['fetch'] {
  const end = performance.now() + ms
  return async (url, init) => {
    if (performance.now() > end) throw new TypeError('no time is left for this form')
    return fetch(url, init)
  }
}

function bodyOf(request: FastifyRequest): ReceivedDocument {
  const body = request.body
  if (!(body instanceof Uint8Array) || body.length === 0) throw new AttestaError('document.empty')
  return received(body, request.headers['content-type'])
}

async function* filesOf(request: FastifyRequest): AsyncGenerator<ReceivedDocument> {
  let left = MAX_REQUEST_BYTES
  let recipient: string | undefined
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        // Files are judged as they arrive: said after one of them, it would silently not be asked of it.
        const isTaken = part.fieldname === 'recipient' && typeof part.value === 'string' && !part.valueTruncated
        if (!isTaken || left < MAX_REQUEST_BYTES) throw new AttestaError('body.recipient')
        recipient = part.value === '' ? undefined : String(part.value)
        continue
      }
      const bytes = await readFile(part.file, left)
      left -= bytes.length
      yield { ...received(bytes, part.mimetype), fileName: part.filename, ...(recipient === undefined ? {} : { recipient }) }
    }
  } catch (cause) {
    throw refusalOf(cause)
  } finally {
    // What still comes after a refusal is let go: a client that sends all before it reads would wait for ever, and its connection too.
    request.raw.unpipe().resume()
  }
}

/** Read by hand: the part's own `toBuffer` keeps what it read for as long as the request lives. */
async function readFile(file: AsyncIterable<Uint8Array>, left: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of file) {
    length += chunk.length
    if (length > MAX_DOCUMENT_BYTES) throw tooLarge()
    if (length > left) throw tooLargeTogether()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

/** What the reader of forms says has a code where it is a limit of ours or a rule of its own; the parser below it just throws text. */
function refusalOf(cause: unknown): unknown {
  if (cause instanceof AttestaError) return cause
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT')
    return new AttestaError('document.too-many', { limit: MAX_FILES }, { cause })
  const isKnown = typeof code === 'string' && code.startsWith('FST_') && code !== 'FST_MP_PREMATURE_CLOSE'
  return isKnown ? cause : new AttestaError('body.multipart-malformed', {}, { cause })
}

function tooLarge(): AttestaError {
  return new AttestaError('document.too-large', { limit: inMegabytes(MAX_DOCUMENT_BYTES) })
}

function tooLargeTogether(): AttestaError {
  return new AttestaError('document.too-large-together', { limit: inMegabytes(MAX_REQUEST_BYTES) })
}

function inMegabytes(bytes: number): number {
  return bytes / 1024 / 1024
}

function received(bytes: Uint8Array, mediaType: string | undefined): ReceivedDocument {
  // Browsers and curl name what they do not know `octet-stream` or a form: no hint at all.
  const useful = mediaType !== undefined && !/^application\/(octet-stream|x-www-form-urlencoded)/.test(mediaType)
  return useful ? { bytes, mediaType } : { bytes }
}
