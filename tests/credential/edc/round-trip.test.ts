import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { digestOf, outcomeDisclosures } from '../../../credential/attestation/index.ts'
import { composeEdc, type EdcProfile, readEdc, validateEdcStructure } from '../../../credential/edc/index.ts'
import { isObject, type JsonObject, parseStrictJson } from '../../../credential/json/index.ts'
import { attestation } from '../open-badge/arbitrary-attestation.ts'
import { pictures } from './pictures.ts'

const profile: fc.Arbitrary<EdcProfile> = fc.constantFrom<EdcProfile>(
  { name: 'generic' },
  { name: 'issued-by-mandate', statement: 'Sigilla la Regione per conto dell’ente.', mandate: 'e30.e30.AA' },
  { name: 'issued-by-mandate', statement: 'Sigilla la Regione per conto dell’ente.', mandate: 'e30.e30.AA', order: 'e30.e30.AA' },
  {
    name: 'accredited',
    accreditation: {
      id: 'http://data.europa.eu/snb/data/accreditation/00000000-0000-4000-8000-000000000001',
      title: 'Accreditamento dimostrativo',
      type: 'programme-licence',
      agent: { id: 'http://data.europa.eu/snb/data/europassResource/1', legalName: 'Agenzia dimostrativa', country: 'IT' },
      issuedAt: '2024-01-01T00:00:00Z',
      eqfLevels: [3, 4],
    },
  },
)

/** What of a record the credential carries: all of it but its version and its salts. */
function carried({ id: _, version: __, salts, status, ...act }: Attestation) {
  return {
    ...act,
    outcomeDigests: outcomeDisclosures(act.outcome, salts)
      .map(({ disclosure }) => disclosure.digest)
      .sort(),
    status: { index: status.index, bitstringList: status.bitstringList },
  }
}

function issuerOf({ body }: Attestation) {
  return { id: body.id, legalName: 'ENTE DI PROVA S.R.L.', eidasIdentifier: 'VATIT-01234567890', country: 'IT' }
}

function italian(record: Attestation): Attestation {
  return { ...record, body: { ...record.body, country: 'IT' }, titular: { ...record.titular, country: 'IT' } }
}

/** Through its text, as it travels. */
function received(document: JsonObject): JsonObject {
  const value = parseStrictJson(new TextEncoder().encode(JSON.stringify(document)))
  if (!isObject(value)) throw new Error('no object')
  return value
}

describe('what a European credential carries is read back as it was in the record', () => {
  test('whatever names, texts and dates there are, in each profile', () => {
    fc.assert(
      fc.property(attestation.map(italian), profile, (record, wanted) => {
        const digest = digestOf(record)
        const issuer = issuerOf(record)
        const document = received(composeEdc({ attestation: record, digest, issuer, pictures, profile: wanted }))
        expect(validateEdcStructure(document)).toEqual([])
        const reading = readEdc(document)
        expect(reading.act).toEqual({ ...carried(record), digest, profile: wanted })
        const { givenName, familyName, birthDate, taxCode } = record.outcome.person
        expect(reading.holder).toEqual({ name: `${givenName} ${familyName}`, givenName, familyName, birthDate, nationalId: taxCode })
        expect(reading.number).toBe(record.number)
        expect(reading.issuer).toEqual({ id: record.body.id, says: record.body.legalName, eidasIdentifier: issuer.eidasIdentifier })
      }),
      { numRuns: 150 },
    )
  }, 120_000)
})
