import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../credential/json/index.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { readResponse } from '../../../verifier/openid4vp/read-response.ts'
import { createResponseKey } from '../../../verifier/openid4vp/response-key.ts'
import { fieldsOf } from '../../../wallet-web/disclosure/fields.ts'
import { present } from '../../../wallet-web/disclosure/present.ts'
import { fetchRequest } from '../../../wallet-web/protocol/oid4vp/fetch-request.ts'
import { askedPaths, isAsked, readQuery } from '../../../wallet-web/protocol/oid4vp/match.ts'
import { respond } from '../../../wallet-web/protocol/oid4vp/respond.ts'
import { verifyRequest } from '../../../wallet-web/protocol/oid4vp/verify-request.ts'
import { codeOf } from '../../credential/refused.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { protocolWorld } from '../world.ts'
import { ask, claims, createLeaf, root, signer } from './asker.ts'

const CLIENT = 'x509_san_dns:localhost'
const world = protocolWorld(moments.now)
const app = Fastify()
const received: string[] = []
let url = ''
let demo: DemoWorld
const { privateJwk, publicJwk } = await createResponseKey()

const query = (paths: readonly unknown[]): JsonObject =>
  ({
    credentials: [
      {
        id: 'attestato',
        format: 'dc+sd-jwt',
        meta: { vct_values: [`${demo.attestation.kind === 'certificato' ? 'https://attesta.example/vct/attestato-di-competenza/1' : ''}`] },
        claims: paths.map((path) => ({ path })),
      },
    ],
  }) as JsonObject

beforeAll(async () => {
  demo = await demoWorld()
  await app.register((await import('@fastify/formbody')).default)
  const certificates = [await createLeaf(root, { signer, names: ['localhost'] })]
  const token = async (more: JsonObject = {}) =>
    ask({
      certificates,
      payload: {
        client_id: CLIENT,
        response_uri: `${url}/risposta`,
        dcql_query: query([['given_name'], ['family_name'], ['competences', null]]),
        client_metadata: { ...(claims.client_metadata as object), jwks: { keys: [JSON.parse(JSON.stringify(publicJwk))] } },
        ...more,
      },
    })
  app.get('/richiesta', async (_, reply) => reply.type('application/oauth-authz-req+jwt').send(await token()))
  app.post<{ Body: { wallet_nonce: string } }>('/richiesta', async ({ body }, reply) =>
    reply.type('application/oauth-authz-req+jwt').send(await token({ wallet_nonce: body.wallet_nonce })),
  )
  app.get('/scaduta', async (_, reply) => reply.code(410).send())
  app.get('/pagina', async (_, reply) => reply.type('text/html').send('<p>niente</p>'))
  app.post<{ Body: { response: string } }>('/risposta', async ({ body }) => {
    received.push(body.response)
    return { redirect_uri: 'https://verifica.example/fatto' }
  })
  app.post('/rifiuta', async (_, reply) => reply.code(400).send({ code: 'presentation.already-answered' }))
  url = (await app.listen({ port: 0, host: 'localhost' })).replace(/127\.0\.0\.1|\[::1\]/, 'localhost')
})
afterAll(() => app.close())

const link = (more: Record<string, string> = {}, path = 'richiesta') =>
  new URLSearchParams({ client_id: CLIENT, request_uri: `${url}/${path}`, ...more })
const opened = async (more: Record<string, string> = {}) =>
  verifyRequest({ request: await fetchRequest({ parameters: link(more), world }), anchors: [root.certificate.toString('pem')], world })

