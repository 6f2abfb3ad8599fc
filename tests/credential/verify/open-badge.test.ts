import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signDocument } from '../../../credential/data-integrity/index.ts'
import { isObject, type JsonObject } from '../../../credential/json/index.ts'
import { bake } from '../../../credential/open-badge/index.ts'
import { verifyDocument, type World } from '../../../credential/verify/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { HOST } from '../../fixtures/demo-organisations.ts'
import { type Changes, type DemoWorld, demoWorld, INDEX, moments } from '../../fixtures/demo-world.ts'
import { decidedForOthers } from './decided-for-others.ts'
import { check, complaints, firstComplaint, judge } from './verdict.ts'

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

const judgeBadge = (document: JsonObject, world: World = demo.world) => judge(JSON.stringify(document), world)

describe('a genuine badge', () => {
  test('is valid, with the same chain and the same act behind it', async () => {
    const result = await judgeBadge(demo.openBadge)
    expect(complaints(result)).toEqual([])
    expect(result).toMatchObject({ verdict: 'valid', renderingOf: demo.digest })
    expect(result.chain.map(({ role, outcome }) => `${role} ${outcome}`)).toEqual([
      'region passed',
      'chamber passed',
      'commission passed',
      'decision passed',
      'body passed',
    ])
  })

  test('shows the person and the competences, but neither birth date nor tax code', async () => {
    const { credential } = await judgeBadge(demo.openBadge)
    expect(credential).toMatchObject({
      form: 'open-badge',
      kind: 'certificato',
      title: 'Diversity Manager',
      number: 'BG-2026-000042',
      issuer: { recognisedName: 'Orobie Formazione e Lavoro' },
      dates: { technicalExpiry: '2026-08-01T00:00:00Z' },
      state: { word: 'valido' },
    })
    expect(credential?.competences.map(({ code }) => code)).toEqual(['DM-1', 'DM-2'])
    expect(credential?.holder).toEqual({ name: "Niccolò D'Agostò", givenName: 'Niccolò', familyName: "D'Agostò" })
  })

  test('is valid when it is baked into a picture', async () => {
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>')
    const picture = bake({ picture: svg, document: demo.openBadge })
    expect((await verifyDocument({ bytes: picture }, demo.world)).verdict).toBe('valid')
  })

  test('does not prove who shows it', async () => {
    const result = await judge(JSON.stringify(demo.openBadge), demo.world, { holderBinding: true })
    expect(complaints(result)).toEqual(['holder: failed holder.bare-document'])
  })
})

describe('a badge that was forged with the genuine key of the body', () => {
  test.each<[string, () => Changes, string]>([
    ['for somebody the decision does not list', () => decidedForOthers, 'decision.outcome-absent'],
    [
      'of another commission',
      () => ({ decision: { commission: 'urn:uuid:99999999-9999-4999-8999-999999999999' } }),
      'decision.other-commission',
    ],
    [
      'of a commission appointed after the sitting',
      () => ({ appointment: { appointedAt: new Date(moments.sat.getTime() + 1000) } }),
      'decision.appointed-after-sitting',
    ],
    ['without quorum', () => ({ decision: { quorum: { required: 3, present: 2 } } }), 'decision.quorum-missing'],
    ['on a decision about another body', () => ({ decision: { body: demo.otherBody.did } }), 'decision.other-body'],
    [
      'by a body not accredited on that day',
      () => ({ body: { validFrom: new Date(moments.issued.getTime() + 1000) } }),
      'recognition.not-yet',
    ],
    [
      'that shows another name than was decided',
      () => ({ badge: (document) => respell(document, "Niccolò D'Agostò", "Giosuè D'Agostò") }),
      'decision.claim-in-plain',
    ],
    [
      'that shows a higher level than was decided',
      () => ({ badge: (document) => respell(document, '"targetCode":"6"', '"targetCode":"8"') }),
      'decision.claim-in-plain',
    ],
  ])('%s is refused', async (_, changes, code) => {
    const result = await judgeBadge(await demo.issueBadge(changes()))
    expect(result.verdict).toBe('invalid')
    expect(firstComplaint(result).split(' ').at(-1)).toBe(code)
  })

  test('without its decision is refused', async () => {
    const forged = await demo.issueBadge({
      badge: (document) => ({ ...document, evidence: evidenceOf(document).filter(({ id }) => !String(id).endsWith('#decision')) }),
    })
    expect((await judgeBadge(forged)).verdict).toBe('invalid')
  })

  test('without a reference to its state is refused', async () => {
    const forged = await demo.issueBadge({ badge: ({ credentialStatus: _, ...document }) => document })
    expect((await judgeBadge(forged)).verdict).toBe('invalid')
  })
})

