import { freshKeyPair } from '../../keys/fresh-key-pair.ts'
import 'reflect-metadata'
import type { KeyObject } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KeyUsageFlags, X509CertificateGenerator } from '@peculiar/x509'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPublicJwk } from '../../credential/jose/index.ts'
import type { JsonValue } from '../../credential/json/index.ts'
import { loadConfig } from '../../http/config.ts'
import { createVerifier } from '../../verifier/app.ts'
import { openRequestSigner } from '../../verifier/openid4vp/open-request-signer.ts'
import { createRequestObject } from '../../verifier/openid4vp/request-object.ts'
import type { RequestSigner } from '../../verifier/openid4vp/request-signer.ts'
import type { VerifierWorld } from '../../verifier/world.ts'
import { verifyRequest } from '../../wallet-web/protocol/oid4vp/verify-request.ts'
import { type CertificateOptions, claims, createAuthority, createLeaf, HOST, now, root } from '../wallet/oid4vp/asker.ts'
import { protocolWorld } from '../wallet/world.ts'

const PRODUCTION = {
  NODE_ENV: 'production',
  ISSUER_URL: 'https://attestati.example',
  VERIFIER_URL: `https://${HOST}`,
  WALLET_URL: 'https://portafoglio.example',
  OIDC_ISSUER: 'https://accesso.example',
  OIDC_CLIENT_SECRET: 'altro',
  LOG_LEVEL: 'silent',
}

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'attesta-requests-'))
})

const { privateKey } = freshKeyPair('P-256')
const holderOf = (key: KeyObject) => {
  const { kty, crv, x, y } = key.export({ format: 'jwk' })
  return { signer: { publicJwk: readPublicJwk({ kty, crv, x, y } as JsonValue) } as Parameters<typeof createLeaf>[1]['signer'] }
}
const leafWith = (options: CertificateOptions = {}) => createLeaf(root, { ...holderOf(privateKey), ...options })
const at = (days: number) => new Date(now.getTime() + days * 24 * 3600_000)
const pemOf = (...certificates: readonly { toString(format: 'pem'): string }[]) =>
  certificates.map((certificate) => certificate.toString('pem')).join('\n')
const keyPem = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString()

interface Given {
  readonly key?: string
  readonly certificates: string
  readonly settings?: Readonly<Record<string, string>>
}

async function open({ key = keyPem(privateKey), certificates, settings = {} }: Given): Promise<RequestSigner | undefined> {
  const [VERIFIER_REQUEST_KEY, VERIFIER_REQUEST_CERTIFICATE] = [join(dir, 'key.pem'), join(dir, 'chain.pem')]
  await writeFile(VERIFIER_REQUEST_KEY, key)
  await writeFile(VERIFIER_REQUEST_CERTIFICATE, certificates)
  const config = loadConfig({ ...PRODUCTION, ATTESTA_DATA: dir, VERIFIER_REQUEST_KEY, VERIFIER_REQUEST_CERTIFICATE, ...settings })
  return openRequestSigner({ config, now: () => now })
}

/** What a wallet that trusts the root makes of a request. */
async function received(signer: RequestSigner) {
  const token = await createRequestObject(
    {
      session: { nonce: String(claims.nonce), state: 'uno-stato', purpose: 'Assunzione', expiresAt: at(0.001) },
      responseUri: `https://${HOST}/openid4vp/responses/1`,
      encryptionJwk: { ...holderOf(privateKey).signer.publicJwk, alg: 'ECDH-ES', use: 'enc', kid: 'k' },
      clientName: HOST,
    },
    { signer, now },
  )
  const anchors = [root.certificate.toString('pem')]
  return verifyRequest({
    request: { token, clientId: signer.clientId },
    anchors,
    world: { ...protocolWorld(now), allowLoopbackHttp: false },
  })
}

describe('with a key and the certificate of an authority a wallet knows who asks', () => {
  test.each<[string, () => Promise<Given>, RegExp]>([
    ['by the host', async () => ({ certificates: pemOf(await leafWith()) }), /^x509_san_dns:verifica\.example$/],
    [
      'by the hash of the certificate, whatever host it names',
      async () => ({ certificates: pemOf(await leafWith({ names: ['altro.example'] })), settings: { VERIFIER_CLIENT_ID: 'x509_hash' } }),
      /^x509_hash:[A-Za-z0-9_-]{43}$/,
    ],
    [
      'over an authority between, the root itself being left at home',
      async () => {
        const middle = await createAuthority({ by: root })
        return { certificates: pemOf(await createLeaf(middle, holderOf(privateKey)), middle.certificate, root.certificate) }
      },
      /^x509_san_dns:/,
    ],
  ])('%s', async (_, given, clientId) => {
    const signer = await open(await given())
    if (signer === undefined) throw new Error('there is no signer')
    expect(signer.clientId).toMatch(clientId)
    expect(await received(signer)).toMatchObject({ identity: 'verified', host: HOST })
    expect(signer.x5c).not.toContain(root.certificate.toString('base64'))
  })
})

