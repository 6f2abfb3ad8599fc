import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openJades, sealJades, verifyJades } from '../../../credential/jades/index.ts'
import { composeTimestampRequest, verifyTimestamp } from '../../../credential/timestamp/index.ts'
import { askTimestamp } from '../../../http/ask-timestamp.ts'
import { type Seal, type SealPki, sealOf, sealPki } from '../../fixtures/seal-authority.ts'
import { type TimestampAuthority, timestampAuthority } from '../../fixtures/timestamp-authority.ts'

const payload = '{"titolo":"Attestato – “prova”"}'
const utf8 = new TextEncoder()
const hex = (text: string) => Buffer.from(text).toString('hex')
const dir = mkdtempSync(join(tmpdir(), 'attesta-timestamp-'))
let pki: SealPki
let foreign: SealPki
let tsa: TimestampAuthority
let seal: Seal

beforeAll(async () => {
  pki = await sealPki()
  foreign = await sealPki('Altra')
  tsa = await timestampAuthority(pki)
  seal = await sealOf(pki)
})
afterEach(() => {
  delete tsa.instead
})
afterAll(async () => {
  await tsa.close()
  rmSync(dir, { recursive: true, force: true })
})

const now = () => new Date(Math.floor(Date.now() / 1000) * 1000)
const roots = () => [pki.root.pem]
const asked = (data: Uint8Array, url = tsa.url, believed = roots()) => askTimestamp({ url, roots: believed })(data)
const sealed = (timestamp = asked as (data: Uint8Array) => Promise<Uint8Array>, signedAt = now(), by = seal) =>
  sealJades({ payload, ...by, signedAt, timestamp })
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )

