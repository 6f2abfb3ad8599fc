import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../credential/json/index.ts'
import { type App, createApp } from '../../http/app.ts'
import { guardedFetch } from '../../http/guarded-fetch.ts'
import { verifierVcApi } from '../../verifier/vc-api/register.ts'
import { openService, type Service } from '../issuer/service.ts'
import type { Answer } from './service.ts'

const V1 = 'https://www.w3.org/2018/credentials/v1'
const V2 = 'https://www.w3.org/ns/credentials/v2'
const SECURITY = 'https://w3id.org/security#'
const STATUS = 'https://www.w3.org/ns/credentials/status-list#'
const MODEL = 'https://www.w3.org/TR/vc-data-model#'

/** Two bodies of the demo, each with its instances, and what holds the tokens of each. */
const INSTANCES = [
  { name: 'orobie', organisation: 'orobie-formazione', mechanism: 'ecdsa-rdfc-2019', status: true },
  { name: 'orobie-jcs', organisation: 'orobie-formazione', mechanism: 'ecdsa-jcs-2019', status: true },
  { name: 'orobie-sd', organisation: 'orobie-formazione', mechanism: 'ecdsa-sd-2023', status: true },
  { name: 'lecco', organisation: 'cpi-lecco', mechanism: 'ecdsa-rdfc-2019', status: true },
  { name: 'lecco-jwt', organisation: 'cpi-lecco', mechanism: 'vc+jwt', status: true },
] as const
const tokens = Object.fromEntries(INSTANCES.map(({ name }) => [name, randomBytes(32).toString('base64url')]))

