import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openContexts } from '../../credential/contexts/index.ts'
import { hashData, proofOptions } from '../../credential/data-integrity/hash-data.ts'
import { encodeBase58 } from '../../credential/did/base58.ts'
import { encodeMultikey } from '../../credential/did/index.ts'
import { signCompact } from '../../credential/jose/index.ts'
import type { JsonObject, JsonValue } from '../../credential/json/index.ts'
import { formatDateTime, toNumericDate } from '../../credential/time.ts'
import { envelop } from '../../credential/vcdm/envelope.ts'
import { throwawaySigner } from '../../scripts/vectors/throwaway-signer.ts'
import { openVcApi, type VcApi } from './service.ts'

let api: VcApi
beforeAll(async () => {
  api = await openVcApi()
})
afterAll(() => api.close())

const V2 = 'https://www.w3.org/ns/credentials/v2'
const SECURITY = 'https://w3id.org/security#'
const NOT_VERIFIED = { status: 400, body: { verified: false, problemDetails: [{ type: `${SECURITY}PROOF_VERIFICATION_ERROR` }] } }

function keyed() {
  const signer = throwawaySigner()
  const kid = encodeMultikey(signer.publicJwk)
  return { signer, did: `did:key:${kid}`, verificationMethod: `did:key:${kid}#${kid}` }
}
const holder = keyed()
const witness = keyed()

const credential = (more: JsonObject = {}): JsonObject => ({
  '@context': [V2],
  id: `urn:uuid:${crypto.randomUUID()}`,
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:subject' },
  ...more,
})
const issued = async (instance: string, document: JsonObject) =>
  (await api.issue(instance, document)).body.verifiableCredential as JsonObject

describe('a set of proofs', () => {
  test('grows when a credential that has a proof is issued again, and verifies as long as each does', async () => {
    const one = await issued('eddsa-rdfc-2022', credential())
    const both = await issued('eddsa-jcs-2022', one)
    const proofs = both.proof as unknown as JsonObject[]
    expect(proofs.map(({ cryptosuite }) => cryptosuite)).toEqual(['eddsa-rdfc-2022', 'eddsa-jcs-2022'])
    expect(proofs[0]).toEqual(one.proof)
    expect(await api.verify(both)).toMatchObject({ status: 200, body: { verified: true } })
    for (const bad of [0, 1]) {
      const spoilt = proofs.map((proof, index) => (index === bad ? { ...proof, created: '2026-01-01T00:00:00Z' } : proof))
      expect(await api.verify({ ...both, proof: spoilt })).toMatchObject(NOT_VERIFIED)
    }
  })
})

describe('a chain of proofs', () => {
  const document = credential({ issuer: holder.did })
  const first = () => proofOf({ document, by: holder, members: { id: 'urn:uuid:1' } })
  const following = (earlier: readonly JsonObject[], previousProof: JsonValue) =>
    proofOf({ document: { ...document, proof: earlier }, by: witness, members: { previousProof } })

  test.each<[string, JsonValue]>([
    ['by its name', 'urn:uuid:1'],
    ['by a list of names', ['urn:uuid:1']],
  ])('verifies when the last one follows the first %s', async (_, previousProof) => {
    const one = await first()
    const chain = { ...document, proof: [one, await following([one], previousProof)] }
    expect(await api.verify(chain)).toMatchObject({ status: 200, body: { verified: true } })
    expect(await api.verify({ ...chain, proof: [await first(), chain.proof[1]] })).toMatchObject(NOT_VERIFIED)
  })

  test('does not when it follows a proof that is not there, or nothing that has a name', async () => {
    const one = await first()
    const last = await following([one], 'urn:uuid:1')
    for (const proof of [
      [last],
      [one, { ...last, previousProof: 'urn:uuid:2' }],
      [one, { ...last, previousProof: null }],
      [one, one, last],
    ])
      expect(await api.verify({ ...document, proof })).toMatchObject(NOT_VERIFIED)
  })

  test('is nobody’s when no key of the issuer is in it', async () => {
    const strange = { ...document, issuer: 'did:example:another' }
    const proof = await proofOf({ document: strange, by: witness, members: {} })
    expect(await api.verify({ ...strange, proof })).toMatchObject(NOT_VERIFIED)
  })
})

describe('a presentation as JWT (vp+jwt)', () => {
  const asked = { challenge: 'abc', domain: 'verifier.example' }
  const present = async (more: JsonObject = {}, header: JsonObject = {}) => {
    const payload = {
      '@context': [V2],
      type: ['VerifiablePresentation'],
      holder: holder.did,
      verifiableCredential: [await issued('vc-jwt', credential()), await issued('ecdsa-rdfc-2019-p256', credential())],
      nonce: 'abc',
      aud: 'verifier.example',
      ...more,
    } as JsonObject
    const named = { typ: 'vp+jwt', cty: 'vp', kid: holder.verificationMethod, ...header }
    return envelop({
      token: await signCompact({ header: named, payload, signer: holder.signer }),
      mediaType: 'application/vp+jwt',
      kind: 'vp',
    })
  }
  const verify = (verifiablePresentation: unknown, options: object = asked) =>
    api.post('/presentations/verify', { verifiablePresentation, options })

  test('verifies with the credentials in it, and names what it is', async () => {
    expect(await verify(await present())).toMatchObject({
      status: 200,
      body: { verified: true, mediaType: 'application/vp+jwt', warnings: [], problemDetails: [] },
    })
  })

  test.each<[string, JsonObject, string]>([
    ['to another challenge', { nonce: 'x' }, `${SECURITY}INVALID_CHALLENGE_ERROR`],
    ['to nobody', { aud: 'x' }, `${SECURITY}INVALID_DOMAIN_ERROR`],
    ['that is over', { exp: toNumericDate(new Date(Date.now() - 3_600_000)) }, 'https://www.w3.org/TR/vc-data-model#RANGE_ERROR'],
  ])('one %s is refused', async (_, claims, type) => {
    expect(await verify(await present(claims))).toMatchObject({ status: 400, body: { verified: false, problemDetails: [{ type }] } })
  })

  test('one of another type, by another key, or with a changed credential is refused', async () => {
    expect((await verify(await present({}, { typ: 'vc+jwt' }))).status).toBe(400)
    expect((await verify(await present({}, { kid: witness.verificationMethod }))).status).toBe(400)
    const good = await issued('eddsa-rdfc-2022', credential())
    const changed = { ...good, credentialSubject: { id: 'did:example:x' } }
    expect(await verify(await present({ verifiableCredential: [changed] }))).toMatchObject(NOT_VERIFIED)
  })
})

interface ProofOfInput {
  readonly document: JsonObject
  readonly by: ReturnType<typeof keyed>
  readonly members: JsonObject
}

/** A proof with members that our own issuer does not write. */
async function proofOf({ document, by, members }: ProofOfInput): Promise<JsonObject> {
  const suite = 'ecdsa-rdfc-2019'
  const unsigned = {
    type: 'DataIntegrityProof',
    cryptosuite: suite,
    created: formatDateTime(new Date()),
    verificationMethod: by.verificationMethod,
    proofPurpose: 'assertionMethod',
    ...members,
  }
  const options = proofOptions({ document, proof: unsigned })
  const data = await hashData({ document, options, suite, hash: 'SHA-256', contexts: openContexts })
  return { ...unsigned, proofValue: `z${encodeBase58(await by.signer.sign(data))}` }
}
