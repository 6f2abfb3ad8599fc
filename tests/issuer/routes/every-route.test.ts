import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'
import { idsOf, KIND_OF, NO_ROW } from './ids-of-another.ts'
import { namesRow, type Schema, sampleOf } from './sample-of-schema.ts'

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema; readonly required?: boolean }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

interface Route {
  readonly method: string
  readonly path: string
  readonly schema: Schema | undefined
  /** What a parameter of the address may be, where it is one of a few words: no id of a row. */
  readonly words: Readonly<Record<string, string>>
  readonly query: readonly { readonly name: string; readonly schema: Schema; readonly required: boolean }[]
}

/** What is somebody's own: the Region answers for what all others hold, and tests of their own say how far. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  'region-1': [
    '/api/register/{id}',
    '/api/cases/{id}/audit-files',
    '/api/cases/{id}/supervision',
    '/api/organisations/{id}',
    '/api/exports/{id}',
    '/api/repertory/releases/{id}',
    '/api/grants/{id}',
  ],
  'officer-ets': ['/api/volunteers/{id}', '/api/volunteer-imports/{id}'],
}
/** The same for everybody. */
const PUBLIC = ['/api/rule-packs/{id}/{version}', '/api/exports/targets/{target}']

let service: Service
let routes: Route[]
let ids: Map<string, string>
beforeAll(async () => {
  service = await openService()
  const { paths } = await (await fetch(`${service.issuerUrl}/api/docs/openapi.json`)).json()
  routes = Object.entries(paths as Record<string, Record<string, Operation>>)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { requestBody, parameters = [] }]) => ({
        method: method.toUpperCase(),
        path,
        schema: Object.values(requestBody?.content ?? {})[0]?.schema,
        words: Object.fromEntries(
          parameters.flatMap(({ name, schema, in: place }) => (place === 'path' && schema.enum ? [[name, String(schema.enum[0])]] : [])),
        ),
        query: parameters
          .filter((parameter) => parameter.in === 'query')
          .map(({ name, schema, required = false }) => ({ name, schema, required })),
      })),
    )
  ids = await idsOf({ pool: service.pool, body: 'orobie-formazione', chamber: 'camera-bergamo', region: 'regione-lombardia' })
})
afterAll(() => service.close())

/** The id of a row of others; whatever is not known stops the test, so that nobody adds a kind of id without its place here. */
function idOf(name: string): string {
  const kind = KIND_OF[name]
  const id = kind === undefined ? undefined : ids.get(kind)
  if (id === undefined) throw new Error(`“${name}” is a kind of id that tests/issuer/routes/ids-of-another.ts does not know`)
  return id
}

/** The kind of each parameter of an address, as KIND_OF names it: that of `{id}` is the word before it. */
function parametersOf(path: string): string[] {
  const words = path.split('/')
  return words.flatMap((word, index) => (/^\{\w+\}$/.test(word) ? [word === '{id}' ? (words[index - 1] ?? '') : word.slice(1, -1)] : []))
}

function fill({ path, query, words }: Route, own: Readonly<Record<string, string>> = {}): string {
  const kinds = parametersOf(path)
  let next = 0
  const filled = path.replace(/\{\w+\}/g, () => {
    const kind = kinds[next++] ?? ''
    return words[kind] ?? NO_ROW[kind] ?? own[kind] ?? idOf(kind)
  })
  const asked = query
    .filter(({ name, schema, required }) => required || namesRow(name, schema))
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(sampleOf(schema, idOf, name)))}`)
  return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`
}

/** Fields of a body that hold an id, however deep. */
function fieldsOf(schema: Schema | undefined, named = ''): string[] {
  if (schema === undefined) return []
  const below = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => fieldsOf(field, name)),
    ...(schema.anyOf ?? []).flatMap((one) => fieldsOf(one, named)),
    ...(schema.items === undefined ? [] : fieldsOf(schema.items, named)),
  ]
  return namesRow(named, schema) && below.length === 0 ? [named] : below
}

