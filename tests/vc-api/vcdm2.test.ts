import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../credential/json/index.ts'
import { openVcApi, type VcApi } from './service.ts'

const folder = new URL('../../../shared/vectors/w3c/vcdm2/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^(names-.*\/)?(credential|issuer)-?.*\.json$/.test(file),
)

let api: VcApi
beforeAll(async () => {
  api = await openVcApi()
})
afterAll(() => api.close())

function read(file: string): JsonObject {
  const past = new Date(Date.now() - 86_400_000).toISOString()
  const future = new Date(Date.now() + 86_400_000).toISOString()
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8').replace('PAST DATE', past).replace('FUTURE DATE', future))
}

describe('the inputs of the VCDM 2.0 suite are issued, or refused with 400 and a type', () => {
  test.each(files.filter((file) => file !== 'credential-proof-ok.json'))('%s', async (file) => {
    const { status, body } = await api.issue('eddsa-rdfc-2022', read(file))
    if (file.endsWith('-ok.json')) {
      expect(body.problemDetails).toBe(undefined)
      expect(body).toHaveProperty('verifiableCredential.proof.proofValue')
      expect(status).toBe(201)
    } else {
      expect(status).toBe(400)
      expect(body).toHaveProperty('type', expect.stringMatching(/^https:\/\/.*_ERROR$/))
    }
  })
})

const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'urn:uuid:5c5c7f4e-7ef1-4b0e-9e4e-3e3a3f0b8f11',
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:subject' },
}

const instances = [
  'eddsa-rdfc-2022',
  'eddsa-jcs-2022',
  'ecdsa-rdfc-2019-p256',
  'ecdsa-rdfc-2019-p384',
  'ecdsa-jcs-2019-p256',
  'ecdsa-jcs-2019-p384',
  'vc-jwt',
  'status',
]

describe('what each instance issues verifies, and what was changed does not', () => {
  test.each(instances)('%s', async (instance) => {
    const { body } = await api.issue(instance, credential)
    const issued = body.verifiableCredential as JsonObject
    expect(await api.verify(issued)).toMatchObject({ status: 200, body: { verified: true, problemDetails: [] } })
    const changed = JSON.parse(JSON.stringify(issued).replace('did:example:subject', 'did:example:another'))
    if (instance === 'vc-jwt') changed.id = String(changed.id).replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))
    const { status, body: refusal } = await api.verify(changed)
    expect(status).toBe(400)
    expect(refusal).toMatchObject({ verified: false, problemDetails: [{ type: 'https://w3id.org/security#PROOF_VERIFICATION_ERROR' }] })
  })
})
