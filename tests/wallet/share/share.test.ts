import { createHash, webcrypto } from 'node:crypto'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decode } from '../../../credential/base64url.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { fieldsOf } from '../../../wallet-web/disclosure/fields.ts'
import { isLeast } from '../../../wallet-web/disclosure/least.ts'
import { countViews } from '../../../wallet-web/share/count-views.ts'
import { makeShare } from '../../../wallet-web/share/make-share.ts'
import { revokeShare } from '../../../wallet-web/share/revoke-share.ts'
import { codeOf } from '../../credential/refused.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { protocolWorld } from '../world.ts'

const world = protocolWorld(moments.now)
const app = Fastify()
let demo: DemoWorld
let verifierUrl = ''
let refuses = false
let counted: unknown = 2
const kept = new Map<string, { id: string; ciphertext: string; expiresAt: string; maxViews: number; revokeHash: string }>()

beforeAll(async () => {
  demo = await demoWorld()
  app.post<{ Body: { id: string } }>('/api/shares', async ({ body }, reply) => {
    if (refuses) return reply.code(503).send({})
    kept.set(body.id, body as never)
    return reply.code(201).send({ id: body.id })
  })
  app.delete<{ Params: { id: string }; Body: { revokeToken: string } }>('/api/shares/:id', async ({ params, body }, reply) => {
    const hash = createHash('sha256').update(decode(body.revokeToken)).digest('base64url')
    return reply.code(kept.get(params.id)?.revokeHash === hash ? 204 : 403).send()
  })
  app.get<{ Params: { id: string } }>('/api/shares/:id', async ({ params, headers }, reply) => {
    const share = kept.get(params.id)
    if (share === undefined) return reply.code(404).send({})
    const hash = createHash('sha256')
      .update(decode(String(headers['x-revoke-token'])))
      .digest('base64url')
    return share.revokeHash === hash ? reply.send({ views: counted }) : reply.code(403).send({ code: 'share.revoke-token' })
  })
  verifierUrl = (await app.listen({ port: 0, host: 'localhost' })).replace(/127\.0\.0\.1|\[::1\]/, 'localhost')
})
afterAll(() => app.close())

const share = () =>
  makeShare({
    sdJwt: demo.sdJwt,
    fields: fieldsOf(demo.sdJwt).filter(isLeast),
    signer: demo.holder,
    verifierUrl,
    lifeSeconds: 300,
    maxViews: 3,
    world,
  })

/** What the page of the verifier does with a link (contract of the share format). */
async function open(link: string) {
  const { pathname, hash, origin } = new URL(link)
  const id = pathname.slice('/c/'.length)
  const sealed = new Uint8Array(decode(kept.get(id)?.ciphertext ?? ''))
  const key = await webcrypto.subtle.importKey('raw', new Uint8Array(decode(hash.slice(1))), 'AES-GCM', false, ['decrypt'])
  const plain = await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.slice(0, 12) }, key, sealed.slice(12))
  const { presentation } = JSON.parse(new TextDecoder().decode(plain)) as { presentation: string }
  const expected = { audience: `${origin}/c/${id}`, nonce: id, holderBinding: true }
  return verifyDocument({ bytes: new TextEncoder().encode(presentation), expect: expected }, demo.world)
}

describe('a link', () => {
  test('shows name and competences, bound to itself, and nothing that was not chosen', async () => {
    const { link } = await share()
    const result = await open(link)
    expect(result.verdict).toBe('valid')
    expect(result.credential?.holder).not.toHaveProperty('taxCode')
    expect(result.credential?.competences).toHaveLength(2)
  })

  test('leaves nothing readable, and not its key, on the server', async () => {
    const { link, id } = await share()
    const text = JSON.stringify(kept.get(id))
    expect(text).not.toContain(new URL(link).hash.slice(1))
    expect(Buffer.from(kept.get(id)?.ciphertext ?? '', 'base64url').toString('latin1')).not.toContain('eyJ')
    expect(kept.get(id)).toMatchObject({ expiresAt: '2026-06-01T12:05:00Z', maxViews: 3 })
  })

  test('is short enough for an easy QR', async () => {
    expect((await share()).link.length).toBeLessThan(110)
  })

  test('is switched off with the token that only the wallet has', async () => {
    const { endpoint, revokeToken } = await share()
    await revokeShare({ endpoint, revokeToken, world })
    expect(await codeOf(() => revokeShare({ endpoint, revokeToken: 'AAAA', world }))).toBe('share.not-revoked')
  })

  test('is counted with the same token, and a count that cannot be known is never a zero', async () => {
    const { endpoint, revokeToken } = await share()
    expect(await countViews({ endpoint, revokeToken, world })).toBe(2)
    expect(await codeOf(() => countViews({ endpoint, revokeToken: 'AAAA', world }))).toBe('share.not-counted')
    expect(await codeOf(() => countViews({ endpoint: `${endpoint.slice(0, -4)}AAAA`, revokeToken, world }))).toBe('share.unknown')
    for (const odd of ['2', -1, 1.5, null, undefined]) {
      counted = odd
      expect(await codeOf(() => countViews({ endpoint, revokeToken, world })), String(odd)).toBe('share.not-counted')
    }
  })

  test('that could not be left is no link', async () => {
    refuses = true
    expect(await codeOf(share)).toBe('share.not-made')
    refuses = false
  })
})
