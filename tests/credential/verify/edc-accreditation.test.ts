import { beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '../../../credential/attestation/index.ts'
import { composeEdc, type EdcAccreditation } from '../../../credential/edc/index.ts'
import { country } from '../../../credential/edc/node.ts'
import { sealJades } from '../../../credential/jades/index.ts'
import { isObject, type JsonObject, type JsonValue } from '../../../credential/json/index.ts'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import type { World } from '../../../credential/verify/world.ts'
import { onlySealed } from '../../../ui/only-sealed.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { type Seal, type SealPki, sealOf, sealPki } from '../../fixtures/seal-authority.ts'
import { pictures } from '../edc/pictures.ts'

const BODY = 'VATIT-00000000048'
const REGISTER = { name: 'QDR, estratto di prova', asOf: '2026-05-31' }
const stapled: EdcAccreditation = {
  id: 'http://data.europa.eu/snb/data/accreditation/00000000-0000-4000-8000-000000000001',
  title: 'Accreditamento dimostrativo',
  type: 'programme-licence',
  agent: { id: 'http://data.europa.eu/snb/data/europassResource/1', legalName: 'Agenzia dimostrativa', country: 'IT' },
}
/** As the register says it: of the body, by the identifier in its seal. */
const published = (changes: JsonObject = {}): JsonObject => ({
  id: stapled.id,
  type: 'Accreditation',
  organisation: { type: 'Organisation', eIDASIdentifier: { type: 'LegalIdentifier', notation: BODY } },
  ...changes,
})

let demo: DemoWorld
let pki: SealPki
let seal: Seal

beforeAll(async () => {
  demo = await demoWorld()
  pki = await sealPki()
  seal = await sealOf(pki, { organisation: demo.body.name, identifier: BODY })
  demo.body.keys.push({ signer: seal.signer, life: { from: moments.keys } })
})

interface Given {
  readonly enclosed?: Partial<EdcAccreditation>
  readonly register?: readonly JsonObject[]
  readonly edit?: (document: JsonObject) => JsonObject
  readonly more?: Partial<World>
  /** Who seals. */
  readonly by?: Seal
}

async function judged({
  enclosed = {},
  register,
  edit = (document) => document,
  more = {},
  by = seal,
}: Given): Promise<VerificationResult> {
  const { attestation } = demo
  const issuer = { id: attestation.body.id, legalName: demo.body.name, eidasIdentifier: BODY, country: 'IT' }
  const profile = { name: 'accredited' as const, accreditation: { ...stapled, ...enclosed } }
  const document = edit(composeEdc({ attestation, digest: digestOf(attestation), issuer, pictures, profile }))
  const text = await sealJades({
    payload: JSON.stringify(document),
    signer: by.signer,
    certificates: by.certificates,
    signedAt: moments.copied,
  })
  const accreditations = register === undefined ? {} : { accreditations: async () => ({ ...REGISTER, accreditations: register }) }
  const world = { ...demo.world, trust: { ...demo.trust, sealRoots: [pki.root.pem] }, ...accreditations, ...more }
  return verifyDocument({ bytes: new TextEncoder().encode(text) }, world)
}

function said({ verdict, checks, viewerChecks = [] }: VerificationResult) {
  const accreditation = checks.find(({ id }) => id === 'accreditation')
  return [verdict, accreditation?.code, viewerChecks.find(({ id }) => id === 'accreditation')?.outcome]
}

/** The same without the record of ours, in the name of the seal's owner. */
const foreign = (document: JsonObject): JsonObject => {
  const { attachment: _, credentialStatus: __, ...rest } = document
  return { ...rest, issuer: { ...(document.issuer as JsonObject), id: 'urn:epass:org:1' } }
}

/** Changes each body that awards. */
function withBodies(document: JsonObject, change: (body: JsonObject) => JsonObject): JsonObject {
  const walk = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isObject(value)) return value
    const entries = Object.entries(value).map(([name, member]) => [
      name,
      name === 'awardingBody' && isObject(member) ? change(member) : walk(member),
    ])
    return Object.fromEntries(entries)
  }
  return walk(document) as JsonObject
}

