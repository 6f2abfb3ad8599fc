import { beforeAll, describe, expect, test } from 'vitest'
import { signDocument } from '../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { composeClr, composeOpenBadge, hashedEmail, type Publication, readOpenBadge } from '../../../credential/open-badge/index.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import former from '../../fixtures/open-badge-of-mapping-1.json' with { type: 'json' }
import { complaints, judge } from '../verify/verdict.ts'

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

const HOME = 'http://localhost:4000'

async function regionalEndorsement(comment = 'Ente accreditato.'): Promise<JsonObject> {
  const { region, body } = demo
  return signDocument({
    document: {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
      id: 'urn:uuid:00000000-0000-4000-8000-0000000000e1',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      issuer: { id: region.did, type: ['Profile'], name: region.name },
      validFrom: '2025-02-01T00:00:00Z',
      name: 'Accreditamento',
      credentialSubject: { id: body.did, type: ['EndorsementSubject'], endorsementComment: comment },
    },
    suite: 'ecdsa-rdfc-2019',
    signer: region.signer,
    verificationMethod: region.kid,
    created: '2025-02-01T00:00:00Z',
  })
}

const published = async (publication: Publication, badge?: (document: JsonObject) => JsonObject) => {
  const { attestation, digest, body } = demo
  const document = composeOpenBadge({ attestation, digest, publication, email: hashedEmail({ attestation, email: 'niccolo@example.it' }) })
  return signDocument({
    document: badge === undefined ? document : badge(document),
    suite: 'ecdsa-rdfc-2019',
    signer: body.signer,
    verificationMethod: body.kid,
    created: '2026-05-13T09:05:00Z',
  })
}

describe('the mapping of a badge', () => {
  test('a badge of the first mapping is composed again as it was', async () => {
    const { act } = await readOpenBadge(former as unknown as JsonObject)
    expect(act).toMatchObject({ number: 'BG-2026-000042' })
    expect(act?.bindingFault).toBeUndefined()
  })

  test('and shows nothing of the second one beside', async () => {
    const { credentialSubject, ...rest } = former as unknown as JsonObject & { credentialSubject: { achievement: JsonObject } }
    const related = [{ id: 'urn:x:1', type: ['Related'] }]
    const changed = { ...rest, credentialSubject: { ...credentialSubject, achievement: { ...credentialSubject.achievement, related } } }
    expect((await readOpenBadge(changed)).act?.bindingFault).toBe('claim-in-plain')
  })

  test('what the issuer publishes about a badge is read back, and the badge stays valid', async () => {
    const publication = {
      picture: `${HOME}/badges/0123456789abcdef0123456789abcdef.svg`,
      refresh: `${HOME}/badges/refresh/x.y`,
      endorsement: await regionalEndorsement(),
    }
    const document = await published(publication)
    const result = await judge(JSON.stringify(document), demo.world, { recipient: 'Niccolo@example.it' })
    expect(complaints(result)).toEqual([])
    expect(result).toMatchObject({
      verdict: 'valid',
      renderingOf: demo.digest,
      endorsements: [{ credential: { form: 'endorsement', endorses: { id: demo.body.did, comment: 'Ente accreditato.' } } }],
    })
    expect(moments.now).toEqual(demo.world.now)
  })

  test('each competence has an achievement of its own that it is related to', async () => {
    const { credentialSubject } = composeOpenBadge({ attestation: demo.attestation, digest: demo.digest }) as JsonObject & {
      credentialSubject: { achievement: { related: readonly JsonObject[] } }
    }
    const { related } = credentialSubject.achievement
    expect(related).toHaveLength(demo.attestation.outcome.competences.length)
    expect(new Set(related.map(({ id }) => id)).size).toBe(related.length)
  })

  test.each<[string, Publication]>([
    ['a picture', { picture: 'https://elsewhere.example/p.svg' }],
    ['a newer copy', { refresh: 'https://elsewhere.example/r' }],
  ])('%s at another place than its states is refused', async (_, publication) => {
    expect((await judge(JSON.stringify(await published(publication)), demo.world)).verdict).toBe('invalid')
  })

  test('competences that it is not made of are refused', async () => {
    const document = await published({}, (badge) => JSON.parse(JSON.stringify(badge).replace(/"version":"[^"]*"/, '"version":"2099-01"')))
    expect(complaints(await judge(JSON.stringify(document), demo.world))).toEqual(['decision: failed decision.claim-in-plain'])
  })
})

describe('a set of badges', () => {
  test('is a learner record in which each badge keeps its own verdict, and each competence is part of its profile', async () => {
    const { region, body, attestation } = demo
    const badge = await published({})
    const record = composeClr({
      id: 'urn:uuid:00000000-0000-4000-8000-0000000000c1',
      issuer: { id: body.did, legalName: body.name },
      title: 'Percorso verso Diversity Manager',
      validFrom: new Date('2026-05-20T00:00:00Z'),
      parts: [{ attestation, badge }],
    })
    const document = await signDocument({
      document: record,
      suite: 'ecdsa-rdfc-2019',
      signer: body.signer,
      verificationMethod: body.kid,
      created: '2026-05-20T00:00:00Z',
    })
    const trust = {
      ...demo.trust,
      issuers: [...demo.trust.issuers, { id: body.did, name: body.name, kinds: ['open-badge' as const], from: '2020-01-01T00:00:00Z' }],
    }
    const result = await judge(JSON.stringify(document), { ...demo.world, trust })
    expect(complaints(result)).toEqual([])
    expect(result).toMatchObject({ verdict: 'valid', credential: { form: 'clr' } })
    expect(result.contained?.map(({ renderingOf }) => renderingOf)).toEqual([demo.digest])
    expect(result.credential?.associations).toHaveLength(attestation.outcome.competences.length)
    expect(result.credential?.associations?.[0]).toMatchObject({ type: 'isPartOf', target: 'Diversity Manager' })
    expect(region.did).not.toBe(body.did)
  })
})
