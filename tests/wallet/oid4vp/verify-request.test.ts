import 'reflect-metadata'
import { KeyUsageFlags } from '@peculiar/x509'
import { describe, expect, test } from 'vitest'
import { encode } from '../../../credential/base64url.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { verifyRequest } from '../../../wallet-web/protocol/oid4vp/verify-request.ts'
import { codeOf } from '../../credential/refused.ts'
import { protocolWorld } from '../world.ts'
import { type AskOptions, ask, CLIENT_ID, claims, createAuthority, createLeaf, HOST, now, root, signer } from './asker.ts'

const world = { ...protocolWorld(now), allowLoopbackHttp: false }
const anchors = [root.certificate.toString('pem')]

const verify = async (options: AskOptions = {}, { clientId = CLIENT_ID, walletNonce }: { clientId?: string; walletNonce?: string } = {}) =>
  verifyRequest({
    request: { token: await ask(options), clientId, ...(walletNonce === undefined ? {} : { walletNonce }) },
    anchors,
    world,
  })

const leafWith = (options: Parameters<typeof createLeaf>[1] extends infer O ? Omit<O & object, 'signer'> : never) =>
  createLeaf(root, { signer, ...options })
const at = (days: number) => new Date(now.getTime() + days * 24 * 3600_000)

describe('a request is understood', () => {
  test('with who asks, why, and how to answer', async () => {
    expect(await verify()).toMatchObject({
      clientId: CLIENT_ID,
      host: HOST,
      identity: 'verified',
      declaredName: 'Impresa di prova',
      purpose: 'Selezione del personale',
      nonce: claims.nonce,
      state: 'uno-stato',
      encryption: { enc: 'A256GCM', kid: 'k' },
    })
  })

  test('over an intermediate authority', async () => {
    const middle = await createAuthority({ by: root })
    const leaf = await createLeaf(middle, { signer })
    expect(await verify({ certificates: [leaf, middle.certificate] })).toMatchObject({ identity: 'verified' })
  })

  test('by the hash of its certificate', async () => {
    const leaf = await leafWith({ names: ['altro.example'] })
    const hash = encode(new Uint8Array(await crypto.subtle.digest('SHA-256', leaf.rawData)))
    const clientId = `x509_hash:${hash}`
    expect(await verify({ certificates: [leaf], payload: { client_id: clientId } }, { clientId })).toMatchObject({ host: HOST })
  })

  test.each([
    ['\u202EImpresa\u0007\n di prova', 'Impresa   di prova'],
    ['Banca \\u202Eaciloppa \\x1B', 'Banca  u202Eaciloppa  x1B'], // what the library of messages takes for an escape
    ['\u3164\u2800Impresa', 'Impresa'],
  ])('with a name that cannot rewrite our sentence: %j', async (client_name, declaredName) => {
    const client_metadata = { ...(claims.client_metadata as object), client_name }
    expect(await verify({ payload: { client_metadata } })).toMatchObject({ declaredName })
  })
})

describe('who asks is said to be unknown', () => {
  test.each([
    ['when nobody vouches', async () => [await createLeaf(await createAuthority(), { signer })]],
    [
      'when a mere leaf vouches',
      async () => {
        const middle = await createAuthority({ by: root, authority: false })
        return [await createLeaf(middle, { signer }), middle.certificate]
      },
    ],
    [
      'when the chain is longer than its authority allows',
      async () => {
        const first = await createAuthority({ by: root, pathLength: 0 })
        const second = await createAuthority({ by: first })
        return [await createLeaf(second, { signer }), second.certificate, first.certificate]
      },
    ],
  ])('%s', async (_, certificates) => {
    expect(await verify({ certificates: await certificates() })).toMatchObject({ identity: 'unknown' })
  })
})