describe('a credential that says it is accredited', () => {
  test.each<[string, Given, [string, string, string]]>([
    ['is so by the register', { register: [published()] }, ['valid', 'accreditation.passed', 'passed']],
    ['is not asked about where there is no register', {}, ['valid', 'accreditation.register-not-asked', 'not-checked']],
    ['is unknown to the register', { register: [] }, ['valid', 'accreditation.not-in-source', 'not-checked']],
    ['is so no longer', { register: [published({ expiryDate: '2026-01-01T00:00:00Z' })] }, ['invalid', 'accreditation.dates', 'failed']],
    [
      'is of another body',
      { register: [published({ organisation: { eIDASIdentifier: { notation: 'VATIT-00000000003' } } })] },
      ['invalid', 'accreditation.body', 'failed'],
    ],
    ['is so for another level', { enclosed: { eqfLevels: [8] } }, ['invalid', 'accreditation.level', 'failed']],
    ['ended by its own words', { enclosed: { expiresAt: '2026-01-01T00:00:00Z' } }, ['invalid', 'accreditation.dates', 'failed']],
  ])('%s', async (_, given, expected) => {
    expect(said(await judged(given))).toEqual(expected)
  })

  test('of somebody else is told by the register, and still not recognised here', async () => {
    const result = await judged({ edit: foreign, register: [published()] })
    expect(said(result)).toEqual(['valid', 'accreditation.passed', 'passed'])
    expect([result.recognition, onlySealed(result)?.owner]).toEqual(['not-checked', demo.body.name])
    expect(said(await judged({ edit: foreign }))).toEqual(['valid', 'accreditation.register-not-asked', 'not-checked'])
  })

  test('by the number for VAT in the seal, where the register has no other', async () => {
    const numbered = (notation: string): JsonObject => ({
      vatIdentifier: { id: 'urn:epass:legalIdentifier:vat', type: 'LegalIdentifier', notation, spatial: country('IT') },
    })
    const organisation = numbered('IT00000000048')
    const edit = (document: JsonObject) => withBodies(foreign(document), (body) => ({ ...body, ...organisation }))
    expect(said(await judged({ edit, register: [published({ organisation })] }))).toEqual(['valid', 'accreditation.passed', 'passed'])
    const foreigner = numbered('ES00000000048')
    const other = (document: JsonObject) => withBodies(foreign(document), (body) => ({ ...body, ...foreigner }))
    const register = [published({ organisation: foreigner })]
    expect(said(await judged({ edit: other, register }))).toEqual(['valid', 'accreditation.unproven', 'not-checked'])
  })

  describe('is nobody’s when a stranger seals it', () => {
    const STRANGER = 'VATIT-66666666666'
    const own = { eIDASIdentifier: { id: 'urn:epass:legalIdentifier:m', type: 'LegalIdentifier', notation: STRANGER } }

    test.each<[string, (document: JsonObject) => JsonObject]>([
      ['and names the accredited body as the one that awards', (document) => document],
      ['and says that the body has the stranger’s identifier too', (document) => withBodies(document, (body) => withTwo(body))],
    ])('%s', async (_, change) => {
      const by = await sealOf(pki, { organisation: 'Un’altra S.r.l.', identifier: STRANGER })
      const edit = (document: JsonObject) => {
        const { issuer, ...rest } = foreign(document)
        return change({ ...rest, issuer: { ...(issuer as JsonObject), ...withSpatial(issuer as JsonObject) } })
      }
      const result = await judged({ edit, by, register: [published()] })
      expect(said(result)).toEqual(['valid', 'accreditation.unproven', 'not-checked'])
    })

    const withSpatial = (issuer: JsonObject): JsonObject => ({
      eIDASIdentifier: { ...(issuer.eIDASIdentifier as JsonObject), ...own.eIDASIdentifier },
    })
    const withTwo = (body: JsonObject): JsonObject => ({
      ...body,
      eIDASIdentifier: { ...(body.eIDASIdentifier as JsonObject), ...own.eIDASIdentifier },
      identifier: { id: 'urn:epass:identifier:b', type: 'Identifier', notation: BODY },
    })
  })

  test('is not told while the seal leads to nobody whom the reader trusts', async () => {
    const more = { trust: { ...demo.trust, sealRoots: [] } }
    expect(said(await judged({ edit: foreign, register: [published()], more }))).toEqual([
      'unverifiable',
      'accreditation.unproven',
      'not-checked',
    ])
  })
})

describe('where the official shapes are installed', () => {
  const shapesOf = ({ checks }: VerificationResult) => {
    const line = checks.find(({ id }) => id === 'shapes')
    return [line?.code, line?.outcome]
  }
  const schemaOf = ({ checks }: VerificationResult) => checks.find(({ id }) => id === 'schema')?.code

  test('what does not conform is refused though our own table passes it', async () => {
    const asked: string[] = []
    const refused = await judged({
      more: {
        conformsToShapes: async ({ id }) => {
          asked.push(String(id))
          return false
        },
      },
    })
    expect([refused.verdict, schemaOf(refused), asked.length]).toEqual(['invalid', 'edc.not-conforming', 1])
    const good = await judged({ more: { conformsToShapes: async () => true } })
    expect([good.verdict, schemaOf(good), shapesOf(good)]).toEqual(['valid', 'schema.passed', ['shapes.passed', 'passed']])
  })

  test('a credential too large to ask them is good by our table, and that they were not asked is said', async () => {
    const result = await judged({ more: { conformsToShapes: async () => undefined } })
    expect([result.verdict, shapesOf(result)]).toEqual(['valid', ['shapes.too-large', 'not-checked']])
    expect(shapesOf(await judged({}))).toEqual([undefined, undefined])
  })

  test('they are not asked about what our table refuses', async () => {
    const never = async () => Promise.reject(new Error('asked'))
    const result = await judged({ edit: ({ issued: _, ...rest }) => rest, more: { conformsToShapes: never } })
    expect([result.verdict, schemaOf(result)]).toEqual(['invalid', 'edc.missing'])
  })
})
