import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issuerKeys } from '../../../credential/chain/index.ts'
import { keyOf, resolveDid } from '../../../credential/did/index.ts'
import { withdrawals } from '../../../credential/status/index.ts'
import { send } from '../oid4vci/wallet.ts'
import { openIssuer, SLUG, type TestIssuer } from '../oid4vci/world.ts'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await openIssuer()
})
afterAll(() => issuer.close())

describe('the registry', () => {
  test('publishes a did:web document that our own resolver reads, retired keys included', async () => {
    const old = await issuer.keystore.signerFor(SLUG)
    const rotated = new Date(Date.now() - 1000)
    await issuer.keystore.rotate(SLUG, rotated)
    const document = await resolveDid(issuer.did, { fetch: (url, init) => fetch(url, init ?? {}), limits: { allowLoopbackHttp: true } })
    const before = keyOf(document, `${issuer.did}#${old.kid}`, { at: new Date('2026-06-01T00:00:00Z'), purpose: 'assertionMethod' })
    expect(before.key).toMatchObject({ x: old.publicJwk.x })
    const current = await issuer.keystore.signerFor(SLUG)
    expect(keyOf(document, `${issuer.did}#${current.kid}`, { at: new Date(), purpose: 'assertionMethod' }).key).toMatchObject({
      x: current.publicJwk.x,
    })
  })

  test('is open to pages of any origin, and cached by ETag', async () => {
    const url = `${issuer.issuerUrl}/org/${SLUG}/did.json`
    const first = await send(url, {})
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    const etag = first.headers.get('etag') ?? ''
    expect((await fetch(url, { headers: { 'if-none-match': `W/${etag}` } })).status).toBe(304)
    expect((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  test('tells the recognitions in force from those that were', async () => {
    const sealed = { past: 'past.vc.jwt', current: 'current.vc.jwt', withdrawn: 'withdrawn.vc.jwt' }
    const add = async (text: string, from: string, until: string) => {
      const id = randomUUID()
      await issuer.pool.query(
        `INSERT INTO recognition (id, organisation_id, recogniser_id, action, act_number, act_date, valid_from, valid_until, sealed)
         VALUES ($1, $2, $2, 'issue', $3, '2024-01-01', $4, $5, $3)`,
        [id, issuer.organisationId, text, from, until],
      )
      return id
    }
    await add(sealed.past, '2020-01-01', '2021-01-01')
    await add(sealed.current, '2024-01-01', 'infinity')
    const ended = await add(sealed.withdrawn, '2023-01-01', 'infinity')
    await issuer.pool.query(
      `INSERT INTO recognition_withdrawal (recognition_id, organisation_id, ended_at, act_number, act_date) VALUES ($1, $2, '2025-01-01T00:00:00Z', 'x', '2025-01-01')`,
      [ended, issuer.organisationId],
    )
    expect((await send(`${issuer.issuerUrl}/org/${SLUG}/recognitions/current`, {})).body).toEqual({ recognitions: [sealed.current] })
    expect((await send(`${issuer.issuerUrl}/org/${SLUG}/recognitions`, {})).body).toEqual({
      recognitions: [sealed.current, sealed.withdrawn, sealed.past],
    })
  })

  test.each(['did.json', 'jwks.json', 'withdrawals', 'recognitions', 'recognitions/current'])('%s of nobody is not there', async (path) => {
    for (const slug of ['unknown', '..%2f..', '%22%0a']) {
      const { status, body } = await send(`${issuer.issuerUrl}/org/${slug}/${path}`, {})
      expect([status, body.code]).toEqual([404, 'organisation.unknown'])
    }
  })

  test('publishes what was withdrawn, sealed, with its end', async () => {
    const url = `${issuer.issuerUrl}/org/${SLUG}/withdrawals`
    const response = await fetch(url)
    expect(response.headers.get('content-type')).toContain('application/attesta-withdrawals+jwt')
    const world = {
      now: new Date(),
      fetch: (address: string, init?: object) => fetch(address, init),
      trust: { issuers: [], sealRoots: [] },
    }
    const local = { ...world, limits: { allowLoopbackHttp: true } }
    const endOf = withdrawals({ world: local, keys: issuerKeys(local) })
    const { rows } = await issuer.pool.query<{ id: string }>('SELECT recognition_id AS id FROM recognition_withdrawal')
    const [{ id } = { id: '' }] = rows
    expect(await endOf({ recogniser: issuer.did, register: url, id: `urn:uuid:${id}` })).toEqual(new Date('2025-01-01T00:00:00Z'))
    expect(await endOf({ recogniser: issuer.did, register: url, id: `urn:uuid:${randomUUID()}` })).toBeUndefined()
  })

  test('publishes the terms of the chain', async () => {
    const { body } = await send(`${issuer.issuerUrl}/ns/recognized-entities/v1`, {})
    expect(body).toHaveProperty('@context')
  })

  test('publishes the type of the credential', async () => {
    const { body } = await send(`${issuer.issuerUrl}/vct/attestato-di-competenza/1`, {})
    expect(body).toMatchObject({ vct: 'https://attesta.example/vct/attestato-di-competenza/1', claims: expect.any(Array) })
  })
})
