import { beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '../../../credential/attestation/index.ts'
import { composeEdc, type EdcAccreditation } from '../../../credential/edc/index.ts'
import { sealJades } from '../../../credential/jades/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
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
}

async function judged({ enclosed = {}, register, edit = (document) => document, more = {} }: Given): Promise<VerificationResult> {
  const { attestation } = demo
  const issuer = { id: attestation.body.id, legalName: demo.body.name, eidasIdentifier: BODY, country: 'IT' }
  const profile = { name: 'accredited' as const, accreditation: { ...stapled, ...enclosed } }
  const document = edit(composeEdc({ attestation, digest: digestOf(attestation), issuer, pictures, profile }))
  const text = await sealJades({
    payload: JSON.stringify(document),
    signer: seal.signer,
    certificates: seal.certificates,
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
})

describe('where the official shapes are installed', () => {
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
    expect([good.verdict, schemaOf(good)]).toEqual(['valid', 'schema.passed'])
  })

  test('they are not asked about what our table refuses', async () => {
    const never = async () => Promise.reject(new Error('asked'))
    const result = await judged({ edit: ({ issued: _, ...rest }) => rest, more: { conformsToShapes: never } })
    expect([result.verdict, schemaOf(result)]).toEqual(['invalid', 'edc.missing'])
  })
})
