import { getListFromStatusListJWT } from '@sd-jwt/jwt-status-list'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issuerKeys } from '../../../credential/chain/index.ts'
import type { PublicJwk } from '../../../credential/crypto/port.ts'
import { verifyCompact } from '../../../credential/jose/index.ts'
import type { JsonValue } from '../../../credential/json/index.ts'
import { checkStatus, readBitstring, readChanges, readTokenList, TOKEN_WORDS } from '../../../credential/status/index.ts'
import { type Answer, send } from '../oid4vci/wallet.ts'
import { openIssuer, SLUG, type TestIssuer } from '../oid4vci/world.ts'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await openIssuer()
})
afterAll(() => issuer.close())

const base = (origin = issuer.issuerUrl) => `${origin}/status/${SLUG}/1`
const fetchText = async (url: string) => (await fetch(url)).text()

async function keyOf(kid: unknown): Promise<PublicJwk> {
  const { body } = await send(`${issuer.issuerUrl}/org/${SLUG}/jwks.json`, {})
  const key = (body.keys as PublicJwk[]).find((candidate) => `${issuer.did}#${candidate.kid}` === kid)
  if (key === undefined) throw new Error('no such key')
  return key
}

async function readJwt(url: string, typ: string) {
  const token = await fetchText(url)
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
  return (await verifyCompact({ token, typ, key: await keyOf(header.kid) })).payload as Record<string, unknown>
}

async function wordAt(index: number, origin?: string): Promise<string> {
  const { status_list: list } = (await readJwt(`${base(origin)}/token`, 'statuslist+jwt')) as { status_list: { bits: 2; lst: string } }
  return TOKEN_WORDS[await readTokenList({ ...list, index })] ?? 'none'
}

async function bitAt(purpose: 'revocation' | 'suspension', index: number): Promise<number> {
  const { body } = await send(`${base()}/${purpose}`, {})
  return readBitstring({ encodedList: (body.credentialSubject as { encodedList: string }).encodedList, index })
}

