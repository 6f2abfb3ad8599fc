import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openService, type Service } from '../service.ts'
import { idsOf, KIND_OF, NO_ROW } from './ids-of-another.ts'
import { type Schema, sampleOf } from './sample-of-schema.ts'

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

const DAYS = ['0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30', '+275760-09-13', '-000001-01-01'] as const
const INSTANTS = [...DAYS.map((day) => `${day}T10:00:00Z`), '9999-12-31T23:59:59-14:00', '2026-11-29T25:00:00Z'] as const
const IS_TIME = /^(date|date-time)$/
/** Instants that no schema calls one: their step reads them. */
const NAMED = new Set(['at', 'sittingPlannedAt'])

/** The same body once for each field of it that holds a time, with that field set by `bad`. */
function spoilt(schema: Schema, value: unknown, name = ''): ((bad: { day: string; instant: string }) => unknown)[] {
  const format = (schema as { format?: string }).format ?? ''
  if (IS_TIME.test(format)) return [({ day, instant }) => (format === 'date' ? day : instant)]
  if (NAMED.has(name) && schema.type === 'string') return [({ instant }) => instant]
  if (Array.isArray(value))
    return schema.items === undefined ? [] : spoilt(schema.items, value[0], name).map((put) => (bad) => [put(bad), ...value.slice(1)])
  return Object.entries(schema.properties ?? {}).flatMap(([member, field]) => {
    const held = (value as Record<string, unknown> | undefined)?.[member]
    const inside = held ?? (field.properties === undefined ? undefined : {})
    return spoilt(field, inside, member).map((put) => (bad: { day: string; instant: string }) => ({
      ...(value as object),
      [member]: put(bad),
    }))
  })
}

describe('a year that no calendar, or no database, has', () => {
  let service: Service
  let ids: Map<string, string>
  beforeAll(async () => {
    service = await openService()
    ids = await idsOf({ pool: service.pool, body: 'orobie-formazione', chamber: 'camera-bergamo', region: 'regione-lombardia' })
  })
  afterAll(() => service.close())

  const idOf = (name: string) => ids.get(KIND_OF[name] ?? '') ?? '00000000-0000-4000-8000-000000000000'
  function fill(path: string): string {
    const words = path.split('/')
    return words
      .map((word, index) => {
        if (!/^\{\w+\}$/.test(word)) return word
        const kind = word === '{id}' ? (words[index - 1] ?? '') : word.slice(1, -1)
        return NO_ROW[kind] ?? idOf(kind)
      })
      .join('/')
  }

  test('is refused by every route that takes a time, or answered, and never our fault', async () => {
    const { paths } = await (await fetch(`${service.issuerUrl}/api/docs/openapi.json`)).json()
    const browsers = await Promise.all(
      ['officer-orobie', 'chamber-bergamo', 'region-1', 'officer-ets', 'president-1'].map((sub) => service.as(sub)),
    )
    const ours: string[] = []
    let tried = 0
    for (const [path, operations] of Object.entries(paths as Record<string, Record<string, Operation>>)) {
      if (!path.startsWith('/api/')) continue
      for (const [method, { requestBody, parameters = [] }] of Object.entries(operations)) {
        const schema = Object.values(requestBody?.content ?? {})[0]?.schema
        const bodies = schema === undefined ? [] : spoilt(schema, sampleOf(schema, idOf))
        const asked = parameters.filter(
          ({ in: place, schema: { format = '' } = {} as Schema }) => place === 'query' && IS_TIME.test(format),
        )
        for (const browser of browsers) {
          for (const [at, instant] of INSTANTS.entries()) {
            const bad = { day: DAYS[at % DAYS.length] ?? '', instant }
            for (const put of bodies) {
              tried++
              const { status } = await browser.send(fill(path), put(bad), { method: method.toUpperCase() })
              if (status >= 500) ours.push(`${method} ${path} ${JSON.stringify(bad)}: ${status}`)
            }
            for (const {
              name,
              schema: { format },
            } of asked) {
              tried++
              const value = encodeURIComponent(format === 'date' ? bad.day : instant)
              const { status } = await browser.get(`${fill(path)}?${name}=${value}`)
              if (status >= 500) ours.push(`get ${path}?${name} ${value}: ${status}`)
            }
          }
        }
      }
    }
    expect([...new Set(ours)]).toEqual([])
    expect(tried).toBeGreaterThan(1000)
  }, 300_000)
})