describe('the start ends with a sentence', () => {
  const other = freshKeyPair('P-256').privateKey
  test.each<[string, () => Promise<Given>, RegExp]>([
    [
      'for the key of another certificate',
      async () => ({ key: keyPem(other), certificates: pemOf(await leafWith()) }),
      /CERTIFICATE: .*not for the key/,
    ],
    [
      'for a certificate that expired',
      async () => ({ certificates: pemOf(await leafWith({ from: at(-9), until: at(-1) })) }),
      /certificate 1 .*expired/,
    ],
    [
      'for a certificate of tomorrow',
      async () => ({ certificates: pemOf(await leafWith({ from: at(1), until: at(9) })) }),
      /certificate 1 .*not valid yet/,
    ],
    [
      'for a certificate of another host',
      async () => ({ certificates: pemOf(await leafWith({ names: ['altro.example'] })) }),
      /does not name verifica\.example/,
    ],
    [
      'for a certificate of many hosts by a star',
      async () => ({ certificates: pemOf(await leafWith({ names: ['*.example'] })) }),
      /does not name verifica\.example/,
    ],
    [
      'for the certificate of an authority',
      async () => ({ certificates: pemOf(await leafWith({ authority: true })) }),
      /not made for signing/,
    ],
    [
      'for a certificate of another use',
      async () => ({ certificates: pemOf(await leafWith({ usage: KeyUsageFlags.keyAgreement })) }),
      /not made for signing/,
    ],
    ['for a certificate that is signed by itself', selfSigned, /signed by itself/],
    [
      'for certificates that do not follow from one another',
      async () => ({ certificates: pemOf(await leafWith(), (await createAuthority()).certificate) }),
      /certificate 2 .*did not issue/,
    ],
    [
      'for a certificate that no authority issued',
      async () => {
        const middle = await createAuthority({ by: root, authority: false })
        return { certificates: pemOf(await createLeaf(middle, holderOf(privateKey)), middle.certificate) }
      },
      /certificate 2 .*did not issue/,
    ],
    [
      'for a key on another curve',
      async () => ({ key: keyPem(freshKeyPair('P-384').privateKey), certificates: pemOf(await leafWith()) }),
      /KEY: .*P-256/,
    ],
    [
      'for a key that is none',
      async () => ({ key: 'segreto', certificates: pemOf(await leafWith()) }),
      /KEY: (?!.*segreto).*no private key/,
    ],
    ['for a certificate that is none', async () => ({ certificates: 'niente' }), /CERTIFICATE: .*no certificate/],
    [
      'for a file that is not there',
      async () => ({ certificates: '', settings: { VERIFIER_REQUEST_CERTIFICATE: join(dir, 'nowhere.pem') } }),
      /CERTIFICATE: .*nowhere\.pem cannot be read/,
    ],
  ])('%s', async (_, given, sentence) => {
    const refused = await open(await given()).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Error)
    expect((refused as Error).message).toMatch(/^Setting VERIFIER_REQUEST_(KEY|CERTIFICATE): .*\.$/)
    expect((refused as Error).message).toMatch(sentence)
  })

  async function selfSigned(): Promise<Given> {
    const name = `CN=${HOST}`
    const format = { format: 'der', type: 'pkcs8' } as const
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
    const { kty = '', crv = '', x = '', y = '' } = holderOf(privateKey).signer.publicJwk
    const keys = {
      privateKey: await crypto.subtle.importKey('pkcs8', new Uint8Array(privateKey.export(format)), algorithm, false, ['sign']),
      publicKey: await crypto.subtle.importKey('jwk', { kty, crv, x, y }, algorithm, true, ['verify']),
    }
    const dates = { notBefore: at(-1), notAfter: at(1) }
    return { certificates: pemOf(await X509CertificateGenerator.createSelfSigned({ name, keys, signingAlgorithm: algorithm, ...dates })) }
  }
})

describe('a verifier that cannot introduce itself asks no wallet, and says so', () => {
  const uuid = '00000000-0000-4000-8000-000000000000'
  const doors = [
    { method: 'POST', url: '/api/presentations', payload: { purpose: 'Assunzione' } },
    { method: 'GET', url: `/openid4vp/requests/${uuid}` },
    { method: 'POST', url: `/openid4vp/requests/${uuid}`, payload: {} },
    { method: 'POST', url: `/openid4vp/responses/${uuid}`, payload: { response: 'x' } },
  ] as const

  async function answers(world: Pick<VerifierWorld, 'now'> & Partial<VerifierWorld>) {
    const settings = { verifierUrl: `https://${HOST}`, walletUrl: '', clientName: HOST, demo: false, demoDocuments: '' }
    const nothing = { pool: new pg.Pool(), trust: { issuers: [], sealRoots: [] }, fetch: () => Promise.reject(new TypeError('no network')) }
    const app = await createVerifier({ config: loadConfig(PRODUCTION), world: { ...nothing, settings, ...world } })
    const problems = await Promise.all(doors.map(async (door) => (await app.inject(door)).json()))
    const { asksWallets } = (await app.inject('/api/trust')).json()
    await app.close()
    return { problems, asksWallets }
  }

  test('outside the demo without settings', async () => {
    const none = await openRequestSigner({ config: loadConfig({ ...PRODUCTION, ATTESTA_DATA: dir }), now: () => now })
    expect(none).toBeUndefined()
    const { problems, asksWallets } = await answers({ now: () => now })
    expect(asksWallets).toBe(false) // so the page does not offer it
    for (const problem of problems)
      expect(problem).toMatchObject({ status: 404, code: 'presentation.off', it: expect.any(String), en: expect.any(String) })
  })

  test('when its certificate has ended since it started', async () => {
    const requestSigner = await open({ certificates: pemOf(await leafWith({ until: at(1) })) })
    if (requestSigner === undefined) throw new Error('there is no signer')
    const { problems, asksWallets } = await answers({ now: () => at(1.1), requestSigner })
    expect(asksWallets).toBe(true)
    for (const problem of problems) expect(problem).toMatchObject({ status: 503, code: 'presentation.certificate-ended' })
  })

  test('not so in the demo, which has a certificate of its own', async () => {
    const signer = await openRequestSigner({
      config: loadConfig({ ATTESTA_DATA: dir, VERIFIER_URL: 'http://localhost:4001' }),
      now: () => new Date(),
    })
    expect(signer?.clientId).toBe('x509_san_dns:localhost')
  })
})
