import { readFileSync } from 'node:fs'
import { CLR_2_0 as CLR } from '../../../credential/contexts/index.ts'
import { signDocument } from '../../../credential/data-integrity/index.ts'
import { encodeMultikey } from '../../../credential/did/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import type { TrustedIssuer, World } from '../../../credential/verify/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { type DemoWeb, demoWeb } from '../../fixtures/demo-web.ts'

export const OPEN_BADGES_2 = 'https://w3id.org/openbadges/v2'
export const NOW = new Date('2026-11-22T12:00:00Z')
const V1 = 'https://www.w3.org/2018/credentials/v1'
export const V2 = 'https://www.w3.org/ns/credentials/v2'
export const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
export const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'

function issuer(name: string) {
  const signer = throwawaySigner({ alg: 'EdDSA' })
  const key = encodeMultikey(signer.publicJwk)
  const did = `did:key:${key}`
  const sign = (document: JsonObject, created = '2026-05-01T00:00:00Z', options: { readonly proofPurpose?: string } = {}) =>
    signDocument({ document, suite: 'eddsa-rdfc-2022', signer, verificationMethod: `${did}#${key}`, created, ...options })
  const trusted: TrustedIssuer = { id: did, name, from: '2020-01-01T00:00:00Z' }
  return { did, signer, sign, trusted }
}

export const school = issuer('Scuola')
export const guild = issuer('Gilda')

export function badge(by: { did: string }, more: JsonObject = {}): JsonObject {
  return {
    '@context': [V2, OB],
    id: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: by.did, type: ['Profile'], name: 'dice di essere qualcuno' },
    validFrom: '2026-05-01T00:00:00Z',
    name: 'Saldatura a filo',
    credentialSubject: {
      type: ['AchievementSubject'],
      achievement: {
        id: 'urn:uuid:00000000-0000-4000-8000-0000000000aa',
        type: ['Achievement'],
        name: 'Saldatura a filo',
        description: 'Saldare a filo continuo',
        criteria: { narrative: 'Prova pratica' },
      },
    },
    ...more,
  }
}

export function endorsement(by: { did: string }, comment = 'Ente affidabile'): JsonObject {
  return {
    '@context': [V2, OB],
    id: 'urn:uuid:00000000-0000-4000-8000-0000000000e1',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    issuer: { id: by.did, type: ['Profile'] },
    validFrom: '2026-05-01T00:00:00Z',
    name: 'Approvazione',
    credentialSubject: { id: school.did, type: ['EndorsementSubject'], endorsementComment: comment },
  }
}

export function world(...issuers: TrustedIssuer[]): World & { web: DemoWeb } {
  const web = demoWeb()
  return { now: NOW, fetch: web.fetch, trust: { issuers, sealRoots: [] }, web }
}

export const known = world(school.trusted, guild.trusted)

/** A badge after VCDM 1.1. */
export function former(more: JsonObject = {}): JsonObject {
  const { validFrom: _, ...members } = badge(school)
  return {
    ...members,
    '@context': [V1, OB, 'https://w3id.org/security/data-integrity/v2'],
    issuanceDate: '2026-05-01T00:00:00Z',
    ...more,
  }
}

export function record(contained: readonly (JsonObject | string)[], more: JsonObject = {}): JsonObject {
  return {
    '@context': [V2, CLR, OB],
    id: 'urn:uuid:00000000-0000-4000-8000-0000000000c1',
    type: ['VerifiableCredential', 'ClrCredential'],
    issuer: { id: school.did, type: ['Profile'], name: 'Scuola' },
    validFrom: '2026-05-02T00:00:00Z',
    name: 'Percorso',
    credentialSubject: {
      type: ['ClrSubject'],
      achievement: ['aa', 'bb'].map((end) => ({
        id: `urn:uuid:00000000-0000-4000-8000-0000000000${end}`,
        type: ['Achievement'],
        name: end === 'aa' ? 'Saldatura a filo' : 'Saldatore',
        description: end === 'aa' ? 'Saldare a filo continuo' : 'Il profilo',
        criteria: { narrative: 'Prova pratica' },
      })),
      association: [
        {
          type: ['Association'],
          associationType: 'isPartOf',
          sourceId: 'urn:uuid:00000000-0000-4000-8000-0000000000aa',
          targetId: 'urn:uuid:00000000-0000-4000-8000-0000000000bb',
        },
      ],
      verifiableCredential: contained,
    },
    ...more,
  }
}

export const assetOfOpenBadge2 = (name: string) =>
  readFileSync(new URL(`../../../../shared/vectors/ob3/ob20/${name}`, import.meta.url), 'utf8')
/** A hosted badge of Open Badges 2.0, as its issuer publishes it. */
export const publishedBadge2: JsonObject = JSON.parse(assetOfOpenBadge2('basic-assertion.json'))
const address = String(publishedBadge2.id)
export const organization = 'https://example.org/organization.json'

export function web2({
  trust = organization,
  hosted = publishedBadge2 as JsonObject | undefined,
  status = 200,
  profile = {} as JsonObject,
} = {}) {
  const here = world({ id: trust, name: 'Organizzazione', from: '2000-01-01T00:00:00Z' })
  here.web.serve('https://example.org/robotics-badge.json', assetOfOpenBadge2('assets/robotics-badge.json'))
  here.web.serve(organization, JSON.stringify({ ...JSON.parse(assetOfOpenBadge2('assets/organization.json')), ...profile }))
  here.web.serve('http://example.org/key1.json', assetOfOpenBadge2('assets/key1.json'))
  if (hosted !== undefined) here.web.serve(address, JSON.stringify(hosted), status)
  return here
}
