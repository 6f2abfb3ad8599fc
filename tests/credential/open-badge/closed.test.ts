import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import { composeOpenBadge, readOpenBadge } from '../../../credential/open-badge/index.ts'
import { readVector } from '../../../scripts/vectors/family.ts'
import { demoWorld } from '../../fixtures/demo-world.ts'
import { codeOf } from '../refused.ts'

const { attestation, digest } = await demoWorld()
const ours = composeOpenBadge({ attestation, digest })
const complete = readVector<JsonObject>('ob3/ob30/complete.json')

/** Every object of a document, and the document with that object changed. */
function objectsOf(value: JsonValue, path = 'badge'): { path: string; change: (edit: (object: JsonObject) => JsonObject) => JsonValue }[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([name, member]) =>
    name === '@context' || name === 'proof'
      ? []
      : objectsOf(member, `${path}.${name}`).map(({ path: at, change }) => ({
          path: at,
          change: (edit: (object: JsonObject) => JsonObject) => replaced(value, name, change(edit)),
        })),
  )
  return Array.isArray(value) ? inner : [{ path, change: (edit) => edit(value as JsonObject) }, ...inner]
}

function replaced(value: readonly JsonValue[] | JsonObject, name: string, member: JsonValue): JsonValue {
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === name ? member : item))
    : { ...(value as JsonObject), [name]: member }
}

const places = [...objectsOf(ours), ...objectsOf(complete)]

describe('a badge is closed at every level', () => {
  test('there are many places to try', () => {
    expect(places.length).toBeGreaterThan(80)
  })

  test.each([
    ['a member of no meaning', 'extra', 'x', 'schema.open-badge'],
    ['a member that only the context knows', 'termsOfUse', { type: 'x' }, 'schema.open-badge'],
    ['a full IRI', 'https://schema.org/name', 'x', 'schema.member-name'],
    ['a keyword', '@type', 'Achievement', 'schema.member-name'],
    ['a name of every object', 'constructor', 'x', 'schema.open-badge'],
  ])('%s is refused wherever it stands', async (_, name, value, code) => {
    for (const { path, change } of places) {
      const document = change((object) => ({ ...object, [name]: value })) as JsonObject
      expect([path, await codeOf(() => readOpenBadge(document))]).toEqual([path, code])
    }
  })

  test('so is an inline context', async () => {
    for (const { path, change } of places.slice(1)) {
      const document = change((object) => ({ ...object, '@context': { name: 'https://example.org/x' } })) as JsonObject
      expect([path, await codeOf(() => readOpenBadge(document))]).toEqual([path, 'schema.context'])
    }
  })

  test('so is a type that the standard does not have there', async () => {
    for (const { path, change } of places.filter(({ path: at }) => !/criteria$/.test(at))) {
      const document = change((object) => ({ ...object, type: ['Unknown'] })) as JsonObject
      expect([path, await codeOf(() => readOpenBadge(document))]).toEqual([path, 'schema.open-badge'])
    }
  })
})

describe('nothing is described twice', () => {
  test.each<[string, JsonObject]>([
    [
      'an evidence in two halves',
      {
        ...ours,
        evidence: [
          { id: 'urn:x:1', type: 'Evidence', name: 'a' },
          { id: 'urn:x:1', type: 'Evidence', genre: 'b' },
        ],
      },
    ],
    ['a tag that stands twice', { ...ours, credentialSubject: withAchievement({ tag: ['a', 'a'] }) }],
  ])('%s is refused', async (_, document) => {
    expect(await codeOf(() => readOpenBadge(document))).toBe('schema.split-node')
  })
})

function withAchievement(members: JsonObject): JsonObject {
  const subject = ours.credentialSubject as JsonObject
  return { ...subject, achievement: { ...(subject.achievement as JsonObject), ...members } }
}
