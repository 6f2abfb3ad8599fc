import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../credential/json/index.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { discoverIssuer } from '../../../wallet-web/protocol/oid4vci/metadata.ts'
import { readOffer } from '../../../wallet-web/protocol/oid4vci/offer.ts'
import { receive, takeable } from '../../../wallet-web/protocol/oid4vci/receive.ts'
import { requestToken } from '../../../wallet-web/protocol/oid4vci/token.ts'
import { sortText } from '../../../wallet-web/protocol/sort-text.ts'
import { codeOf } from '../../credential/refused.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { protocolWorld } from '../world.ts'
import { metadata, offer, type SmallIssuer, smallIssuer } from './small-issuer.ts'

const world = protocolWorld(moments.now)
const signer = throwawaySigner()
let demo: DemoWorld
let issuer: SmallIssuer

beforeAll(async () => {
  demo = await demoWorld()
  issuer = await smallIssuer({
    sdJwt: (holder) => issueTo(JSON.parse(JSON.stringify(holder))),
    openBadge: async () => demo.openBadge,
  })
})
afterEach(() => issuer.behave())
afterAll(() => issuer.close())

/** The demo's own act, bound to a key: the authority is kept, or its fresh signatures would make another act of it. */
const issueTo = (jwk: JsonObject, changes: JsonObject = {}) =>
  demo.issue({
    attestation: { authority: demo.attestation.authority },
    payload: (payload) => ({ ...payload, cnf: { jwk }, ...changes }),
  })
const { x = '', y = '' } = signer.publicJwk
const ours = { kty: 'EC', crv: 'P-256', x, y }

const link = () => new URLSearchParams({ credential_offer_uri: `${issuer.url}/offer` })

async function take(txCode = '123456', judged = demo.world) {
  const read = await readOffer({ parameters: link(), world })
  const discovered = await discoverIssuer({ issuer: read.issuer, world })
  const configurations = takeable({ offer: read, metadata: discovered })
  const token = await requestToken({ offer: read, metadata: discovered, txCode, world })
  const verify = (input: Parameters<typeof verifyDocument>[0]) => verifyDocument(input, judged)
  return receive({ metadata: discovered, configurations, token, signer, verify, world })
}

describe('an offer that is taken', () => {
  test('gives one document in two forms, both verified', async () => {
    const { sdJwt, openBadge, result } = await take()
    expect(result).toMatchObject({ verdict: 'valid', renderingOf: demo.digest })
    expect(sdJwt).toContain('~')
    expect(JSON.parse(openBadge ?? '')).toEqual(demo.openBadge)
  })

  test('is kept without its badge where nobody can tell just now which act that is of', async () => {
    let asked = 0
    const silentLater: typeof demo.world = {
      ...demo.world,
      // The keys of the body are asked for with each form: the second time nobody answers.
      fetch: async (url, init) => {
        if (url.endsWith('did.json') && url.includes('orobie') && ++asked > 1) throw new TypeError('nobody answers')
        return demo.world.fetch(url, init)
      },
    }
    const { sdJwt, openBadge, result } = await take('123456', silentLater)
    expect([sdJwt.includes('~'), openBadge, result.verdict]).toEqual([true, undefined, 'valid'])
    expect(asked).toBeGreaterThan(1)
  })

  test('is asked for with a proof over our key, the issuer and its nonce', async () => {
    await take()
    const body = issuer.seen.get('/credential')?.body as { proofs: { jwt: [string] } } | undefined
    const proof = body?.proofs.jwt[0] ?? ''
    expect(decodeProtectedHeader(proof)).toEqual({ typ: 'openid4vci-proof+jwt', alg: 'ES256', jwk: ours })
    expect(decodeJwt(proof)).toEqual({ aud: issuer.url, iat: moments.now.getTime() / 1000, nonce: 'un-nonce' })
  })

  test('is named before its code is typed, where the offer names it in short texts', async () => {
    const says = async () => (await readOffer({ parameters: link(), world })).says
    expect(await says()).toEqual({ titles: { it: 'Diversity Manager' }, body: 'Ente di prova' })
    issuer.misbehave('/offer', () => ({ ...offer(issuer.url), attesta: { title: { it: 7, en: ' ' }, body: 'a'.repeat(5000) } }))
    expect(await says()).toEqual({ titles: {}, body: 'a'.repeat(200) })
    issuer.misbehave('/offer', () => ({ ...offer(issuer.url), attesta: 'niente' }))
    expect(await says()).toEqual({ titles: {} })
  })

  test('sends the code once, in the body, to the token endpoint', async () => {
    await take('654321')
    expect(issuer.seen.get('/token')?.body).toMatchObject({ tx_code: '654321', 'pre-authorized_code': 'un-codice' })
  })
})

