import { CompactEncrypt, importJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { readResponse } from '../../verifier/openid4vp/read-response.ts'
import { createResponseKey } from '../../verifier/openid4vp/response-key.ts'

const STATE = 'a-state-of-this-session'
const { privateJwk, publicJwk } = await createResponseKey()
const stranger = await createResponseKey()

async function seal(answer: unknown, { key = publicJwk, kid = publicJwk.kid ?? '', enc = 'A256GCM' } = {}): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(typeof answer === 'string' ? answer : JSON.stringify(answer)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc, kid })
    .encrypt(await importJWK(key, 'ECDH-ES'))
}

describe('the answer of a wallet', () => {
  test.each(['A128GCM', 'A256GCM'])('is read when it is encrypted with %s', async (enc) => {
    const jwe = await seal({ state: STATE, vp_token: { attestato: ['a~b~c'] } }, { enc })
    expect(await readResponse({ jwe, privateJwk, state: STATE })).toEqual({ kind: 'presentation', presentation: 'a~b~c' })
  })

  test('may be a refusal', async () => {
    const jwe = await seal({ state: STATE, error: 'access_denied' })
    expect(await readResponse({ jwe, privateJwk, state: STATE })).toEqual({ kind: 'declined' })
  })

  test.each<[string, () => Promise<string>, string]>([
    ['of another session', () => seal({ state: 'other', vp_token: { attestato: ['x'] } }), 'presentation.state'],
    ['without state', () => seal({ vp_token: { attestato: ['x'] } }), 'presentation.state'],
    ['to another key', () => seal({ state: STATE }, { key: stranger.publicJwk }), 'presentation.encryption'],
    ['naming another key', () => seal({ state: STATE }, { kid: stranger.publicJwk.kid ?? '' }), 'presentation.encryption'],
    ['with a content encryption that was not offered', () => seal({ state: STATE }, { enc: 'A256CBC-HS512' }), 'presentation.encryption'],
    ['in clear', async () => JSON.stringify({ state: STATE, vp_token: { attestato: ['x'] } }), 'presentation.encryption'],
    ['that is no JSON', () => seal('hello'), 'presentation.encryption'],
    [
      'with a repeated member',
      () => seal(`{"state":"other","state":"${STATE}","vp_token":{"attestato":["x"]}}`),
      'presentation.encryption',
    ],
    ['with no vp_token', () => seal({ state: STATE }), 'presentation.malformed'],
    ['with vp_token as text', () => seal({ state: STATE, vp_token: '{"attestato":["x"]}' }), 'presentation.malformed'],
    ['with a bare string for an array', () => seal({ state: STATE, vp_token: { attestato: 'x' } }), 'presentation.malformed'],
    ['with two presentations', () => seal({ state: STATE, vp_token: { attestato: ['x', 'y'] } }), 'presentation.malformed'],
    ['with none', () => seal({ state: STATE, vp_token: { attestato: [] } }), 'presentation.malformed'],
    ['with something not asked for', () => seal({ state: STATE, vp_token: { attestato: ['x'], pid: ['y'] } }), 'presentation.not-asked'],
  ])('is refused %s', async (_, make, code) => {
    await expect(readResponse({ jwe: await make(), privateJwk, state: STATE })).rejects.toMatchObject({ code })
  })
})
