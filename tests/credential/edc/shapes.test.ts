import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { composeEdc, type EdcProfile, validateEdcStructure } from '../../../credential/edc/index.ts'
import { type ElmPack, validateWithShapes } from '../../../credential/edc/shapes/validate.ts'
import { isObject, type JsonObject, type JsonValue } from '../../../credential/json/index.ts'
import { vectorUrl } from '../../../scripts/vectors/family.ts'
import { demoWorld } from '../../fixtures/demo-world.ts'
import { pictures } from './pictures.ts'

const read = (path: string) => readFileSync(vectorUrl(`edc/${path}`), 'utf8')
const FILES = ['EDC-generic-no-cv', 'EDC-generic-full', 'EDC-accredited', 'EDC-converted', 'EDC-issuedByMandate']
const pack: ElmPack = {
  context: JSON.parse(read('context/edc-ap-context-3.2.jsonld')),
  shapes: Object.fromEntries(FILES.map((name) => [`${name}.ttl`, read(`shapes/3.2/${name}.ttl`)])),
}

/** The credential itself, out of its seal where it has one. */
function sample(path: string): JsonObject {
  const value = JSON.parse(read(path))
  return typeof value.payload === 'string' ? JSON.parse(value.payload) : value
}

const ours = (document: JsonObject) => validateEdcStructure(document).every(({ severity }) => severity !== 'error')
const theirs = async (document: JsonObject) => (await validateWithShapes({ document, pack })).conforms

const profiles: readonly EdcProfile[] = [
  { name: 'generic' },
  { name: 'issued-by-mandate', statement: 'Sigilla la Regione per conto dell’ente.', mandate: 'e30.e30.AA' },
  { name: 'issued-by-mandate', statement: 'Sigilla la Regione per conto dell’ente.', mandate: 'e30.e30.AA', order: 'e30.e30.AA' },
  {
    name: 'accredited',
    accreditation: {
      id: 'http://data.europa.eu/snb/data/accreditation/00000000-0000-4000-8000-000000000001',
      title: 'Accreditamento dimostrativo',
      type: 'programme-licence',
      agent: { id: 'http://data.europa.eu/snb/data/europassResource/1', legalName: 'Agenzia dimostrativa', country: 'IT' },
      eqfLevels: [6],
    },
  },
]

async function credential(profile: EdcProfile): Promise<JsonObject> {
  const { attestation, digest } = await demoWorld()
  const issuer = { id: attestation.body.id, legalName: 'ENTE S.R.L.', eidasIdentifier: 'VATIT-01234567890', country: 'IT' }
  const document = composeEdc({ attestation, digest, issuer, pictures, profile })
  return JSON.parse(JSON.stringify(document))
}

describe('the official shapes and our table agree', () => {
  test.each([
    'samples/own/unsealed.json',
    'samples/own/valid-rs256-sigT.json',
    'samples/signed/cert-of-participation-2025.jsonld',
    'samples/signed/masters-degree-accredited-2025.jsonld',
    'samples/signed/mc-annex1-2023.jsonld',
  ])('%s is good', async (path) => {
    expect([ours(sample(path)), await theirs(sample(path))]).toEqual([true, true])
  })

  test.each([
    'samples/own/invalid-missing-issued.json',
    'samples/unsigned/cert-of-participation.jsonld',
    'samples/unsigned/credential-sample-3.1.jsonld',
  ])('%s is not', async (path) => {
    expect(ours(sample(path))).toBe(false)
    expect(await theirs(sample(path)).catch(() => false)).toBe(false)
  })

  test.each(profiles.map((profile) => [profile.name, profile] as const))('what we compose is good: %s', async (_, profile) => {
    const document = await credential(profile)
    expect(validateEdcStructure(document)).toEqual([])
    expect(await validateWithShapes({ document, pack })).toEqual({ conforms: true, paths: [] })
  })

  test.each(profiles.map((profile) => [profile.name, profile] as const))(
    'on every member of a credential that is left out: %s',
    async (_, profile) => {
      const document = await credential(profile)
      const places = placesOf(document)
      expect(places.length).toBeGreaterThan(60)
      const verdicts = { good: 0, bad: 0 }
      for (const place of places) {
        const changed = structuredClone(document)
        remove(changed, place)
        const verdict = await theirs(changed).catch(() => false)
        expect([place.join('.'), ours(changed)]).toEqual([place.join('.'), verdict])
        verdicts[verdict ? 'good' : 'bad'] += 1
      }
      // Both answers occur, or nothing was compared.
      expect(verdicts.good).toBeGreaterThan(20)
      expect(verdicts.bad).toBeGreaterThan(20)
    },
    300_000,
  )
})

describe('what the official shapes pass, and we do not', () => {
  test.each([
    ['a level that does not exist', 'samples/own/invalid-unknown-eqf.json', 'edc.code'],
    ['a credential without its contexts', 'samples/own/invalid-no-context.json', 'edc.context'],
    ['one context alone, so that nothing is left', 'samples/invalid/one-context.jsonld', 'edc.context'],
  ])('%s', (_, path, code) => {
    expect(validateEdcStructure(sample(path)).map((finding) => finding.code)).toContain(code)
  })

  test('the shapes do pass that level', async () => {
    expect(await theirs(sample('samples/own/invalid-unknown-eqf.json'))).toBe(true)
  })
})

/**
 * Every member at its first place. What both contexts and names mean is another question, and so are nodes that stand in several places: RDF
 * sees the one that was left whole, and the table the one that was changed.
 */
function placesOf(document: JsonObject): string[][] {
  const found: string[][] = []
  const visit = (value: JsonValue, place: string[]) => {
    if (Array.isArray(value) && value.length === 1) visit(value[0] ?? null, [...place, '0'])
    if (!isObject(value) || value.type === 'Concept' || counted(document, value.id) > 1) return
    for (const [name, member] of Object.entries(value)) {
      if (['@context', 'id', 'type'].includes(name)) continue
      found.push([...place, name])
      if (isObject(member) ? member.type !== undefined : true) visit(member, [...place, name])
    }
  }
  visit(document, [])
  return found
}

function counted(document: JsonObject, id: JsonValue | undefined): number {
  return typeof id === 'string' ? JSON.stringify(document).split(`"id":${JSON.stringify(id)}`).length - 1 : 0
}

function remove(document: JsonObject, place: readonly string[]): void {
  const path = [...place]
  const last = path.pop() ?? ''
  let node: Record<string, unknown> = document as Record<string, unknown>
  for (const name of path) node = node[name] as Record<string, unknown>
  delete node[last]
}