/** Everything that anybody has written, counted and hashed: all tables but those of sessions and of what was refused. */
async function books(): Promise<string> {
  const { rows: tables } = await service.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND relname NOT IN ('session', 'login_attempt', 'account', 'outbox', 'status_publication', 'idempotency') ORDER BY 1`,
  )
  const all: string[] = []
  for (const { name } of tables) {
    const { rows } = await service.pool.query<{ said: string }>(
      `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS said FROM ${name} t`,
    )
    all.push(`${name}: ${rows[0]?.said}`)
  }
  return all.join('\n')
}

async function ask(browser: Browser, route: Route, own?: Readonly<Record<string, string>>): Promise<number> {
  const path = fill(route, own)
  if (route.method === 'GET') return (await browser.get(path)).status
  const body = route.schema === undefined ? {} : sampleOf(route.schema, idOf)
  return (await browser.send(path, body, { method: route.method })).status
}

describe('every route of the console, with the ids of another organisation', () => {
  test('each kind of id, in an address, a query or a body, is one of which a row of others is tried', () => {
    expect(routes.length).toBeGreaterThan(60)
    const kinds = new Set(routes.flatMap(({ path, words }) => parametersOf(path).filter((kind) => !(kind in NO_ROW || kind in words))))
    const fields = new Set([
      ...routes.flatMap(({ schema }) => fieldsOf(schema)),
      ...routes.flatMap(({ query }) => query.filter(({ name, schema }) => namesRow(name, schema)).map(({ name }) => name)),
    ])
    expect([...kinds, ...fields].filter((name) => !(name in KIND_OF))).toEqual([])
    // And none stands in the table that no route takes any more.
    expect(Object.keys(KIND_OF).filter((name) => !kinds.has(name) && !fields.has(name))).toEqual([])
    expect(() => idOf('parcelId')).toThrow(/kind of id/)
  })

  test.each(['officer-cpi-lecco', 'chamber-como-lecco', 'region-1', 'officer-ets'])(
    '%s reads nothing and changes nothing',
    async (sub) => {
      const browser: Browser = await service.as(sub)
      const before = await books()
      const open: string[] = []
      for (const route of routes.filter(({ path }) => path.includes('{') && !PUBLIC.includes(path))) {
        if (OWN[sub]?.some((own) => route.path.startsWith(own))) continue
        const status = await ask(browser, route)
        if (status !== 404 && status !== 403) open.push(`${route.method} ${route.path}: ${status}`)
      }
      expect(open).toEqual([])
      expect(await books()).toBe(before)
    },
    120_000,
  )

  test('in the body or the query of a route for one’s own, an id of others is refused or finds nothing', async () => {
    const officer = await service.as('officer-cpi-lecco')
    const chamber = await service.as('chamber-como-lecco')
    const [ownCase, ownExpert] = await ownRows()
    const before = await books()
    const taken: string[] = []
    for (const route of routes) {
      const fields = [...fieldsOf(route.schema), ...route.query.map(({ name }) => name)]
      const foreign = fields.filter((name) => name in KIND_OF && !NOT_OF_ANYBODY.has(name))
      if (foreign.length === 0) continue
      for (const [browser, own] of [
        [officer, { cases: ownCase }],
        [chamber, { experts: ownExpert }],
      ] as const) {
        if (parametersOf(route.path).some((kind) => !(kind in own) && !(kind in NO_ROW))) continue
        const path = fill(route, own)
        if (route.method === 'GET') {
          const { status, body } = await browser.get<{ items?: unknown[] } | string>(path)
          const found = typeof body === 'string' ? body.trim().split('\n').length - 1 : body.items?.length
          if (status === 200 && found !== 0) taken.push(`GET ${path}: ${JSON.stringify(body).slice(0, 80)}`)
          continue
        }
        const { status } = await browser.send(path, sampleOf(route.schema ?? {}, idOf), { method: route.method })
        if (status < 400) taken.push(`${route.method} ${route.path} (${foreign.join(', ')}): ${status}`)
        if (status >= 500) taken.push(`${route.method} ${route.path}: ${status}`)
      }
    }
    expect(taken).toEqual([])
    expect(await books()).toBe(before)
  }, 120_000)
})

/** Organisations are named by everybody: whom to ask, to whom to hand over. */
const NOT_OF_ANYBODY = new Set(['bodyId', 'chamberId', 'employerId', 'mandataryId', 'accountId'])

/** A case of the Lecco centre and an expert of the Chamber of Como-Lecco. */
async function ownRows(): Promise<[string, string]> {
  const one = async (text: string) => (await service.pool.query<{ id: string }>(text)).rows[0]?.id
  const officer = await service.as('officer-cpi-lecco')
  const opened = await officer.send<{ id: string }>('/api/cases', {
    person: { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() },
    reception: {
      metOn: '2026-01-02',
      channel: 'sportello',
      identifiedWith: 'documento',
      interpreter: false,
      need: 'Vorrei.',
      informed: true,
    },
    province: 'LC',
  })
  const expert = await one(
    `SELECT e.id FROM expert e JOIN organisation o ON o.id = e.organisation_id WHERE o.slug = 'camera-como-lecco' LIMIT 1`,
  )
  if (opened.body.id === undefined || expert === undefined) throw new Error(`nothing of one’s own: ${JSON.stringify(opened.body)}`)
  return [opened.body.id, expert]
}
