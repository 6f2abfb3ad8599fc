import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signDocument } from '../../credential/data-integrity/index.ts'
import { encodeMultikey } from '../../credential/did/index.ts'
import { signCompact } from '../../credential/jose/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { composeBadgeClaims } from '../../credential/open-badge/index.ts'
import { formatDateTime } from '../../credential/time.ts'
import { loadConfig } from '../../http/config.ts'
import { throwawaySigner } from '../../scripts/vectors/throwaway-signer.ts'
import { createVerifier } from '../../verifier/app.ts'
import { decidedForOthers } from '../credential/verify/decided-for-others.ts'
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts'
import { type Changes, type DemoWorld, demoWorld, INDEX, moments } from '../fixtures/demo-world.ts'

const V2 = 'https://www.w3.org/ns/credentials/v2'

let demo: DemoWorld
let database: TestDatabase
let verifier: Awaited<ReturnType<typeof createVerifier>>
beforeAll(async () => {
  demo = await demoWorld()
  const list = 'http://localhost:4000/status/orobie-formazione/1/revoked'
  demo.web.serve(list, JSON.stringify({ id: list, issuer: demo.body.did, revokedCredential: [] }))
  database = await openTestDatabase()
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: database.url, VC_API: 'on' })
  verifier = await createVerifier({
    config,
    world: {
      pool: database.pool,
      now: () => moments.now,
      trust: demo.trust,
      fetch: demo.web.fetch,
      settings: { verifierUrl: 'http://localhost:4001', walletUrl: '', clientName: 'test', demo: true, demoDocuments: '' },
    },
  })
})
afterAll(async () => {
  await verifier.close()
  await database.close()
})

async function post(path: string, body: object): Promise<{ status: number; codes: string[] }> {
  const { statusCode, body: text } = await verifier.inject({ method: 'POST', url: `/vc-api${path}`, payload: body })
  return { status: statusCode, codes: JSON.parse(text).problemDetails.map(({ code }: { code: string }) => code) }
}

/** A badge of an act of ours, in each way in which somebody may hand it to the VC-API. */
const WAYS: Readonly<Record<string, (badge: JsonObject) => Promise<{ status: number; codes: string[] }>>> = {
  alone: (badge) => post('/credentials/verify', { verifiableCredential: badge }),
  'in an envelope': async (badge) => post('/credentials/verify', { verifiableCredential: await enveloped(badge) }),
  'in a presentation': async (badge) => post('/presentations/verify', { verifiablePresentation: await presented(badge), options }),
  'in an envelope in a presentation': async (badge) =>
    post('/presentations/verify', { verifiablePresentation: await presented(await enveloped(badge)), options }),
}
const options = { challenge: 'una sfida', domain: 'https://datore.example' }

/** By the body's own key, as a rendering of ours or as somebody who stole that key would make it. */
async function enveloped({ proof: _, ...document }: JsonObject): Promise<JsonObject> {
  const { signer, kid } = demo.body
  const payload = composeBadgeClaims({ document, issuedAt: moments.copied })
  const token = await signCompact({ header: { typ: 'vc+jwt', kid }, payload, signer })
  return { '@context': V2, id: `data:application/vc+jwt,${token}`, type: 'EnvelopedVerifiableCredential' }
}

async function presented(credential: JsonObject): Promise<JsonObject> {
  const signer = throwawaySigner()
  const key = encodeMultikey(signer.publicJwk)
  const holder = `did:key:${key}`
  return signDocument({
    document: { '@context': [V2], type: ['VerifiablePresentation'], holder, verifiableCredential: [credential] },
    suite: 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: `${holder}#${key}`,
    created: formatDateTime(moments.copied),
    proofPurpose: 'authentication',
    answer: options,
  })
}

describe.each(Object.entries(WAYS))('a badge of an act of ours %s', (_, hand) => {
  test('verifies', async () => {
    expect(await hand(demo.openBadge)).toEqual({ status: 200, codes: [] })
  })

  test.each<[string, Changes, string]>([
    ['that the commission did not decide', decidedForOthers, 'decision.outcome-absent'],
    ['with another title than was decided', { decidedTitle: { it: 'Altro' } }, 'decision.outcome-absent'],
    [
      'whose body nobody recognised for it',
      { body: { recognizedTo: { action: 'issue', kinds: ['microcredenziale'] } } },
      'recognition.out-of-scope',
    ],
  ])('%s is refused, though every signature on it holds', async (_, changes, code) => {
    const { status, codes } = await hand(await demo.issueBadge(changes))
    expect({ status, codes }).toEqual({ status: 400, codes: [code] })
  })

  test('that was annulled is refused', async () => {
    await demo.publishStatus([{ index: INDEX, word: 'annullato', since: '2026-05-20T00:00:00Z', reasonClass: 'errore' }])
    const answer = await hand(demo.openBadge)
    await demo.publishStatus([])
    expect(answer).toEqual({ status: 400, codes: ['status.annullato-unexplained'] })
  })
})
