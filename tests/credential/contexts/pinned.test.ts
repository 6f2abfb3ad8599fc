import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { composeAppointment, composeDecision, composeMandate, composeRecognition } from '../../../credential/chain/index.ts'
import { CREDENTIALS_V1, CREDENTIALS_V2, DID_V1, pinnedContexts } from '../../../credential/contexts/index.ts'
import { canonize } from '../../../credential/data-integrity/index.ts'
import { EDC_CONTEXT } from '../../../credential/edc/addresses.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { readVector } from '../../../scripts/vectors/family.ts'
import { codeOf } from '../refused.ts'

describe('a pinned context is the published one', () => {
  test.each([
    ['https://www.w3.org/2018/credentials/v1', 'w3c/contexts/credentials-v1.jsonld'],
    ['https://www.w3.org/ns/credentials/v2', 'w3c/contexts/credentials-v2.jsonld'],
    ['https://w3id.org/security/data-integrity/v1', 'ob3/context/data-integrity-v1.jsonld'],
    ['https://w3id.org/security/suites/ed25519-2020/v1', 'ob3/context/suites-ed25519-2020.jsonld'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/context.json', 'ob3/context/ob-v3p0.json'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json', 'ob3/context/ob-v3p0-3.0.1.json'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json', 'ob3/context/ob-v3p0-3.0.2.json'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'ob3/context/ob-v3p0-3.0.3.json'],
    ['https://purl.imsglobal.org/spec/ob/v3p0/extensions.json', 'ob3/context/ob-v3p0-extensions.json'],
  ])('%s', (address, file) => {
    expect(pinnedContexts.get(address)).toEqual(readVector(file))
  })
})

test('the context of DID documents is the file that its publisher has', async () => {
  const bytes = readFileSync(new URL('../../../schemas/contexts/did-v1.json', import.meta.url))
  // As did-context 3.1.1 (Digital Bazaar) ships it.
  expect(createHash('sha256').update(bytes).digest('hex')).toBe('62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f')
  const did = 'did:example:1'
  const dataset = await canonize({ '@context': [DID_V1], id: did, alsoKnownAs: ['https://ente.example/'], assertionMethod: [`${did}#k`] })
  expect(dataset.trim().split('\n')).toEqual([
    `<${did}> <https://w3id.org/security#assertionMethod> <${did}#k> .`,
    `<${did}> <https://www.w3.org/ns/activitystreams#alsoKnownAs> <https://ente.example/> .`,
  ])
})

describe('the context of the European Learning Model is not held (docs/edc.md)', () => {
  const published = readVector<JsonObject>('edc/context/edc-ap-context-3.2.jsonld')
  const credential = (base: string): JsonObject => ({
    '@context': [base, EDC_CONTEXT],
    id: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    type: ['VerifiableCredential', 'EuropeanDigitalCredential'],
    issuer: 'did:example:1',
    credentialSubject: { id: 'urn:epass:person:1', type: 'Person', fullName: { it: ['Niccolò'] } },
  })

  test('a proof over what names it is refused for that', async () => {
    expect(await codeOf(() => canonize(credential(CREDENTIALS_V1)))).toBe('proof.context')
    expect(await codeOf(() => canonize(credential(CREDENTIALS_V2)))).toBe('proof.context')
  })

  test('it could not be held for VCDM 2.0, whose terms it would define anew; and two of its editions bear one address', async () => {
    const contexts = new Map([...pinnedContexts, [EDC_CONTEXT, published]])
    expect(await codeOf(() => canonize(credential(CREDENTIALS_V2), { contexts }))).toBe('proof.json-ld')
    expect(await codeOf(() => canonize(credential(CREDENTIALS_V1), { contexts }))).toBe('accepted')
    const earlier = JSON.stringify(readVector('edc/context/edc-ap-context-3.1.jsonld'))
    expect(earlier).toContain('elm:nationalID')
    expect(JSON.stringify(published)).toContain('elm:nationalId')
  })
})

describe('the context of the chain of authority', () => {
  const act = { number: 'D.D. 123', date: '2025-02-01' }
  const at = new Date('2026-05-12T10:00:00Z')
  const id = 'urn:uuid:22222222-2222-4222-8222-222222222222'
  const region = 'did:web:localhost%3A4000:org:regione-lombardia'
  const entity = { id: 'did:web:localhost%3A4000:org:orobie-formazione', legalName: 'Orobie Formazione e Lavoro' }

  const credentials: [string, JsonObject][] = [
    [
      'a recognition to issue',
      composeRecognition({ id, region, entity, recognizedTo: { action: 'issue', kinds: ['certificato'] }, act, validFrom: at }),
    ],
    [
      'a recognition to appoint',
      composeRecognition({
        id,
        region,
        entity,
        recognizedTo: { action: 'appoint', provinces: ['BG'] },
        act,
        validFrom: at,
        validUntil: at,
      }),
    ],
    [
      'a mandate to seal',
      composeMandate({
        id,
        body: region,
        mandatary: entity,
        kinds: ['certificato'],
        statement: 'Sigilla per conto dell’ente.',
        act,
        validFrom: at,
        validUntil: at,
      }),
    ],
    [
      'an appointment',
      composeAppointment({
        id,
        chamber: region,
        commission: { id: 'urn:uuid:11111111-1111-4111-8111-111111111111', legalName: "Commissione d'esame" },
        province: 'BG',
        competences: ['DM-1'],
        profiles: ['Diversity Manager'],
        act,
        appointedAt: at,
      }),
    ],
    [
      'a decision',
      composeDecision({
        id,
        chamber: region,
        commission: 'urn:uuid:11111111-1111-4111-8111-111111111111',
        minutes: act,
        satAt: at,
        closedBy: 'A'.repeat(43),
        sealedAt: at,
        quorum: { required: 2, present: 3 },
        body: entity.id,
        rulePack: { id: 'lombardia-ivc', version: '1' },
        outcomes: ['digest'],
      }),
    ],
  ]

  test.each(credentials)('gives every term of %s a meaning', async (_, credential) => {
    const text = await canonize(credential)
    expect(text).toMatch(
      /https:\/\/www\.w3\.org\/ns\/credentials\/recognized-entities#|https:\/\/attesta\.example\/ns\/recognized-entities#/,
    )
  })

  test('takes its terms from the draft of Recognized Entities', () => {
    const { types, properties, base } = readVector<{ types: string[]; properties: Record<string, string>; base: string }>(
      'recognized-entities/terms.json',
    )
    const context = JSON.stringify(pinnedContexts.get('https://attesta.example/ns/recognized-entities/v1'))
    const own = Object.entries(properties).filter(([, form]) => !form.startsWith('http'))
    for (const term of [...types, ...own.map(([name]) => name)]) expect(context).toContain(`"${base}${term}"`)
  })
})
