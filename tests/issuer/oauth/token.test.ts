import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PRE_AUTHORIZED_CODE_GRANT } from '../../../issuer/oid4vci/offers/read-offer.ts'
import { useOffer } from '../../../issuer/oid4vci/offers/use-offer.ts'
import { type Answer, dpopProof, newKey, redeem, seconds, send } from '../oid4vci/wallet.ts'
import { openIssuer, type TestIssuer } from '../oid4vci/world.ts'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await openIssuer()
})
afterAll(() => issuer.close())

const newOffer = async (options?: { ttlSeconds?: number }) => issuer.offer((await issuer.release()).attestationId, options)
const wrongFor = (txCode: string) => (txCode === '000000' ? '000001' : '000000')
const codes = (answers: readonly Answer[]) => answers.map(({ body }) => body.attesta?.code)

describe('the token endpoint', () => {
  test('redeems a code with its transaction code, for a wallet with and without a name', async () => {
    for (const client_id of [undefined, 'attesta-wallet', 'https://wallet.example/app?x="quoted"']) {
      const { status, body } = await redeem(issuer, await newOffer(), { parameters: { client_id } })
      expect(status).toBe(200)
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'attestato_sd_jwt attestato_open_badge' })
    }
  })

  test('binds the token to the key of a DPoP proof', async () => {
    const url = `${issuer.issuerUrl}/oauth/token`
    const { status, body } = await redeem(issuer, await newOffer(), { headers: { DPoP: await dpopProof(await newKey(), { url }) } })
    expect(status).toBe(200)
    expect(body.token_type).toBe('DPoP')
  })

  test('keeps neither token nor code in clear', async () => {
    const offer = await newOffer()
    const { body } = await redeem(issuer, offer)
    const { rows } = await issuer.pool.query(
      `SELECT (SELECT string_agg(p::text, ' ') FROM oauth_payload p) AS tokens, (SELECT string_agg(o::text, ' ') FROM credential_offer o) AS offers`,
    )
    for (const secret of [String(body.access_token), offer.code, offer.uri.split('/').at(-1) ?? '']) {
      expect(rows[0].tokens).not.toContain(secret)
      expect(rows[0].offers).not.toContain(secret)
    }
  })

  test('a code redeemed eight times at once, in two processes, is redeemed once', async () => {
    const offer = await newOffer()
    const second = await issuer.another()
    const port = (second.server.address() as { port: number }).port
    const elsewhere = { ...issuer, issuerUrl: `http://localhost:${port}` }
    const answers = await Promise.all(Array.from({ length: 8 }, (_, turn) => redeem(turn % 2 === 0 ? issuer : elsewhere, offer)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, body } of answers.filter(({ status }) => status !== 200)) {
      expect(status).toBe(400)
      expect(body).toMatchObject({ error: 'invalid_grant', attesta: { code: 'offer.used' } })
    }
  })

  test('of eight that end an offer at once, one finds it open', async () => {
    await newOffer()
    const { rows } = await issuer.pool.query<{ id: string }>('SELECT id FROM credential_offer ORDER BY created_at DESC, id LIMIT 1')
    const offerId = rows[0]?.id ?? ''
    const answers = await Promise.all(Array.from({ length: 8 }, () => useOffer({ offerId, pool: issuer.pool, at: new Date() })))
    expect(answers.toSorted()).toEqual([...Array(7).fill('too-late'), 'used'])
  })

  test('a DPoP proof sent eight times at once counts once', async () => {
    const url = `${issuer.issuerUrl}/oauth/token`
    const DPoP = await dpopProof(await newKey(), { url })
    const offers = await Promise.all(Array.from({ length: 8 }, () => newOffer()))
    const answers = await Promise.all(offers.map((offer) => redeem(issuer, offer, { headers: { DPoP } })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { body } of answers.filter(({ status }) => status !== 200)) expect(body.error).toBe('invalid_dpop_proof')
  })

  test('counts wrong transaction codes, says how many tries remain, and ends the offer at the tenth', async () => {
    const offer = await newOffer()
    const parameters = { tx_code: wrongFor(offer.txCode) }
    for (let remaining = 9; remaining > 0; remaining--) {
      const { status, body } = await redeem(issuer, offer, { parameters })
      expect(status).toBe(400)
      expect(body).toMatchObject({ error: 'invalid_grant', attesta: { code: 'offer.wrong-code', facts: { remaining } } })
    }
    expect((await redeem(issuer, offer, { parameters })).body).toMatchObject({ error: 'invalid_grant', attesta: { code: 'offer.blocked' } })
    expect((await redeem(issuer, offer)).body).toMatchObject({ error: 'invalid_grant', attesta: { code: 'offer.blocked' } })
    expect((await send(offer.uri, {})).body).toMatchObject({ code: 'offer.blocked', status: 410 })
  })

  test('a hundred wrong codes at once are ten tries, and then the right one is too late', async () => {
    const offer = await newOffer()
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => redeem(issuer, offer, { parameters: { tx_code: wrongFor(offer.txCode) } })),
    )
    expect(answers.every(({ status }) => status === 400)).toBe(true)
    expect(codes(answers).filter((code) => code === 'offer.wrong-code')).toHaveLength(9)
    expect(codes(answers).filter((code) => code === 'offer.blocked')).toHaveLength(91)
    expect((await redeem(issuer, offer)).body).toMatchObject({ attesta: { code: 'offer.blocked' } })
  })

  test('a wrong code costs a try, not the offer', async () => {
    const offer = await newOffer()
    await redeem(issuer, offer, { parameters: { tx_code: wrongFor(offer.txCode) } })
    expect((await redeem(issuer, offer)).status).toBe(200)
  })

  test('a proof that is refused costs neither', async () => {
    const offer = await newOffer()
    const DPoP = await dpopProof(await newKey(), { url: `${issuer.issuerUrl}/oauth/token`, payload: { iat: seconds() - 86_400 } })
    const { status, body, headers } = await redeem(issuer, offer, { headers: { DPoP } })
    expect([status, body.error, headers.has('dpop-nonce')]).toEqual([400, 'use_dpop_nonce', true])
    expect((await redeem(issuer, offer)).status).toBe(200)
  })

  test.each<[string, (offer: { offerId: string; attestationId: string }) => Promise<unknown>, string]>([
    [
      'expired',
      ({ offerId }) => issuer.pool.query(`UPDATE credential_offer SET expires_at = now() - interval '1 hour' WHERE id = $1`, [offerId]),
      'offer.expired',
    ],
    ['replaced by a newer one', ({ attestationId }) => issuer.offer(attestationId), 'offer.replaced'],
    ['of an annulled attestation', ({ attestationId }) => issuer.changeStatus(attestationId, 'annullato'), 'offer.attestation-ended'],
    ['of a replaced attestation', ({ attestationId }) => issuer.changeStatus(attestationId, 'sostituito'), 'offer.attestation-ended'],
  ])('says of an offer that it is %s, at both doors', async (_, end, code) => {
    const { attestationId } = await issuer.release()
    const offer = await issuer.offer(attestationId)
    await end({ offerId: offer.offerId, attestationId })
    const token = await redeem(issuer, offer)
    expect([token.status, token.body.error, token.body.attesta?.code]).toEqual([400, 'invalid_grant', code])
    const page = await send(offer.uri, {})
    expect([page.status, page.body.code]).toEqual([410, code])
  })

  test('says when an offer was used, in a sentence', async () => {
    const offer = await newOffer()
    await redeem(issuer, offer)
    const { status, body } = await send(offer.uri, {})
    expect([status, body.code]).toEqual([410, 'offer.used'])
    expect(body.facts).toEqual({ usedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) })
    expect(body.it).toContain('già stata usata')
  })

  test('no second offer can be made of an annulled attestation', async () => {
    const { attestationId } = await issuer.release()
    await issuer.changeStatus(attestationId, 'annullato')
    await expect(issuer.offer(attestationId)).rejects.toMatchObject({ code: 'offer.attestation-ended' })
  })

  test.each<[string, Record<string, string | undefined>, string]>([
    ['no code', { 'pre-authorized_code': undefined }, 'invalid_request'],
    ['an unknown code', { 'pre-authorized_code': 'unknown' }, 'invalid_grant'],
    ['quotes and newlines for a code', { 'pre-authorized_code': '"\n\r\\\u0000é' }, 'invalid_grant'],
    ['no transaction code', { tx_code: undefined }, 'invalid_request'],
    ['quotes and newlines for a transaction code', { tx_code: '"\n\r\\é' }, 'invalid_grant'],
    ['a very long transaction code', { tx_code: '1'.repeat(10_000) }, 'invalid_grant'],
    ['another grant type', { grant_type: 'authorization_code' }, 'invalid_request'],
    ['an unknown grant type', { grant_type: '"\n' }, 'unsupported_grant_type'],
    ['a client with characters that no client has', { client_id: 'wallet\n"é' }, 'invalid_client'],
    ['another resource', { resource: 'https://other.example' }, 'invalid_target'],
  ])('refuses %s', async (_, parameters, error) => {
    const { status, body } = await redeem(issuer, await newOffer(), { parameters })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body.error).toBe(error)
    expect(body.error_description ?? '').toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/)
  })

  test('refuses a transaction code given twice, and counts no try', async () => {
    const offer = await newOffer()
    const body = new URLSearchParams({ grant_type: PRE_AUTHORIZED_CODE_GRANT, 'pre-authorized_code': offer.code, tx_code: offer.txCode })
    body.append('tx_code', wrongFor(offer.txCode))
    const answer = await send(`${issuer.issuerUrl}/oauth/token`, { method: 'POST', body })
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request'])
    const { rows } = await issuer.pool.query('SELECT attempts FROM credential_offer WHERE id = $1', [offer.offerId])
    expect(rows[0].attempts).toBe(0)
  })

  test('refuses a body that is no form', async () => {
    const headers = { 'content-type': 'application/json' }
    const answer = await send(`${issuer.issuerUrl}/oauth/token`, { method: 'POST', body: '{"grant_type":"x"}', headers })
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request'])
  })

  test('refuses a DPoP proof for another address', async () => {
    const DPoP = await dpopProof(await newKey(), { url: 'http://evil.example/oauth/token' })
    const { body } = await redeem(issuer, await newOffer(), { headers: { DPoP } })
    expect(body.error).toBe('invalid_dpop_proof')
  })
})