describe('an offer is not taken', () => {
  const refusing = (code: string, facts: object = {}) => ({ error: 'invalid_grant', attesta: { code, facts } })
  test.each<[string, string, () => unknown, number, string]>([
    [
      'whose metadata is another issuer’s',
      '/.well-known/openid-credential-issuer',
      () => ({ ...metadata(issuer.url), credential_issuer: 'https://altro.example' }),
      200,
      'receive.issuer-mismatch',
    ],
    [
      'whose issuer differs by a slash',
      '/.well-known/openid-credential-issuer',
      () => ({ ...metadata(issuer.url), credential_issuer: `${issuer.url}/` }),
      200,
      'receive.issuer-mismatch',
    ],
    [
      'whose server is another’s',
      '/.well-known/oauth-authorization-server',
      () => ({ issuer: 'https://altro.example', token_endpoint: `${issuer.url}/token` }),
      200,
      'receive.issuer-mismatch',
    ],
    [
      'whose token would go out in clear',
      '/.well-known/oauth-authorization-server',
      () => ({ issuer: issuer.url, token_endpoint: 'http://altro.example/token' }),
      200,
      'receive.address',
    ],
    ['without metadata', '/.well-known/openid-credential-issuer', () => 'no', 200, 'receive.metadata'],
    [
      'for a form that we cannot keep',
      '/offer',
      () => ({ ...offer(issuer.url), credential_configuration_ids: ['mdoc'] }),
      200,
      'receive.nothing-known',
    ],
    ['that wants a login', '/offer', () => ({ ...offer(issuer.url), grants: { authorization_code: {} } }), 200, 'receive.grant'],
    ['that is no offer', '/offer', () => ['a'], 200, 'receive.offer-malformed'],
    ['by an issuer over plain http', '/offer', () => offer('http://ente.example'), 200, 'receive.address'],
    ['that is gone', '/offer', () => ({}), 404, 'receive.offer-gone'],
    ['that was used', '/offer', () => ({ code: 'offer.used', facts: { usedAt: '2026-05-01T08:00:00Z' } }), 400, 'offer.used'],
    ['with a wrong code', '/token', () => refusing('offer.wrong-code', { remaining: 9 }), 400, 'offer.wrong-code'],
    [
      'with a wrong code and a sentence of its own',
      '/token',
      () => refusing('offer.wrong-code', { remaining: '3. Chiama' }),
      400,
      'offer.wrong-code',
    ],
    ['that is blocked', '/token', () => refusing('offer.blocked', { attempts: 10 }), 400, 'offer.blocked'],
    ['that a stranger explains in our words', '/token', () => refusing('database.unavailable'), 400, 'receive.token-refused'],
    ['by an issuer that fails at the code', '/token', () => ({}), 500, 'receive.issuer-fault'],
    ['by an issuer that fails at the nonce', '/nonce', () => ({}), 502, 'receive.issuer-fault'],
    ['by an issuer that fails at the document', '/credential', () => ({}), 500, 'receive.issuer-fault'],
    ['by an issuer that has too much to do', '/credential', () => ({ code: 'request.too-many' }), 429, 'request.too-many'],
    ['with a token that needs a proof', '/token', () => ({ access_token: 'x', token_type: 'DPoP' }), 200, 'receive.token-malformed'],
    ['without a nonce', '/nonce', () => ({}), 200, 'receive.credential-refused'],
    [
      'when our clock is wrong',
      '/credential',
      () => ({ error: 'invalid_proof', attesta: { code: 'wallet-clock.wrong' } }),
      400,
      'wallet-clock.wrong',
    ],
    ['when nothing comes', '/credential', () => ({ credentials: [] }), 200, 'receive.credential-malformed'],
    [
      'when two come for one key',
      '/credential',
      () => ({ credentials: [{ credential: 'a' }, { credential: 'b' }] }),
      200,
      'receive.credential-malformed',
    ],
    ['when it is bound to another key', '/credential', () => ({ credentials: [{ credential: demo.sdJwt }] }), 200, 'receive.other-key'],
    ['when an answer never ends', '/credential', () => 'x'.repeat(2_000_000), 200, 'wallet.answer-too-large'],
    ['when the way leads elsewhere', '/offer', () => null, 302, 'wallet.unreachable'],
  ])('%s', async (_, path, answer, status, code) => {
    issuer.misbehave(path, async (_request, reply) => {
      if (status === 302) return reply.redirect(`${issuer.url}/elsewhere`)
      return reply.code(status).send(await answer())
    })
    expect(await codeOf(() => take())).toBe(code)
  })

  test.each([
    ['two documents', {}, { attestation: { number: 'BG-2026-999999' } }],
    ['two documents under one digest', { document_number: 'BG-2026-999999' }, undefined],
  ])('whose two forms are %s', async (_, claims, changes) => {
    const badge = changes === undefined ? demo.openBadge : await demo.issueBadge(changes)
    issuer.misbehave('/credential', async ({ body }) => {
      const { credential_configuration_id: id } = body as { credential_configuration_id: string }
      return { credentials: [{ credential: id === 'badge' ? badge : await issueTo(ours, claims) }] }
    })
    expect(await codeOf(() => take())).toBe('receive.other-document')
  })
})