describe('an expired or annulled badge stays so however its holder spells it', () => {
  const ended: Changes = { attestation: { validUntil: '2026-05-31T00:00:00Z' } }

  test('as it was issued, it is ended', async () => {
    expect(complaints(await judgeBadge(await demo.issueBadge(ended)))).toEqual(['validity: failed validity.ended'])
  })

  const IRI = 'https://www.w3.org/2018/credentials#'
  const DATE_TIME = 'http://www.w3.org/2001/XMLSchema#dateTime'

  test.each<[string, (document: JsonObject) => JsonObject]>([
    [
      'validUntil by its full IRI',
      ({ validUntil, ...rest }) => ({ ...rest, [`${IRI}validUntil`]: { '@value': validUntil ?? '', '@type': DATE_TIME } }),
    ],
    ['validUntil under @nest', ({ validUntil, ...rest }) => ({ ...rest, '@nest': { validUntil: validUntil ?? '' } })],
    [
      'validUntil as a value object',
      ({ validUntil, ...rest }) => ({ ...rest, validUntil: { '@value': validUntil ?? '', '@type': DATE_TIME } }),
    ],
    ['validUntil in a list', ({ validUntil, ...rest }) => ({ ...rest, validUntil: [validUntil ?? ''] })],
    [
      'credentialStatus by its full IRI',
      ({ credentialStatus, ...rest }) => ({ ...rest, [`${IRI}credentialStatus`]: credentialStatus ?? '' }),
    ],
    [
      'credentialStatus under @nest',
      ({ credentialStatus, ...rest }) => ({ ...rest, '@nest': { credentialStatus: credentialStatus ?? '' } }),
    ],
    [
      'two terms swapped in a context of its own',
      (document) => ({
        ...document,
        '@context': [...list(document['@context']), { validUntil: `${IRI}validFrom`, validFrom: `${IRI}validUntil` }],
      }),
    ],
    ['a member that no context knows', (document) => ({ ...document, note: 'valido per sempre' })],
  ])('%s', async (_, respelt) => {
    const result = await judgeBadge(respelt(await demo.issueBadge(ended)))
    expect(result.verdict).toBe('invalid')
    expect(check(result, 'schema')?.outcome).toBe('failed')
    expect(result.credential).toBeUndefined()
  })
})

describe('the state of a badge', () => {
  let fresh: DemoWorld
  beforeEach(async () => {
    fresh = await demoWorld()
  })
  const since = '2026-05-20T08:00:00Z'

  test.each(['sospeso', 'annullato', 'sostituito'] as const)('%s is invalid, and says since when', async (word) => {
    await fresh.publishStatus([{ index: INDEX, word, since, reasonClass: 'ricorso' }])
    const result = await judgeBadge(fresh.openBadge, fresh.world)
    expect(complaints(result)).toEqual([`status: failed status.${word}`])
    expect(result.credential?.state).toEqual({ word, since, reasonClass: 'ricorso' })
  })

  test.each(['revocation', 'suspension'] as const)('is unverifiable when the list of %ss does not answer', async (form) => {
    fresh.web.serve(fresh.statusUrl(form))
    const result = await judgeBadge(fresh.openBadge, fresh.world)
    expect(result.verdict).toBe('unverifiable')
    expect(complaints(result)).toEqual(['status: not-checked status.unreachable'])
  })

  test('annulled counts, also when the other list does not answer', async () => {
    await fresh.publishStatus([{ index: INDEX, word: 'annullato', since, reasonClass: 'ricorso' }])
    fresh.web.serve(fresh.statusUrl('suspension'))
    expect((await judgeBadge(fresh.openBadge, fresh.world)).verdict).toBe('invalid')
  })
})

describe('the key of a badge', () => {
  test("another organisation's key is refused", async () => {
    const { signer, kid } = demo.otherBody
    expect(firstComplaint(await judgeBadge(await demo.issueBadge({ bodySigner: { signer, kid } })))).toBe(
      'issuer-key: failed issuer-key.foreign',
    )
  })

  test('a stranger who borrows the name of the key is refused', async () => {
    const forged = await demo.issueBadge({ bodySigner: { signer: throwawaySigner(), kid: demo.body.kid } })
    expect(firstComplaint(await judgeBadge(forged))).toBe('proof: failed proof.signature')
  })

  test('a changed word is noticed', async () => {
    const result = await judgeBadge(respell(demo.openBadge, 'BG-2026-000042', 'BG-2026-000043'))
    expect(result.verdict).toBe('invalid')
    expect(result.credential).toBeUndefined()
  })

  test('a badge without proof is refused', async () => {
    const { proof: _, ...bare } = demo.openBadge
    expect(firstComplaint(await judgeBadge(bare))).toBe('proof: failed proof.missing')
  })

  test('a registry that does not answer is unverifiable', async () => {
    const fresh = await demoWorld()
    fresh.web.serve(`${HOST}/org/orobie-formazione/did.json`)
    const result = await judgeBadge(fresh.openBadge, fresh.world)
    expect(result.verdict).toBe('unverifiable')
    expect(complaints(result)).toEqual(['issuer-key: not-checked did.unreachable'])
  })
})