describe('the metadata of the authorization server', () => {
  test('names only what answers, under our own host whatever the request says', async () => {
    const { body, headers } = await send(`${issuer.issuerUrl}/.well-known/oauth-authorization-server`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', origin: 'https://wallet.example' },
    })
    expect(body).toMatchObject({
      issuer: issuer.issuerUrl,
      token_endpoint: `${issuer.issuerUrl}/oauth/token`,
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:pre-authorized_code'],
      'pre-authorized_grant_anonymous_access_supported': true,
      token_endpoint_auth_methods_supported: ['none'],
    })
    expect(JSON.stringify(body)).not.toContain('evil')
    expect(headers.get('access-control-allow-origin')).toBeTruthy()
  })

  test.each(['/oauth/authorize', '/oauth/par', '/oauth/unused/credential', '/oauth/unused/challenge', '/oauth/anything'])(
    '%s is not there',
    async (path) => {
      const { status, body } = await send(`${issuer.issuerUrl}${path}`, {})
      expect([status, body.code]).toEqual([404, 'request.not-found'])
    },
  )

  test('lets a page of any origin ask for a token, and read the nonce it is given', async () => {
    const { status, headers } = await send(`${issuer.issuerUrl}/oauth/token`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://wallet.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,dpop',
      },
    })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-headers')).toBe('content-type,dpop')
    const { headers: answer } = await redeem(issuer, await newOffer(), { headers: { origin: 'https://wallet.example' } })
    expect(answer.get('access-control-expose-headers')).toContain('DPoP-Nonce')
    expect(answer.get('cache-control')).toBe('no-store')
    expect(answer.get('content-security-policy')).toBeTruthy()
  })
})