test('a document that is not genuine comes back with its reason, and is the caller’s to refuse', async () => {
  issuer.misbehave('/credential', async () => ({ credentials: [{ credential: await issueTo(ours, { iss: demo.otherBody.did }) }] }))
  expect((await take()).result.verdict).toBe('invalid')
})

describe('a text is sorted', () => {
  test.each([
    ['openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fente.example%2Fo', 'offer'],
    ['https://portafoglio.example/#/ricevi?credential_offer_uri=https%3A%2F%2Fente.example%2Fo', 'offer'],
    ['openid4vp://?client_id=x509_san_dns%3Aa.example&request_uri=https%3A%2F%2Fa.example%2Fr', 'request'],
    ['https://portafoglio.example/#/mostra?client_id=x&request_uri=y', 'request'],
    [`https://verifica.example/c/${'a'.repeat(22)}#${'b'.repeat(43)}`, 'share'],
    ['https://esempio.example/', 'unknown'],
    ['buongiorno', 'unknown'],
  ])('%s', (text, kind) => {
    expect(sortText(text).kind).toBe(kind)
  })

  test.each([
    ['both ways of giving an offer', 'credential_offer=%7B%7D&credential_offer_uri=https%3A%2F%2Fente.example', 'receive.link'],
    ['the same way twice', 'credential_offer_uri=https%3A%2F%2Fa.example&credential_offer_uri=https%3A%2F%2Fb.example', 'receive.link'],
    ['an offer over plain http', 'credential_offer_uri=http%3A%2F%2Fente.example%2Fo', 'receive.address'],
    ['an offer at somebody’s password', 'credential_offer_uri=https%3A%2F%2Fio%3Ame%40ente.example%2Fo', 'receive.address'],
    ['an offer that is no JSON', 'credential_offer=%7B', 'receive.offer-malformed'],
  ])('and %s is refused', async (_, query, code) => {
    expect(await codeOf(() => readOffer({ parameters: new URLSearchParams(query), world }))).toBe(code)
  })
})
