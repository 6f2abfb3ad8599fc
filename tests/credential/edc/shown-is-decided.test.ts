import { describe, expect, test } from 'vitest'
import { digestOf } from '../../../credential/attestation/index.ts'
import { decodeBase64, encodeBase64 } from '../../../credential/edc/base64.ts'
import { composeEdc, readEdc } from '../../../credential/edc/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { createDisclosure } from '../../../credential/sd-jwt/index.ts'
import { demoWorld } from '../../fixtures/demo-world.ts'
import { codeOf } from '../refused.ts'
import { pictures } from './pictures.ts'

const { attestation } = await demoWorld()
const issuer = { id: attestation.body.id, legalName: 'ENTE S.R.L.', eidasIdentifier: 'VATIT-01234567890', country: 'IT' }
const genuine = JSON.stringify(composeEdc({ attestation, digest: digestOf(attestation), issuer, pictures }))

/** The same credential with another text in all places where this one stands. */
const changed = (from: string, to: string): JsonObject => {
  expect(genuine).toContain(from)
  return JSON.parse(genuine.replaceAll(from, to))
}
const withRecord = (change: (record: { disclosures: string[] }) => object): JsonObject => {
  const document = JSON.parse(genuine)
  const record = JSON.parse(new TextDecoder().decode(decodeBase64(document.attachment.content)))
  const text = JSON.stringify(change(record))
  return { ...document, attachment: { ...document.attachment, content: encodeBase64(new TextEncoder().encode(text)) } }
}

// The body seals the credential with a genuine certificate in all of these; what it shows is not what was decided.
describe('what a European credential of ours shows must follow from the outcome that was decided', () => {
  test.each<[string, () => JsonObject]>([
    ['another title', () => changed('Diversity Manager', 'Direttrice generale')],
    ['another level', () => changed('"id":"http://data.europa.eu/snb/eqf/6"', '"id":"http://data.europa.eu/snb/eqf/8"')],
    ['another name', () => changed('Niccolò', 'Nicola')],
    ['another day of birth', () => changed('1991-03-09T00:00:00Z', '1991-03-10T00:00:00Z')],
    ['another tax code', () => changed(attestation.outcome.person.taxCode, 'RSSMRA85T10A562S')],
    ['another competence', () => changed('"notation":"DM-1"', '"notation":"DM-9"')],
    ['more hours', () => changed('PT120H30M', 'PT1200H')],
    ['another result', () => changed('Competenze certificate', 'Trenta e lode')],
    ['another commission day', () => changed(String(attestation.decision?.satAt), '2026-05-11T07:30:00Z')],
    ['another number', () => changed(`"notation":"${attestation.number}"`, '"notation":"BG-2026-999999"')],
    ['another place of its state', () => changed('/revocation#', '/revocation#1')],
    ['another titolare', () => changed('Regione Lombardia', 'Ministero')],
    ['a list of one where there was one', () => ({ ...JSON.parse(genuine), evidence: [] })],
  ])('%s', (_, document) => {
    expect(readEdc(document()).act?.bindingFault).toBe('claim-in-plain')
  })

  test('a claim that no decision knows', () => {
    const forged = createDisclosure({ salt: 'AAAAAAAAAAAAAAAAAAAAAA', name: 'workload_hours', value: 9000 }).encoded
    const document = withRecord((record) => ({
      ...record,
      disclosures: record.disclosures.map((one) =>
        atob(one.replaceAll('-', '+').replaceAll('_', '/')).includes('workload') ? forged : one,
      ),
    }))
    expect(readEdc(document).act?.bindingFault).toBe('claim-not-committed')
  })

  test('and the genuine one has no fault', () => {
    expect(readEdc(JSON.parse(genuine)).act?.bindingFault).toBeUndefined()
  })
})

describe('a record that is not as it must be is refused', () => {
  test.each<[string, () => JsonObject]>([
    ['with a member that nobody knows', () => withRecord((record) => ({ ...record, note: 'x' }))],
    [
      'with one disclosure twice',
      () => withRecord((record) => ({ ...record, disclosures: [...record.disclosures, ...record.disclosures] })),
    ],
    ['that is no base64', () => ({ ...JSON.parse(genuine), attachment: { ...JSON.parse(genuine).attachment, content: 'à' } })],
  ])('%s', async (_, document) => {
    expect(await codeOf(() => readEdc(document()))).toBe('edc.attestation')
  })
})

describe('a form that hides something is refused', () => {
  const of = (members: JsonObject): JsonObject => ({ ...JSON.parse(genuine), ...members })
  test.each<[string, JsonObject, string]>([
    ['a name spelt as an address', of({ 'https://www.w3.org/2018/credentials#validUntil': '2027-01-01T00:00:00Z' }), 'edc.unknown-term'],
    ['a name that the model does not know', of({ scadenza: '2027-01-01T00:00:00Z' }), 'edc.unknown-term'],
    ['a third context', of({ '@context': [...JSON.parse(genuine)['@context'], { validUntil: 'urn:x' }] }), 'edc.context'],
    ['the contexts the other way round', of({ '@context': [...JSON.parse(genuine)['@context']].reverse() }), 'edc.context'],
    ['an end without a time zone', of({ validUntil: '2027-01-01T00:00:00' }), 'edc.date-time'],
    ['a day that does not exist', of({ validUntil: '2027-02-30T00:00:00Z' }), 'edc.date-time'],
    ['another credential inside', of({ evidence: { ...JSON.parse(genuine) } }), 'edc.type'],
    ['sixty months written wrongly', JSON.parse(genuine.replaceAll('PT120H30M', '120 ore')), 'edc.duration'],
    ['two texts in one language', JSON.parse(genuine.replace('"title":{"it":"', '"title":{"it":["due","testi"],"fr":"')), 'edc.language'],
    ['a country of no list', JSON.parse(genuine.replaceAll('authority/country/ITA', 'authority/country/XYZ')), 'edc.code'],
    ['a code without its list', JSON.parse(genuine.replaceAll('eqf/25831c2', 'eqf/other')), 'edc.scheme'],
    ['a profile that is not known', of({ credentialSchema: { id: 'urn:x', type: 'ShaclValidator2017' } }), 'edc.profile'],
  ])('%s', async (_, document, code) => {
    expect(await codeOf(() => readEdc(document))).toBe(code)
  })
})