describe('a published list', () => {
  test('says of each attestation what its last row says, in all its forms', async () => {
    const { attestationId, index } = await issuer.release()
    const steps: [string | undefined, [string, number, number]][] = [
      [undefined, ['valido', 0, 0]],
      ['sospeso', ['sospeso', 0, 1]],
      ['valido', ['valido', 0, 0]],
      ['sospeso', ['sospeso', 0, 1]],
      ['annullato', ['annullato', 1, 0]],
    ]
    for (const [word, said] of steps) {
      if (word !== undefined) await issuer.changeStatus(attestationId, word)
      expect([await wordAt(index), await bitAt('revocation', index), await bitAt('suspension', index)]).toEqual(said)
      expect(await wordAt(index + 50_000)).toBe('valido')
    }
  })

  test('is what the verifier looks up, with its reason', async () => {
    const { attestationId, index } = await issuer.release()
    const entries: [JsonValue, string][] = [
      [{ status_list: { idx: index, uri: `${base()}/token` } }, 'sospeso'],
      [entryOf('revocation', index), 'valido'],
      [entryOf('suspension', index), 'sospeso'],
    ]
    const world = {
      now: new Date(),
      fetch: (url: string, init?: object) => fetch(url, init),
      trust: { issuers: [], sealRoots: [] },
      limits: { allowLoopbackHttp: true },
    }
    for (const [entry] of entries) expect(await checkStatus(entry, world, { issuer: issuer.did })).toMatchObject({ word: 'valido' })
    await issuer.changeStatus(attestationId, 'sospeso')
    for (const [entry, word] of entries) expect(await checkStatus(entry, world, { issuer: issuer.did })).toMatchObject({ word })
    const keys = issuerKeys(world)
    const change = await readChanges({ listUrl: `${base()}/suspension`, index, word: 'sospeso', issuer: issuer.did, world, keys })
    expect(change).toMatchObject({ word: 'sospeso', reasonClass: 'errore-materiale' })
  })

  const entryOf = (statusPurpose: string, index: number): JsonValue => ({
    id: `${base()}/${statusPurpose}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: String(index),
    statusListCredential: `${base()}/${statusPurpose}`,
  })

  test('is read alike by a library that shares no code with it', async () => {
    const { attestationId, index } = await issuer.release()
    await issuer.changeStatus(attestationId, 'sospeso')
    const list = getListFromStatusListJWT(await fetchText(`${base()}/token`))
    expect([list.getStatus(index), list.getStatus(index + 1)]).toEqual([TOKEN_WORDS.indexOf('sospeso'), 0])
  })

  test('gives the reason class and day of what is not valid, and nothing of what is', async () => {
    const one = await issuer.release()
    const two = await issuer.release()
    await issuer.changeStatus(one.attestationId, 'sostituito')
    await issuer.changeStatus(two.attestationId, 'sospeso')
    await issuer.changeStatus(two.attestationId, 'valido')
    const { sub, changes } = (await readJwt(`${base()}/changes`, 'attesta-status-changes+jwt')) as {
      sub: string
      changes: Record<string, unknown>
    }
    expect(sub).toBe(`${base()}/token`)
    expect(changes[one.index]).toEqual({
      word: 'sostituito',
      since: expect.stringMatching(/Z$/),
      reasonClass: 'errore-materiale',
      successor: 'urn:uuid:successor',
    })
    expect(changes).not.toHaveProperty(two.index.toString())
  })

  test('bears what the standards ask for', async () => {
    const payload = await readJwt(`${base()}/token`, 'statuslist+jwt')
    expect(payload).toMatchObject({ sub: `${base()}/token`, iss: issuer.did, ttl: 60, status_list: { bits: 2 } })
    expect(Number(payload.exp)).toBeGreaterThan(Number(payload.iat))
    const { body } = await send(`${base()}/suspension`, {})
    expect(body).toMatchObject({
      id: `${base()}/suspension`,
      issuer: issuer.did,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      credentialSubject: { statusPurpose: 'suspension' },
      proof: { cryptosuite: 'ecdsa-rdfc-2019', proofPurpose: 'assertionMethod' },
    })
  })

  test('is signed once and served alike until something changes', async () => {
    const first = await send304(`${base()}/token`)
    const again = await send304(`${base()}/token`, first.etag)
    expect([first.status, again.status, again.etag]).toEqual([200, 304, first.etag])
    await issuer.changeStatus((await issuer.release()).attestationId, 'annullato')
    const changed = await send304(`${base()}/token`, first.etag)
    expect(changed.status).toBe(200)
    expect(changed.etag).not.toBe(first.etag)
  })

  async function send304(url: string, etag?: string): Promise<{ status: number; etag: string }> {
    const { status, headers } = await fetch(url, etag === undefined ? {} : { headers: { 'if-none-match': etag } })
    return { status, etag: headers.get('etag') ?? '' }
  }

  test('is signed anew, with the new key, when a key has retired', async () => {
    const before = await fetchText(`${base()}/token`)
    await issuer.keystore.rotate(SLUG, new Date(Date.now() - 1000))
    const payload = await readJwt(`${base()}/token`, 'statuslist+jwt')
    expect(payload.iss).toBe(issuer.did)
    expect(await fetchText(`${base()}/token`)).not.toBe(before)
    const { body } = await send(`${issuer.issuerUrl}/org/${SLUG}/did.json`, {})
    expect(body.verificationMethod).toHaveLength(2)
  })

  test('keeps five hundred changes made at once, told alike by two processes', async () => {
    const second = await issuer.another()
    const elsewhere = `http://localhost:${(second.server.address() as { port: number }).port}`
    const released = []
    for (let count = 0; count < 500; count++) released.push(await issuer.release())
    const reads: Promise<unknown>[] = []
    await Promise.all(
      released.map(async ({ attestationId }, turn) => {
        await issuer.changeStatus(attestationId, turn % 2 === 0 ? 'annullato' : 'sospeso')
        if (turn % 50 === 0) reads.push(fetchText(`${base(turn % 100 === 0 ? issuer.issuerUrl : elsewhere)}/token`))
      }),
    )
    await Promise.all(reads)
    for (const origin of [issuer.issuerUrl, elsewhere]) {
      const { status_list: list } = (await readJwt(`${base(origin)}/token`, 'statuslist+jwt')) as { status_list: { bits: 2; lst: string } }
      for (const [turn, { index }] of released.entries()) {
        expect(TOKEN_WORDS[await readTokenList({ ...list, index })]).toBe(turn % 2 === 0 ? 'annullato' : 'sospeso')
      }
    }
    expect(await fetchText(`${base()}/token`)).toBe(await fetchText(`${base(elsewhere)}/token`))
  })

  test.each([
    ['/status/unknown/1/token', 404],
    [`/status/${SLUG}/2/token`, 404],
    [`/status/${SLUG}/01/token`, 400],
    [`/status/${SLUG}/0x1/token`, 400],
    [`/status/${SLUG}/-1/token`, 400],
    [`/status/${SLUG}/1/other`, 400],
    [`/status/%22%0a/1/token`, 404],
  ])('%s is %i', async (path, status) => {
    const answer: Answer = await send(`${issuer.issuerUrl}${path}`, {})
    expect(answer.status).toBe(status)
    expect(answer.body).toHaveProperty('code')
  })
})
