import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../credential/base64url.ts'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import { composeOpenBadge, readOpenBadge } from '../../../credential/open-badge/index.ts'
import { createDisclosure } from '../../../credential/sd-jwt/index.ts'
import { demoWorld } from '../../fixtures/demo-world.ts'
import { codeOf } from '../refused.ts'

const { attestation, digest } = await demoWorld()
const badge = composeOpenBadge({ attestation, digest })
const subject = badge.credentialSubject as JsonObject
const achievement = subject.achievement as JsonObject
const issuer = badge.issuer as JsonObject
const evidence = badge.evidence as readonly JsonObject[]

const withAchievement = (members: JsonObject) => ({
  ...badge,
  credentialSubject: { ...subject, achievement: { ...achievement, ...members } },
})
const withEvidence = (name: string, narrative: (text: string) => string): JsonObject => ({
  ...badge,
  evidence: evidence.map((item) =>
    item.id === `${attestation.id}#${name}` ? { ...item, narrative: narrative(String(item.narrative)) } : item,
  ),
})
const faultOf = async (document: JsonObject) => (await readOpenBadge(document)).act?.bindingFault

// The body signs the badge with a genuine key in all of these; what it shows is not what was decided.
describe('what a badge of ours shows must follow from the outcome that the commission decided', () => {
  test.each<[string, JsonObject]>([
    ['another title', { ...badge, name: 'Direttrice generale' }],
    ['another name of the achievement', withAchievement({ name: 'Direttrice generale' })],
    ['another level', withAchievement({ alignment: changed(achievement.alignment, '"EQF 6"', '"EQF 8"') })],
    ['another competence', withAchievement({ alignment: changed(achievement.alignment, 'DM-1', 'DM-9') })],
    ['one alignment less', withAchievement({ alignment: (achievement.alignment as JsonValue[]).slice(1) })],
    ['another description', withAchievement({ description: 'Tutto' })],
    ['other criteria', withAchievement({ criteria: { narrative: 'Nessuna valutazione.' } })],
    ['another person', { ...badge, credentialSubject: { ...subject, identifier: changed(subject.identifier, 'Niccolò', 'Nicola') } }],
    [
      'a result that was not given',
      { ...badge, credentialSubject: { ...subject, result: [{ type: ['Result'], status: 'Completed', value: '30 e lode' }] } },
    ],
    ['another titolare', { ...badge, issuer: { ...issuer, parentOrg: { ...(issuer.parentOrg as JsonObject), name: 'Ministero' } } }],
    ['another issuer', { ...badge, issuer: { ...issuer, id: 'did:web:example.org' } }],
    ['another state', { ...badge, credentialStatus: [(badge.credentialStatus as JsonValue[])[0] ?? null] }],
    ['more evidence', { ...badge, evidence: [...evidence, { type: ['Evidence'], name: 'Encomio' }] }],
    ['an endorsement', { ...badge, credentialSubject: subject, image: { id: 'https://example.org/i.png', type: 'Image' } }],
  ])('%s', async (_, document) => {
    expect(await faultOf(document)).toBe('claim-in-plain')
  })

  test('a claim of the body’s own making', async () => {
    const own = createDisclosure({ salt: 'AAAAAAAAAAAAAAAAAAAAAA', name: 'workload_hours', value: 9000 }).encoded
    const document = withEvidence('outcome', (text) => {
      const [digests = '', ...disclosures] = text.split('~')
      return [digests, ...disclosures.map((encoded) => (decodeText(encoded).includes('"workload_hours"') ? own : encoded))].join('~')
    })
    expect(await faultOf(document)).toBe('claim-not-committed')
  })

  test('untouched it is none', async () => {
    expect(await faultOf(badge)).toBeUndefined()
    expect(await faultOf({ ...badge, evidence: [...evidence].reverse() })).toBeUndefined()
  })
})

describe('a record that is no record is refused', () => {
  test.each<[string, string, JsonObject]>([
    ['no JSON', 'schema.open-badge-attestation', withEvidence('record', () => 'x')],
    ['an unknown member', 'schema.open-badge-attestation', withEvidence('record', (text) => text.replace('{', '{"x":1,'))],
    ['a repeated member', 'schema.open-badge-attestation', withEvidence('record', (text) => text.replace('{', '{"kind":"frequenza",'))],
    [
      'no outcome',
      'schema.open-badge-attestation',
      { ...badge, evidence: evidence.filter(({ id }) => id !== `${attestation.id}#outcome`) },
    ],
    ['a disclosure that is none', 'sd-jwt.disclosure-malformed', withEvidence('outcome', (text) => `${text}~x`)],
    ['the same claim twice', 'schema.open-badge-attestation', withEvidence('outcome', (text) => `${text}~${text.split('~')[1]}`)],
    ['no number', 'schema.open-badge-attestation', { ...badge, credentialSubject: without(subject, 'licenseNumber') }],
    [
      'no recognition',
      'schema.open-badge-attestation',
      { ...badge, evidence: evidence.filter(({ id }) => id !== `${attestation.id}#body`) },
    ],
  ])('%s', async (_, code, document) => {
    expect(await codeOf(() => readOpenBadge(document))).toBe(code)
  })
})

function changed(value: JsonValue | undefined, from: string, to: string): JsonValue {
  return JSON.parse(JSON.stringify(value).replaceAll(from, to))
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== name))
}
