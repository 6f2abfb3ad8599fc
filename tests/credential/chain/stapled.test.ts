import { beforeAll, describe, expect, test } from 'vitest'
import {
  checkRecognition,
  composeAppointment,
  composeDecision,
  composeRecognition,
  issuerKeys,
  sealAuthority,
  VC_JWT,
} from '../../../credential/chain/index.ts'
import { parseCompact, signCompact } from '../../../credential/jose/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'

let demo: DemoWorld
let genuine: JsonObject
beforeAll(async () => {
  demo = await demoWorld()
  genuine = composeRecognition({
    id: 'urn:uuid:22222222-2222-4222-8222-222222222222',
    region: demo.region.did,
    entity: { id: demo.body.did, legalName: demo.body.name },
    recognizedTo: { action: 'issue', kinds: ['certificato'] },
    act: { number: 'D.D. 123', date: '2025-02-01' },
    validFrom: moments.recognised,
  })
})

async function recognise(stapled: string | undefined, recognitions: readonly string[] = []) {
  const { step } = await checkRecognition({
    issuer: demo.body.did,
    kind: 'certificato',
    issuedAt: moments.issued,
    achievements: [],
    trust: { ...demo.trust, recognitions },
    key: issuerKeys(demo.world).lookup,
    endOf: async () => undefined,
    ...(stapled === undefined ? {} : { stapled }),
  })
  return `${step.outcome} ${step.code}`
}

const seal = (payload: JsonObject) => sealAuthority({ payload, signer: demo.region.signer, kid: demo.region.kid })

describe('a stapled recognition', () => {
  test('that is genuine is enough', async () => {
    expect(await recognise(await seal(genuine))).toBe('passed recognition.passed')
  })

  test('that the relying party knows beforehand is enough too', async () => {
    expect(await recognise(undefined, [await seal(genuine)])).toBe('passed recognition.passed')
    expect(await recognise(undefined)).toBe('not-checked recognition.unknown-issuer')
  })

  const subject = () => genuine.credentialSubject as JsonObject

  test.each<[string, () => JsonObject]>([
    ['an unknown member', () => ({ ...genuine, note: 'x' })],
    ['an unknown member of its subject', () => ({ ...genuine, credentialSubject: { ...subject(), note: 'x' } })],
    ['another context', () => ({ ...genuine, '@context': ['https://www.w3.org/ns/credentials/v2'] })],
    ['another type', () => ({ ...genuine, type: ['VerifiableCredential'] })],
    ['an issuer as object', () => ({ ...genuine, issuer: { id: demo.region.did } })],
    ['an end that is spelt in full', () => ({ ...genuine, 'https://www.w3.org/2018/credentials#validUntil': '2026-01-01T00:00:00Z' })],
    [
      'an action that it does not know',
      () => ({
        ...genuine,
        credentialSubject: { ...subject(), recognizedTo: [{ type: 'RecognizedAction', action: 'everything', kinds: ['certificato'] }] },
      }),
    ],
    ['no act', () => ({ ...genuine, credentialSubject: { ...subject(), act: null } })],
    ['30 February', () => ({ ...genuine, validFrom: '2025-02-30T00:00:00Z' })],
  ])('with %s is refused', async (_, payload) => {
    expect(await recognise(await seal(payload()))).toBe('failed recognition.malformed')
  })

  test.each<[string, () => Promise<string>, string]>([
    [
      'by a stranger',
      () => sealAuthority({ payload: genuine, signer: throwawaySigner(), kid: demo.region.kid }),
      'failed recognition.seal',
    ],
    [
      'by the body itself',
      () => sealAuthority({ payload: genuine, signer: demo.body.signer, kid: demo.body.kid }),
      'failed recognition.seal',
    ],
    [
      'as a token of another type',
      () => signCompact({ header: { typ: 'JWT', kid: demo.region.kid }, payload: genuine, signer: demo.region.signer }),
      'failed recognition.seal',
    ],
    [
      'without naming a key',
      () => signCompact({ header: { typ: VC_JWT }, payload: genuine, signer: demo.region.signer }),
      'failed recognition.seal',
    ],
    [
      'in the name of a Region that nobody trusts',
      () => sealAuthority({ payload: { ...genuine, issuer: demo.otherBody.did }, signer: demo.otherBody.signer, kid: demo.otherBody.kid }),
      'not-checked recognition.anchor-unknown',
    ],
  ])('sealed %s is no "yes"', async (_, token, answer) => {
    expect(await recognise(await token())).toBe(answer)
  })

  test('sealed later than it holds is judged by the key of the day of the seal', async () => {
    const sealedAt = new Date('2024-06-01T00:00:00Z')
    expect(await recognise(await seal({ ...genuine, iat: sealedAt.getTime() / 1000 }))).toBe('failed recognition.seal')
  })
})

describe('what is composed', () => {
  const at = new Date('2026-05-12T10:00:00.250Z')

  test('keeps the milliseconds of appointment, sitting and seal', () => {
    const appointment = composeAppointment({
      id: 'urn:uuid:1',
      chamber: 'did:web:c',
      commission: { id: 'urn:uuid:2', legalName: 'C' },
      province: 'BG',
      competences: [],
      profiles: ['P'],
      act: { number: '1', date: '2026-05-12' },
      appointedAt: at,
    })
    expect(appointment).toMatchObject({
      validFrom: '2026-05-12T10:00:00.250Z',
      credentialSubject: { appointedAt: '2026-05-12T10:00:00.250Z' },
    })
  })

  test('lists outcomes in an order that tells nothing about the candidates', () => {
    const decision = composeDecision({
      id: 'urn:uuid:1',
      chamber: 'did:web:c',
      commission: 'urn:uuid:2',
      minutes: { number: '1', date: '2026-05-12' },
      satAt: at,
      closedBy: 'A'.repeat(43),
      sealedAt: at,
      quorum: { required: 2, present: 2 },
      body: 'did:web:b',
      rulePack: { id: 'r', version: '1' },
      outcomes: ['b', 'a'],
    })
    expect((decision.credentialSubject as JsonObject).outcomes).toEqual(['a', 'b'])
  })

  test('names no member of the commission and no candidate', async () => {
    const { decision = '', commission = '' } = demo.attestation.authority
    const text = JSON.stringify([parseCompact(decision).payload, parseCompact(commission).payload])
    expect(text).not.toMatch(/Niccol|Agost|DGSNCL/)
  })
})