let folder: string
let issuer: Service
let verifier: App
let verifierUrl: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attesta-instances-'))
  const file = join(folder, 'instances.json')
  const listed = INSTANCES.map((instance) => ({ ...instance, tokenFile: join(folder, instance.name) }))
  for (const { name, tokenFile } of listed) await writeFile(tokenFile, `${tokens[name]}\n`)
  await writeFile(file, JSON.stringify(listed))
  issuer = await openService({ settings: { VC_API: 'on', VC_API_INSTANCES: file } })

  verifier = await createApp({ config: issuer.config, service: 'verifier', ready: async () => true })
  await verifierVcApi(verifier, issuer.config, {
    pool: issuer.pool,
    now: () => new Date(),
    trust: { issuers: [], sealRoots: [] },
    fetch: guardedFetch({ allowLoopbackHttp: true }),
    settings: { verifierUrl: '', walletUrl: '', clientName: 'test', demo: true, demoDocuments: '' },
  })
  await verifier.listen({ host: '127.0.0.1', port: 0 })
  verifierUrl = `http://127.0.0.1:${(verifier.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await verifier?.close()
  await issuer?.close()
  await rm(folder, { recursive: true, force: true })
})

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
  const response = await fetch(url, init)
  return { status: response.status, body: (await response.json()) as JsonObject }
}
const authorized = (name: string) => ({ authorization: `Bearer ${tokens[name]}` })
const issue = (name: string, credential: JsonObject, { options = {}, headers = authorized(name) }: IssueOptions = {}) =>
  post(`${issuer.issuerUrl}/vc-api/issuers/${name}/credentials/issue`, { credential, options }, headers)
const verify = (verifiableCredential: unknown, options: object = {}) =>
  post(`${verifierUrl}/vc-api/credentials/verify`, { verifiableCredential, options })
const setStatus = (body: object, name: string) => post(`${issuer.issuerUrl}/vc-api/credentials/status`, body, authorized(name))
const didOf = (slug: string) => `did:web:${encodeURIComponent(new URL(issuer.issuerUrl).host)}:org:${slug}`

interface IssueOptions {
  readonly options?: object
  readonly headers?: Record<string, string>
}

const ofVersion = {
  '1.1': (more: JsonObject = {}): JsonObject => ({
    '@context': [V1],
    id: `urn:uuid:${crypto.randomUUID()}`,
    type: ['VerifiableCredential'],
    issuanceDate: '2026-01-01T00:00:00Z',
    credentialSubject: { id: 'did:example:subject' },
    ...more,
  }),
  '2.0': (more: JsonObject = {}): JsonObject => ({
    '@context': [V2],
    id: `urn:uuid:${crypto.randomUUID()}`,
    type: ['VerifiableCredential'],
    credentialSubject: { id: 'did:example:subject' },
    ...more,
  }),
} as const
const VERSIONS = ['1.1', '2.0'] as const

/** What an instance hands out and a verifier takes: of a selective suite the holder's copy, which shows all. */
async function issued(name: string, credential: JsonObject): Promise<JsonObject> {
  const { status, body } = await issue(name, credential)
  expect([status, body.code]).toEqual([201, undefined])
  const document = body.verifiableCredential as JsonObject
  if (name !== 'orobie-sd') return document
  const options = {
    selectivePointers: Object.keys(document).flatMap((member) => (/^@context$|^proof$/.test(member) ? [] : [`/${member}`])),
  }
  const derived = await post(`${verifierUrl}/vc-api/credentials/derive`, { verifiableCredential: document, options })
  expect(derived.status).toBe(201)
  return derived.body.verifiableCredential as JsonObject
}

/** What was secured, whatever holds it. */
function contentOf({ id, type, ...more }: JsonObject): JsonObject {
  if (type !== 'EnvelopedVerifiableCredential') return { id: id ?? null, type: type ?? null, ...more }
  return JSON.parse(Buffer.from(String(id).split('.')[1] ?? '', 'base64url').toString())
}

describe.each(VERSIONS)('a body issues credentials of VCDM %s with its own key', (version) => {
  test.each(INSTANCES)('$name: $mechanism, with a place in a status list', async ({ name, organisation }) => {
    const credential = ofVersion[version]()
    const document = await issued(name, credential)
    const content = contentOf(document)
    expect(content).toMatchObject({
      ...credential,
      '@context': expect.arrayContaining([version === '1.1' ? V1 : V2]),
      issuer: didOf(organisation),
    })
    expect(await verify(document)).toMatchObject({ status: 200, body: { verified: true, warnings: [], problemDetails: [] } })

    const credentialStatus = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' }
    const list = await fetch(String((content.credentialStatus as JsonObject).statusListCredential))
    expect(list.headers.get('content-type')).toMatch(/^application\/vc/)
    expect(await verify(await list.json())).toMatchObject({ status: 200 })
    expect((await setStatus({ credentialId: credential.id, credentialStatus, status: true }, name)).status).toBe(200)
    expect(await verify(document)).toMatchObject({
      status: 400,
      body: { problemDetails: [{ type: `${STATUS}STATUS_VERIFICATION_ERROR` }] },
    })
    expect((await setStatus({ credentialId: credential.id, credentialStatus, status: false }, name)).status).toBe(200)
    expect((await verify(document)).status).toBe(200)
  })

  test.each(['orobie', 'orobie-jcs', 'lecco-jwt'])('%s: a changed one does not verify', async (name) => {
    const document = await issued(name, ofVersion[version]())
    const text = JSON.stringify(document)
    const changed =
      document.type === 'EnvelopedVerifiableCredential'
        ? text.replace(/\.([^.]{20})/, (_, start: string) => `.${start.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))}`)
        : text.replace('did:example:subject', 'did:example:another')
    expect(changed).not.toBe(text)
    const { status, body } = await verify(JSON.parse(changed))
    expect([status, body.verified]).toEqual([400, false])
  })

  test('before its time and after it, it is out of range', async () => {
    const [from, until] = version === '1.1' ? ['issuanceDate', 'expirationDate'] : ['validFrom', 'validUntil']
    const past = new Date(Date.now() - 1000).toISOString()
    const future = new Date(Date.now() + 86_400_000).toISOString()
    for (const times of [{ [from as string]: future }, { [from as string]: '2025-01-01T00:00:00Z', [until as string]: past }]) {
      const document = await issued('orobie', ofVersion[version](times))
      expect(await verify(document)).toMatchObject({ status: 400, body: { problemDetails: [{ type: `${MODEL}RANGE_ERROR` }] } })
    }
  })
})

describe('what VCDM 1.1 asks for is asked for', () => {
  const without = (name: string) => {
    const { [name]: _, ...rest } = ofVersion['1.1']()
    return rest
  }
  test.each<[string, () => JsonObject, string]>([
    ['no issuanceDate', () => without('issuanceDate'), `${MODEL}MALFORMED_VALUE_ERROR`],
    ['an issuanceDate without a zone', () => ofVersion['1.1']({ issuanceDate: '2026-01-01T00:00:00' }), `${MODEL}MALFORMED_VALUE_ERROR`],
    ['an end before its beginning', () => ofVersion['1.1']({ expirationDate: '2025-01-01T00:00:00Z' }), `${MODEL}MALFORMED_VALUE_ERROR`],
    ['no subject', () => without('credentialSubject'), `${MODEL}MALFORMED_VALUE_ERROR`],
    ['no type', () => without('type'), `${MODEL}MALFORMED_VALUE_ERROR`],
    [
      'a member that only VCDM 2.0 has',
      () => ofVersion['1.1']({ relatedResource: 'https://x.example' }),
      `${SECURITY}DATA_LOSS_DETECTION_ERROR`,
    ],
    ['a validUntil that is no date', () => ofVersion['1.1']({ validUntil: 'soon' }), `${MODEL}MALFORMED_VALUE_ERROR`],
    ['both contexts', () => ofVersion['1.1']({ '@context': [V1, V2] }), `${MODEL}MALFORMED_VALUE_ERROR`],
  ])('%s is refused', async (_, credential, type) => {
    const { status, body } = await issue('orobie', credential())
    expect([status, body.type]).toEqual([400, type])
  })
})

test('an end that VCDM 1.1 writes as VCDM 2.0 does is an end too', async () => {
  const ended = { validUntil: '2026-02-01T00:00:00Z', expirationDate: '2030-01-01T00:00:00Z' }
  const document = await issued('orobie', ofVersion['1.1'](ended))
  expect(await verify(document)).toMatchObject({ status: 400, body: { problemDetails: [{ type: `${MODEL}RANGE_ERROR` }] } })
})

describe('each token opens the instance of its body and no other', () => {
  test('none, another body’s, and one with a letter changed are refused alike', async () => {
    const wrong = [
      {},
      authorized('lecco'),
      { authorization: `Bearer ${tokens.orobie?.slice(0, -1)}` },
      { authorization: `${String(tokens.orobie)}x` },
    ]
    for (const headers of wrong) {
      const { status, body } = await issue('orobie', ofVersion['2.0'](), { headers: headers as Record<string, string> })
      expect([status, body.code]).toEqual([400, 'vc-api.token'])
    }
    const { status, body } = await issue('nobody', ofVersion['2.0'](), { headers: authorized('orobie') })
    expect([status, body.code]).toEqual([404, 'vc-api.instance-unknown'])
  })

  test('what is no JSON is for the sender to mend', async () => {
    const headers = { ...authorized('orobie'), 'content-type': 'application/json' }
    const url = `${issuer.issuerUrl}/vc-api/issuers/orobie/credentials/issue`
    const body = await (await fetch(url, { method: 'POST', headers, body: '{' })).json()
    expect(body).toMatchObject({ code: 'json.malformed', detail: expect.not.stringContaining('Ask the person') })
  })

  test('in the name of another body it issues nothing', async () => {
    for (const issuerOf of [didOf('cpi-lecco'), { id: didOf('cpi-lecco'), name: 'Centro' }, 'https://example.org/issuer']) {
      const { status, body } = await issue('orobie', ofVersion['2.0']({ issuer: issuerOf }))
      expect([status, body.code]).toEqual([400, 'vc.other-issuer'])
    }
    const own = await issue('orobie', ofVersion['2.0']({ issuer: { id: didOf('orobie-formazione'), name: 'Orobie' } }))
    expect(own.status).toBe(201)
  })

  test('another body’s token changes no status', async () => {
    const credential = ofVersion['2.0']()
    const document = await issued('orobie', credential)
    const change = { credentialId: credential.id, credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' } }
    expect((await setStatus(change, 'lecco')).status).toBe(400)
    expect((await verify(document)).status).toBe(200)
  })

  test('tokens are in no log', async () => {
    const logged = issuer.logged()
    for (const token of Object.values(tokens)) expect(logged).not.toContain(token)
  })
})

test('the manifest tells the issuers, their keys are those of their DIDs, and no token stands in it', async () => {
  const listed = (await (await fetch(`${issuer.issuerUrl}/vc-api/instances`)).json()) as {
    name: string
    did: string
    verificationMethod: string
  }[]
  expect(listed.map(({ name, did }) => [name, did])).toEqual(INSTANCES.map(({ name, organisation }) => [name, didOf(organisation)]))
  for (const { did, verificationMethod } of listed) {
    const { didDocument } = (await (await fetch(`${verifierUrl}/vc-api/1.0/identifiers/${did}`)).json()) as { didDocument: JsonObject }
    expect(JSON.stringify(didDocument.assertionMethod)).toContain(verificationMethod)
  }
})
