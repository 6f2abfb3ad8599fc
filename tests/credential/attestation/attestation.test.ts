import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import {
  attestationSchema,
  checkMinimumData,
  digestOf,
  outcomeDisclosures,
  saltPaths,
  validateAttestation,
} from '../../../credential/attestation/index.ts'
import { demoWorld } from '../../fixtures/demo-world.ts'
import { codeOf } from '../refused.ts'

let record: Attestation
beforeAll(async () => {
  record = (await demoWorld()).attestation
})

/** A copy with one member changed, by path. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(record) as unknown as Record<string, unknown>
  const names = path.split('.')
  const last = names.pop() ?? ''
  const parent = names.reduce((at, name) => at[name] as Record<string, unknown>, copy)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy
}

describe('the record is closed', () => {
  test('the demonstration record is accepted', async () => {
    expect(await codeOf(() => validateAttestation(record))).toBe('accepted')
  })

  test.each<[string, string, unknown, string]>([
    ['an unknown member', 'note', 'x', 'attestation.schema'],
    ['an unknown member deep inside', 'outcome.person.nickname', 'x', 'attestation.schema'],
    ['a member of an unknown competence', 'outcome.competences.0.level', 6, 'attestation.schema'],
    ['no number', 'number', undefined, 'attestation.schema'],
    ['an empty number', 'number', '', 'attestation.schema'],
    ['null for what may be absent', 'validUntil', null, 'attestation.schema'],
    ['another version', 'version', 2, 'attestation.schema'],
    ['an unknown kind', 'kind', 'diploma', 'attestation.schema'],
    ['a title without Italian', 'title', { en: 'Diversity manager' }, 'attestation.schema'],
    ['30 February', 'outcome.person.birthDate', '1991-02-30', 'attestation.schema'],
    ['a level of 9', 'outcome.competences.0.eqfLevel', 9, 'attestation.schema'],
    ['a level in text', 'outcome.competences.0.eqfLevel', '6', 'attestation.schema'],
    ['a body that is no DID', 'body.id', 'https://orobie.example', 'attestation.schema'],
    ['a salt of 64 bits', 'salts.given_name', 'AAAAAAAAAAA', 'attestation.schema'],
    ['a claim without salt', 'salts.given_name', undefined, 'attestation.salts'],
    ['a salt for no claim', 'salts.email', 'AAAAAAAAAAAAAAAAAAAAAA', 'attestation.salts'],
    ['a certificate without decision', 'decision', undefined, 'attestation.decision'],
    ['a certificate without the sealed decision', 'authority.decision', undefined, 'attestation.decision'],
    ['a decision on a kind that has none', 'kind', 'microcredenziale', 'attestation.decision'],
    ['an end before the beginning', 'validUntil', '2026-01-01T00:00:00Z', 'attestation.dates'],
    ['an appointment after the sitting', 'decision.satAt', '2026-05-01T00:00:00Z', 'attestation.dates'],
    ['a release before the sitting, on its day', 'issuedAt', '2026-05-12T07:00:00Z', 'attestation.dates'],
    ['an assessment after the release', 'outcome.assessment.date', '2026-05-14', 'attestation.dates'],
    ['lists in two folders', 'status.bitstringList', 'http://localhost:4000/status/altro/1/revocation', 'attestation.status'],
  ])('%s is refused', async (_, path, value, code) => {
    expect(await codeOf(() => validateAttestation(changed(path, value)))).toBe(code)
  })

  test('two claims must not share a salt', async () => {
    expect(await codeOf(() => validateAttestation(changed('salts.given_name', record.salts.family_name)))).toBe('attestation.salts')
  })

  test('its published schema is the one that the code reads by', () => {
    const published = readFileSync(new URL('../../../schemas/attestation.schema.json', import.meta.url), 'utf8')
    expect(JSON.parse(published)).toEqual(attestationSchema)
  })
})

describe('the digest', () => {
  test('does not depend on the order of members', () => {
    const turned = Object.fromEntries(Object.entries(record).reverse()) as unknown as Attestation
    expect(digestOf(turned)).toBe(digestOf(record))
  })

  test('changes with every letter', () => {
    expect(digestOf({ ...record, number: `${record.number} ` })).not.toBe(digestOf(record))
  })
})

describe('the disclosures of an outcome', () => {
  test('one for each claim and each competence', () => {
    expect(saltPaths(record.outcome)).toEqual([
      'given_name',
      'family_name',
      'birthdate',
      'tax_id_code',
      'qualification',
      'learning',
      'assessment',
      'workload_hours',
      'participation_mode',
      'quality_assurance',
      'competences/0',
      'competences/1',
    ])
  })

  test('are the text of RFC 9901 over canonical JSON', () => {
    const [first] = outcomeDisclosures(record.outcome, record.salts)
    const [salt, name, value] = JSON.parse(Buffer.from(first?.disclosure.encoded ?? '', 'base64url').toString())
    expect([salt, name, value]).toEqual([record.salts.given_name, 'given_name', 'Niccolò'])
  })
})

describe('the minimum data', () => {
  test('nothing is missing in the demonstration record', () => {
    expect(checkMinimumData(record)).toEqual([])
  })

  const missing = (path: string, value: unknown, kind = record.kind) =>
    checkMinimumData({ ...(changed(path, value) as Attestation), kind }).map(({ rule, field }) => `${rule} ${field}`)

  test.each<[string, unknown, string]>([
    ['outcome.person.birthDate', '', 'D1 outcome.person.birthDate'],
    ['titular.legalBasis', ' ', 'D2 titular.legalBasis'],
    ['body.legalBasis', '', 'D2 body.legalBasis'],
    ['outcome.competences', [], 'D3 outcome.competences'],
    ['outcome.learning.experiences', [], 'D4 outcome.learning.experiences'],
    ['outcome.assessment.type', '', 'D4 outcome.assessment.type'],
  ])('a certificate lacks %s', (path, value, complaint) => {
    expect(missing(path, value)).toEqual([complaint])
  })

  test.each<[string, unknown, string]>([
    ['outcome.person.familyName', '', 'M1 outcome.person'],
    ['title', { it: '' }, 'M2 title'],
    ['body.region', '', 'M3 body.country'],
    ['body.legalName', '', 'M4 body.legalName'],
    ['outcome.competences', [], 'M6 outcome.competences'],
    ['outcome.workloadHours', undefined, 'M7 outcome.workloadHours'],
    ['outcome.workloadHours', 0, 'M7 outcome.workloadHours'],
    ['outcome.assessment.type', '', 'M9 outcome.assessment.type'],
    ['outcome.participationMode', undefined, 'M10 outcome.participationMode'],
    ['outcome.qualityAssurance', undefined, 'M11 outcome.qualityAssurance'],
  ])('a micro-credential lacks %s', (path, value, complaint) => {
    expect(missing(path, value, 'microcredenziale')).toEqual([complaint])
  })

  test('a micro-credential lacks the level of a competence without qualification', () => {
    const bare = changed('outcome.qualification', undefined) as Attestation
    const competences = bare.outcome.competences.map(({ eqfLevel: _, ...competence }) => competence)
    expect(checkMinimumData({ ...bare, kind: 'microcredenziale', outcome: { ...bare.outcome, competences } })).toMatchObject([
      { rule: 'M8' },
    ])
  })
})
