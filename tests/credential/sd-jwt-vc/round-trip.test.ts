import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attestation, Competence, Outcome } from '../../../credential/attestation/attestation.ts'
import { digestOf, outcomeDigest, outcomeDisclosures, saltPaths } from '../../../credential/attestation/index.ts'
import { encode } from '../../../credential/base64url.ts'
import { issueSdJwt, verifySdJwt } from '../../../credential/sd-jwt/index.ts'
import { composeSdJwtVc, readSdJwtVc } from '../../../credential/sd-jwt-vc/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { demoWorld } from '../../fixtures/demo-world.ts'

const signer = throwawaySigner()
const holder = throwawaySigner()

async function roundTrip(attestation: Attestation) {
  const { payload, disclosures, header } = composeSdJwtVc({
    attestation,
    digest: digestOf(attestation),
    issuerDid: attestation.body.id,
    holderJwk: holder.publicJwk,
    iat: 1_780_000_000,
    exp: 1_790_000_000,
    status: { idx: attestation.status.index, uri: attestation.status.tokenList },
  })
  const sdJwt = await issueSdJwt({ payload, disclosures, header, signer })
  return readSdJwtVc(await verifySdJwt({ sdJwt, resolveKey: async () => signer.publicJwk, now: new Date(1_785_000_000_000) }))
}

const { attestation } = await demoWorld()

/** Row of the mapping table (edc-ob3.md §6) → member of the record that must be read back equal. */
const carried: readonly [string, keyof Attestation | ((record: Attestation) => unknown)][] = [
  ['kind', 'kind'],
  ['M2 title', 'title'],
  ['M4/D2 awarding body, M3 country and region', 'body'],
  ['D2 ente pubblico titolare', 'titular'],
  ['M5 date of issue', 'issuedAt'],
  ['number', 'number'],
  ['validity', 'validFrom'],
  ['decision', 'decision'],
  ['authority', 'authority'],
  ['rule pack', 'rulePack'],
  ['M1/D1 person', ({ outcome }) => outcome.person],
  ['M6/D3 competences, knowledge, abilities, ESCO, ADA', ({ outcome }) => outcome.competences],
  ['D3 qualification, M8 level, ATECO, CP ISTAT', ({ outcome }) => outcome.qualification],
  ['D4 learning', ({ outcome }) => outcome.learning],
  ['M9/D4 assessment', ({ outcome }) => outcome.assessment],
  ['M7 workload', ({ outcome }) => outcome.workloadHours],
  ['M10 participation', ({ outcome }) => outcome.participationMode],
  ['M11 quality', ({ outcome }) => outcome.qualityAssurance],
]

const reading = await roundTrip(attestation)

describe('an SD-JWT VC gives the record back', () => {
  test.each(carried)('%s', (_, member) => {
    const take = (record: unknown) => (typeof member === 'function' ? member(record as Attestation) : (record as Attestation)[member])
    expect(take(attestation)).toBeDefined()
    expect(take(reading)).toEqual(take(attestation))
  })

  test('the whole outcome', () => {
    expect(reading.outcome).toEqual(attestation.outcome)
  })

  test('its digest and the place of its status', () => {
    expect(reading).toMatchObject({
      digest: digestOf(attestation),
      status: { idx: attestation.status.index, uri: attestation.status.tokenList },
    })
    expect(reading.bindingFault).toBeUndefined()
  })
})

const word = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => !/\p{Surrogate}/u.test(text))
const name = fc.oneof(word, fc.constantFrom("D'Agostò", 'Ñandú Ağaoğlu', 'Іваненко', 'محمد', 'De’ Longhi-Ü', '李小龙'))
const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10))

const competence: fc.Arbitrary<Competence> = fc
  .record(
    {
      name: fc.record({ it: word, en: word, ar: word }, { requiredKeys: ['it'] }),
      code: word,
      repertory: fc.record({ name: word, release: word, section: word }),
      eqfLevel: fc.integer({ min: 1, max: 8 }),
      qnqLevel: fc.integer({ min: 1, max: 8 }),
      abilities: fc.array(word, { maxLength: 3 }),
      knowledge: fc.array(word, { maxLength: 3 }),
      esco: fc.array(fc.webUrl(), { maxLength: 2 }),
      ada: fc.array(fc.record({ code: word, version: word }), { maxLength: 2 }),
      demo: fc.boolean(),
    },
    { requiredKeys: ['name', 'repertory', 'abilities', 'knowledge', 'esco', 'ada', 'demo'], noNullPrototype: true },
  )
  .map((row) => row as Competence)

const outcome: fc.Arbitrary<Outcome> = fc.record(
  {
    person: fc.record({ givenName: name, familyName: name, birthDate: date, taxCode: fc.constantFrom('RSSMRA85T10A562S', '12345678903') }),
    competences: fc.array(competence, { minLength: 1, maxLength: 4 }),
    learning: fc.record({ setting: fc.constantFrom('formal', 'informal' as const), experiences: fc.constant([]) }),
    assessment: fc.record({
      type: word,
      mode: fc.constantFrom('online', 'blended' as const),
      date,
      idVerification: fc.constantFrom('with-id', 'none' as const),
    }),
    workloadHours: fc.double({ min: 0, max: 10_000, noNaN: true }).map((hours) => (hours === 0 ? 0 : hours)),
    qualityAssurance: word,
  },
  { requiredKeys: ['person', 'competences', 'learning', 'assessment'], noNullPrototype: true },
)

const salted = (judged: Outcome) =>
  Object.fromEntries(saltPaths(judged).map((path, index) => [path, encode(Uint8Array.from({ length: 16 }, (_, i) => index * 16 + i))]))

describe('for every name, date and competence', () => {
  test('the outcome is read back equal', async () => {
    await fc.assert(
      fc.asyncProperty(outcome, async (judged) => {
        const read = await roundTrip({ ...attestation, outcome: judged, salts: salted(judged) })
        expect(JSON.parse(JSON.stringify(read.outcome))).toEqual(JSON.parse(JSON.stringify(judged)))
        expect(read.bindingFault).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })

  test('equal outcomes and salts give the digest that the decision lists, whatever the order of members', () => {
    fc.assert(
      fc.property(outcome, (judged) => {
        const digest = (value: Outcome) =>
          outcomeDigest({
            kind: 'certificato',
            title: attestation.title,
            status: { folder: 'https://example.org/', index: 0 },
            digests: outcomeDisclosures(value, salted(judged)).map(({ disclosure }) => disclosure.digest),
          })
        const turned = JSON.parse(JSON.stringify(judged), (_, value) =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        )
        expect(digest(turned)).toBe(digest(judged))
      }),
      { numRuns: 60 },
    )
  })
})
