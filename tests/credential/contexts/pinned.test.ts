import { describe, expect, test } from 'vitest'
import { composeAppointment, composeDecision, composeMandate, composeRecognition } from '../../../credential/chain/index.ts'
import { pinnedContexts } from '../../../credential/contexts/index.ts'
import { canonize } from '../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { readVector } from '../../../scripts/vectors/family.ts'

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