test('a seal with a timestamp says when it was witnessed, and openssl verifies the token', async () => {
  const opened = openJades(await sealed())
  const verified = await verifyJades(opened, { sealRoots: roots() })
  expect(Math.abs((verified.witnessedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(30_000)
  expect(verified.timestamps).toEqual([
    expect.objectContaining({ policy: '1.2.3.4.1', authority: expect.objectContaining({ organization: 'TSA di Prova' }) }),
  ])
  const files = { token: opened.timestamps[0] ?? '', data: opened.signatureText, root: pki.root.pem, ca: pki.authority.pem }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content)
  const words = ['ts', '-verify', '-in', 'token', '-token_in', '-data', 'data', '-CAfile', 'root', '-untrusted', 'ca']
  expect(execFileSync('openssl', words, { cwd: dir, encoding: 'utf8', stdio: 'pipe' })).toContain('OK')
})

test('a certificate that has ended since is good for what was witnessed before', async () => {
  // The sealer claims a time at which its certificate was not yet there; the witness decides.
  const soon = await sealOf(pki, {
    from: new Date(Date.now() - 3_600_000).toISOString(),
    until: new Date(Date.now() + 3_600_000).toISOString(),
  })
  const opened = openJades(await sealed(asked, now(), soon))
  const backdated = { ...opened, header: { ...opened.header, claimedAt: new Date('2025-06-01T00:00:00Z') } }
  expect((await verifyJades(backdated, { sealRoots: roots() })).chain).toHaveProperty('anchor')
  expect((await verifyJades({ ...backdated, timestamps: [] }, { sealRoots: roots() })).chain).toEqual({ fault: 'seal.chain-not-in-force' })
})

test('a witness whom nobody trusts is no witness', async () => {
  const opened = openJades(await sealed())
  const verified = await verifyJades(opened, { sealRoots: roots(), timestampRoots: [foreign.root.pem] })
  expect(verified.witnessedAt).toBeUndefined()
  expect(verified.timestamps[0]?.chain).toEqual({ fault: 'seal.unanchored' })
})

describe('a timestamp is refused', () => {
  test('over another seal', async () => {
    const [one, other] = [openJades(await sealed()), openJades(await sealed())]
    expect(await codeOf(verifyJades({ ...one, timestamps: other.timestamps }, { sealRoots: roots() }))).toBe('seal.timestamp-imprint')
  })

  test('that is older than the seal says it is', async () => {
    const text = await sealed(asked, new Date(Date.now() + 3_600_000))
    expect(await codeOf(verifyJades(openJades(text), { sealRoots: roots() }))).toBe('seal.timestamp-order')
  })

  test('with a changed time, or cut short', async () => {
    const opened = openJades(await sealed())
    const [token = new Uint8Array()] = opened.timestamps
    const year = Buffer.from(token).indexOf(String(new Date().getUTCFullYear()))
    expect(year).toBeGreaterThan(0)
    const changed = token.map((byte, index) => (index === year + 3 ? byte ^ 1 : byte))
    expect(await codeOf(verifyJades({ ...opened, timestamps: [changed] }, { sealRoots: roots() }))).toBe('seal.timestamp-signature')
    expect(await codeOf(verifyJades({ ...opened, timestamps: [token.slice(0, 200)] }, { sealRoots: roots() }))).toBe(
      'seal.timestamp-malformed',
    )
  })

  test.each(['sha1', 'sha256', 'sha384'])(
    'of another certificate of the same key, named by %s; the one that it names is taken',
    async (names) => {
      const authority = await timestampAuthority(pki, { names })
      try {
        const data = utf8.encode('prova')
        const token = Buffer.from(await asked(data, authority.url)).toString('hex')
        // Signing-certificate (RFC 2634) by SHA-1, its second version (RFC 5035) by any other.
        expect(token.includes('060b2a864886f70d010910020c')).toBe(names === 'sha1')
        const swapped = token.replace(hex('TSA di Prova'), hex('TSA di Truffa').slice(0, 24))
        expect(swapped).not.toBe(token)
        const judged = (text: string) => verifyTimestamp({ token: new Uint8Array(Buffer.from(text, 'hex')), data, roots: roots() })
        expect((await judged(token)).chain).toHaveProperty('anchor')
        expect(await codeOf(judged(swapped))).toBe('seal.timestamp-signature')
      } finally {
        await authority.close()
      }
    },
  )

  // openssl does not answer with such certificates, so a good token is changed: the signature over it still verifies by the same key.
  test.each([
    ['of a certificate for mail', '06082b06010505070308', '06082b06010505070304', 'seal.timestamp-purpose'],
    ['of a certificate that may be for timestamps among others', '0603551d250101ff', '0603551d25010100', 'seal.timestamp-purpose'],
  ])('%s', async (_, from, to, code) => {
    const data = utf8.encode('prova')
    const token = Buffer.from(await asked(data))
      .toString('hex')
      .replace(from, to)
    expect(token).toContain(to)
    expect(await codeOf(verifyTimestamp({ token: new Uint8Array(Buffer.from(token, 'hex')), data, roots: roots() }))).toBe(code)
  })
})

describe('an authority is not believed', () => {
  test.each([
    ['when it is not there', 'http://127.0.0.1:9/', undefined, 'seal.timestamp-unreachable'],
    ['when it fails', undefined, () => 500, 'seal.timestamp-unreachable'],
    ['when it refuses', undefined, () => 400, 'seal.timestamp-refused'],
    ['when it answers something else', undefined, () => utf8.encode('<html>'), 'seal.timestamp-refused'],
    ['when its answer never ends', undefined, () => new Uint8Array(300_000), 'seal.timestamp-refused'],
  ] satisfies [string, string | undefined, TimestampAuthority['instead'], string][])('%s', async (_, url, instead, code) => {
    if (instead !== undefined) tsa.instead = instead
    expect(await codeOf(asked(utf8.encode('x'), url ?? tsa.url))).toBe(code)
  })

  test('when it answers another question, or one it answered before', async () => {
    const earlier = tsa.reply(composeTimestampRequest(utf8.encode('x')).der)
    tsa.instead = () => earlier
    expect(await codeOf(asked(utf8.encode('x')))).toBe('seal.timestamp-refused')
  })

  test('when the operator does not trust it', async () => {
    expect(await codeOf(asked(utf8.encode('x'), tsa.url, [foreign.root.pem]))).toBe('seal.timestamp-refused')
  })
})