describe("somebody else's badge", () => {
  const signer = throwawaySigner({ alg: 'EdDSA' })
  const issuer = 'https://universita.example'
  const document: JsonObject = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: 'urn:uuid:77777777-7777-4777-8777-777777777777',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: issuer, type: ['Profile'], name: 'Università (dimostrativa)' },
    validFrom: '2026-01-10T00:00:00Z',
    name: 'Uso dei dati aperti',
    credentialSubject: {
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://universita.example/badge/1',
        type: ['Achievement'],
        name: 'Uso dei dati aperti',
        description: 'Sa cercare e usare dati aperti.',
        criteria: { narrative: 'Prova pratica.' },
      },
    },
  }
  const sign = (created = '2026-01-10T09:00:00Z', body = document) =>
    signDocument({ document: body, suite: 'eddsa-rdfc-2022', signer, verificationMethod: `${issuer}#${signer.kid}`, created })
  const trusting = (entry: object): World => ({
    ...demo.world,
    trust: {
      issuers: [
        {
          id: issuer,
          name: 'Università che conosco',
          publicKeys: [signer.publicJwk],
          kinds: ['open-badge'],
          from: '2025-01-01T00:00:00Z',
          ...entry,
        },
      ],
      sealRoots: [],
    },
  })

  test('is valid for whoever trusts its issuer and holds its key', async () => {
    const result = await judgeBadge(await sign(), trusting({}))
    expect(complaints(result)).toEqual([])
    expect(result.credential).toMatchObject({
      kind: 'open-badge',
      title: 'Uso dei dati aperti',
      issuer: { says: 'Università (dimostrativa)', recognisedName: 'Università che conosco' },
    })
    expect(check(result, 'status')).toMatchObject({ outcome: 'not-checked', code: 'status.none', required: false })
    expect(check(result, 'decision')).toBeUndefined()
  })

  test.each<[string, object, string]>([
    ['whose trust ended before', { until: '2026-01-01T00:00:00Z' }, 'recognition: failed recognition.trust-not-in-force'],
    ['who is trusted for other kinds', { kinds: ['microcredenziale'] }, 'recognition: failed recognition.out-of-scope'],
    [
      'who is trusted for other achievements',
      { achievements: ['https://universita.example/badge/2'] },
      'recognition: failed recognition.out-of-scope',
    ],
    ['whose key was stolen', { compromisedAt: '2026-05-01T00:00:00Z' }, 'issuer-key: failed issuer-key.compromised'],
    ['whose key is another one', { publicKeys: [throwawaySigner({ alg: 'EdDSA' }).publicJwk] }, 'proof: failed proof.signature'],
  ])('of an issuer %s is refused', async (_, entry, complaint) => {
    expect(firstComplaint(await judgeBadge(await sign(), trusting(entry)))).toBe(complaint)
  })

  test('that was signed after trust ended is refused, whatever date it bears', async () => {
    const result = await judgeBadge(await sign('2026-05-10T00:00:00Z'), trusting({ until: '2026-05-01T00:00:00Z' }))
    expect(firstComplaint(result)).toBe('recognition: failed recognition.trust-not-in-force')
  })

  test('of an issuer that nobody knows is unverifiable', async () => {
    const result = await judgeBadge(await sign(), demo.world)
    expect(result.verdict).toBe('unverifiable')
    expect(complaints(result)).toEqual(['issuer-key: not-checked issuer-key.unpublished'])
  })
})

function respell(document: JsonObject, from: string, to: string): JsonObject {
  const text = JSON.stringify(document)
  if (!text.includes(from)) throw new Error(`the badge does not contain ${from}`)
  return JSON.parse(text.replace(from, to))
}

function list(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value : []
}

function evidenceOf({ evidence }: JsonObject): JsonObject[] {
  return Array.isArray(evidence) ? evidence.filter(isObject) : []
}