describe('a request by QR', () => {
  test.each([
    ['fetched', {}],
    ['fetched with a number of ours', { request_uri_method: 'post' }],
  ])('%s, is answered with what was asked and chosen', async (_, more) => {
    const request = await opened(more)
    expect(request.identity).toBe('verified')
    const asked = readQuery(request.query)
    const paths = askedPaths({ asked, sdJwt: demo.sdJwt })
    const fields = fieldsOf(demo.sdJwt).filter((field) => isAsked(field, paths ?? []))
    expect(fields.map(({ id }) => id)).toEqual(['name', 'competences/0', 'competences/1'])

    const { clientId: audience, nonce } = request
    const presentation = await present({
      sdJwt: demo.sdJwt,
      fields: fields.slice(0, 2),
      signer: demo.holder,
      audience,
      nonce,
      at: moments.now,
    })
    const next = await respond({ request, answer: { kind: 'shown', queryId: asked.id, presentation }, world })
    expect(next.continueAt).toBe('https://verifica.example/fatto')

    const answer = await readResponse({ jwe: received.pop() ?? '', privateJwk, state: 'uno-stato' })
    if (answer.kind !== 'presentation') throw new Error('no presentation came')
    const result = await verifyDocument(
      { bytes: new TextEncoder().encode(answer.presentation), expect: { audience, nonce, holderBinding: true } },
      demo.world,
    )
    expect(result.verdict).toBe('valid')
    expect(result.credential?.competences).toHaveLength(1)
    expect(result.credential?.holder.birthDate).toBeUndefined()
  })

  test('can be refused, in the same envelope', async () => {
    const request = await opened()
    await respond({ request, answer: { kind: 'declined' }, world })
    expect(await readResponse({ jwe: received.pop() ?? '', privateJwk, state: 'uno-stato' })).toEqual({ kind: 'declined' })
  })

  test('that was answered already says so', async () => {
    const request = { ...(await opened()), responseUri: new URL(`${url}/rifiuta`) }
    expect(await codeOf(() => respond({ request, answer: { kind: 'declined' }, world }))).toBe('presentation.already-answered')
  })

  test.each<[string, () => URLSearchParams, string]>([
    ['that is gone', () => link({}, 'scaduta'), 'ask.gone'],
    ['that is a page', () => link({}, 'pagina'), 'ask.malformed'],
    ['over plain http', () => link({ request_uri: 'http://verifica.example/r' }), 'ask.address'],
    ['carried in the link itself', () => link({ request: 'eyJ' }), 'ask.link'],
    ['by nobody', () => new URLSearchParams({ request_uri: `${url}/richiesta` }), 'ask.link'],
    ['at an address that nobody answers', () => link({ request_uri: 'http://localhost:9/r' }), 'wallet.unreachable'],
  ])('%s is not opened', async (_, parameters, code) => {
    expect(await codeOf(() => fetchRequest({ parameters: parameters(), world }))).toBe(code)
  })
})

describe('what is asked', () => {
  const ids = (paths: readonly unknown[]) => {
    const found = askedPaths({ asked: readQuery(query(paths)), sdJwt: demo.sdJwt })
    return found === undefined
      ? undefined
      : fieldsOf(demo.sdJwt)
          .filter((field) => isAsked(field, found))
          .map(({ id }) => id)
  }

  test.each<[string, readonly unknown[], readonly string[] | undefined]>([
    ['one competence', [['competences', 0]], ['competences/0']],
    ['a detail of every competence', [['competences', null, 'eqf_level']], ['competences/0', 'competences/1']],
    ['all competences', [['competences']], ['competences/0', 'competences/1']],
    ['birth date too', [['family_name'], ['birthdate']], ['name', 'birthdate']],
    ['what is always seen', [['title']], []],
    ['what the document does not have', [['shoe_size']], undefined],
  ])('%s', (_, paths, expected) => {
    expect(ids(paths)).toEqual(expected)
  })

  test.each<[string, () => JsonObject, string]>([
    ['nothing', () => ({ credentials: [] }), 'ask.query'],
    [
      'two documents at once',
      () => ({ credentials: [...(query([['title']]).credentials as []), { id: 'pid', format: 'dc+sd-jwt', meta: { vct_values: ['x'] } }] }),
      'ask.several',
    ],
    [
      'another kind of document',
      () => ({ credentials: [{ id: 'mdl', format: 'mso_mdoc', meta: { doctype_value: 'x' } }] }),
      'ask.nothing-fits',
    ],
    ['without saying of what', () => ({ credentials: [{ id: 'a', format: 'dc+sd-jwt' }] }), 'ask.query'],
    ['under an impossible name', () => ({ credentials: [{ id: 'a b', format: 'dc+sd-jwt', meta: { vct_values: ['x'] } }] }), 'ask.query'],
  ])('%s is refused', async (_, make, code) => {
    expect(await codeOf(() => readQuery(make()))).toBe(code)
  })

  test('one of two kinds is answered with the one that we have', () => {
    const [ours] = query([['title']]).credentials as JsonObject[]
    const asked = readQuery({
      credentials: [{ id: 'mdl', format: 'mso_mdoc', meta: { doctype_value: 'x' } }, ours ?? {}],
      credential_sets: [{ options: [['mdl'], ['attestato']] }],
    })
    expect(asked.id).toBe('attestato')
  })
})
