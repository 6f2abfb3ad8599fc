import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../credential/json/index.ts'
import { openVcApi, type VcApi } from './service.ts'

let api: VcApi
beforeAll(async () => {
  api = await openVcApi()
})
afterAll(() => api.close())

const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
  id: 'urn:uuid:5c5c7f4e-7ef1-4b0e-9e4e-3e3a3f0b8f11',
  type: ['VerifiableCredential'],
  credentialSubject: {
    id: 'did:example:subject',
    level: 'EQF 6',
    hours: [
      { kind: 'lezione', amount: '40' },
      { kind: 'prova', amount: '2' },
    ],
  },
}
const derive = (verifiableCredential: unknown, selectivePointers: readonly string[]) =>
  api.post('/credentials/derive', { verifiableCredential, options: { selectivePointers } })

describe.each(['ecdsa-sd-2023', 'bbs-2023'])('%s: the holder shows a part', (instance) => {
  const mandatoryPointers = ['/issuer']
  const issued = async () => (await api.issue(instance, credential, { mandatoryPointers })).body.verifiableCredential as JsonObject

  test('what was derived verifies, and holds what was chosen and what must be shown', async () => {
    const { status, body } = await derive(await issued(), ['/credentialSubject/hours/1/kind'])
    expect(status).toBe(201)
    const { issuer, credentialSubject } = body.verifiableCredential as JsonObject
    expect(issuer).toMatch(/^did:key:/)
    expect(credentialSubject).toEqual({ id: 'did:example:subject', hours: [{ kind: 'prova' }] })
    expect(await api.verify(body.verifiableCredential)).toMatchObject({ status: 200, body: { verified: true } })
  })

  test('a changed or added statement does not verify', async () => {
    const { body } = await derive(await issued(), ['/credentialSubject/level'])
    const derived = body.verifiableCredential as JsonObject & { credentialSubject: JsonObject }
    for (const change of [{ level: 'EQF 8' }, { level: 'EQF 6', more: 'x' }]) {
      const { status, body: refusal } = await api.verify({ ...derived, credentialSubject: { ...derived.credentialSubject, ...change } })
      expect(status).toBe(400)
      expect(refusal).toMatchObject({ problemDetails: [{ type: 'https://w3id.org/security#PROOF_VERIFICATION_ERROR' }] })
    }
  })

  test('the base proof is for the holder and no proof for others', async () => {
    expect((await api.verify(await issued())).status).toBe(400)
  })

  test('without mandatory pointers an empty list is encoded, and the holder chooses all', async () => {
    const { body } = await api.issue(instance, credential)
    const derived = await derive(body.verifiableCredential, ['/issuer', '/credentialSubject'])
    expect(await api.verify(derived.body.verifiableCredential)).toMatchObject({ status: 200 })
    expect((await derive(body.verifiableCredential, [])).status).toBe(400)
  })

  test('a pointer that matches nothing is an error, at issue and at derivation', async () => {
    const refused = await api.issue(instance, credential, { mandatoryPointers: ['/nothing'] })
    expect(refused).toMatchObject({ status: 400, body: { type: 'https://w3id.org/security#PROOF_GENERATION_ERROR' } })
    expect((await derive(await issued(), ['/credentialSubject/hours/7'])).status).toBe(400)
    expect((await derive(await issued(), ['/__proto__'])).status).toBe(400)
  })
})