describe('a request is refused', () => {
  test.each<[string, AskOptions, string]>([
    ['of another type', { header: { typ: 'jwt' } }, 'jws.typ'],
    ['signed by another key', { by: throwawaySigner() }, 'jws.signature'],
    ['with a key in its header', { header: { jwk: { ...signer.publicJwk } } }, 'jws.header'],
    ['with no certificate', { certificates: [] }, 'ask.certificate'],
    ['for another audience', { payload: { aud: 'https://altro.example' } }, 'ask.audience'],
    ['for no audience', { without: 'aud' }, 'ask.audience'],
    ['for a list of audiences', { payload: { aud: ['https://self-issued.me/v2'] } }, 'ask.audience'],
    ['that has expired', { payload: { exp: Number(claims.exp) - 301 } }, 'ask.expired'],
    ['without an end', { without: 'exp' }, 'ask.malformed'],
    ['from the future', { payload: { iat: Number(claims.iat) + 3600 } }, 'ask.malformed'],
    ['with an end in milliseconds', { payload: { exp: Number(claims.exp) * 1000 } }, 'ask.malformed'],
    ['of another client', { payload: { client_id: 'x509_san_dns:altro.example' } }, 'ask.client'],
    ['with an answer to another host', { payload: { response_uri: 'https://altro.example/r' } }, 'ask.response-host'],
    ['with an answer over plain http', { payload: { response_uri: `http://${HOST}/r` } }, 'ask.address'],
    ['with a redirect beside the answer', { payload: { redirect_uri: `https://${HOST}/` } }, 'ask.malformed'],
    ['that wants the answer in clear', { payload: { response_mode: 'direct_post' } }, 'ask.response-mode'],
    ['that wants another answer', { payload: { response_type: 'code' } }, 'ask.malformed'],
    ['with a nonce that must be escaped', { payload: { nonce: 'una cosa lunga e strana' } }, 'ask.nonce'],
    ['with a guessable nonce', { payload: { nonce: '12345' } }, 'ask.nonce'],
    ['with transaction data', { payload: { transaction_data: ['e30'] } }, 'ask.malformed'],
    ['by presentation definition', { payload: { presentation_definition: {} } }, 'ask.malformed'],
    ['without a query', { without: 'dcql_query' }, 'ask.query'],
    ['without a key for the answer', { without: 'client_metadata' }, 'ask.encryption'],
    [
      'with a key without alg',
      { payload: { client_metadata: { jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b' }] } } } },
      'ask.encryption',
    ],
    [
      'with a cipher that nobody should use',
      {
        payload: { client_metadata: { ...(claims.client_metadata as object), encrypted_response_enc_values_supported: ['A128CBC-HS256'] } },
      },
      'ask.encryption',
    ],
  ])('%s', async (_, options, code) => {
    expect(await codeOf(() => verify(options))).toBe(code)
  })

  test.each([
    ['of another name', () => leafWith({ names: ['altro.example'] }), 'ask.client'],
    ['of all names', () => leafWith({ names: ['*.example'] }), 'ask.client'],
    ['that has ended', () => leafWith({ from: at(-5), until: at(-1) }), 'ask.certificate'],
    ['that has not begun', () => leafWith({ from: at(1), until: at(5) }), 'ask.certificate'],
    ['of an authority', () => leafWith({ authority: true }), 'ask.certificate'],
    ['for other uses', () => leafWith({ usage: KeyUsageFlags.keyAgreement }), 'ask.certificate'],
  ])('with a certificate %s', async (_, certificate, code) => {
    expect(await codeOf(async () => verify({ certificates: [await certificate()] }))).toBe(code)
  })

  test('by a client of a kind that proves nothing', async () => {
    const clientId = `redirect_uri:https://${HOST}/`
    expect(await codeOf(() => verify({ payload: { client_id: clientId } }, { clientId }))).toBe('ask.client-kind')
  })

  test('that does not give our number back', async () => {
    expect(await codeOf(() => verify({}, { walletNonce: 'nostro' }))).toBe('ask.malformed')
  })
})
