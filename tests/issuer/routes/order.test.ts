import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: { readonly enum?: readonly string[] }
}
interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly properties?: Readonly<Record<string, Parameter['schema']>> } }>>
  }
}
type Item = Readonly<Record<string, unknown>>
interface List {
  readonly path: string
  readonly send: boolean
  /** Every field that may be asked for, with its choices where it has some. */
  readonly fields: Readonly<Record<string, readonly string[]>>
}

/** Somebody who sees more than a page of a list, once the demo is multiplied; other lists are asked by whoever is let in, on one page. */
const WHO: Readonly<Record<string, string>> = {
  '/api/anomalies': 'region-1',
  '/api/cases/search': 'officer-orobie',
  '/api/commission-requests': 'chamber-bergamo',
  '/api/experts/search': 'chamber-bergamo',
  '/api/exports': 'region-1',
  '/api/organisations': 'region-1',
  '/api/organisations/{id}/people': 'officer-orobie',
  '/api/register': 'region-1',
  '/api/sittings': 'chamber-bergamo',
  '/api/volunteers/search': 'officer-ets',
  '/api/volunteers/{id}': 'officer-ets',
}

/** What each order orders by: texts as the database compares them, numbers from the largest; a new order wants a line here. */
const KEYS: Readonly<Record<string, Readonly<Record<string, { readonly of: (item: Item) => unknown; readonly falling?: true }>>>> = {
  '/api/anomalies': {
    ritardo: { of: ({ daysLate }) => daysLate, falling: true },
    numero: { of: ({ number }) => number },
    ente: { of: ({ body }) => body },
    provincia: { of: ({ province }) => province },
  },
  '/api/cases/search': {
    recenti: { of: ({ updatedAt }) => updatedAt, falling: true },
    scadenza: { of: ({ due }) => (due as { by: string } | undefined)?.by ?? 'never' },
    nome: { of: () => '' }, // one person has all the cases below; names are ordered in tests of their own
    numero: { of: ({ number }) => number, falling: true },
  },
  '/api/organisations': {
    nome: { of: ({ name }) => name },
    provincia: { of: ({ province }) => province ?? 'ZZ' },
    scadenza: { of: ({ until }) => until ?? 'never' },
    rilasciati: { of: ({ released }) => released, falling: true },
  },
  '/api/volunteers/search': {
    nome: { of: () => '' }, // as above
    ore: { of: minutesOf, falling: true },
    recenti: { of: ({ lastDay }) => lastDay ?? '0', falling: true },
  },
}
const MANY = 60

let service: Service
let lists: List[] = []
/** What stands for the id in an address, by the word before it. */
const ids: Record<string, string> = {}
const browsers = new Map<string, Browser>()
beforeAll(async () => {
  service = await openService()
  await multiply()
  const { paths } = await (await fetch(`${service.issuerUrl}/api/docs/openapi.json`)).json()
  lists = listsIn(paths)
  for (const sub of new Set(Object.values(WHO))) browsers.set(sub, await service.as(sub))
})
afterAll(() => service.close())

/** Copies of what the demo has, many of them alike in what a list may be ordered by: ties are where pages lose rows. */
async function multiply(): Promise<void> {
  const client = await service.pool.connect()
  try {
    await client.query('SET session_replication_role = replica')
    const copy = (table: string, changes: string, where: string) =>
      client.query(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object(${changes}))).* FROM generate_series(1, ${MANY}) n,
           ${table} t WHERE t.ctid = (SELECT ctid FROM ${table} WHERE ${where} ORDER BY 1 LIMIT 1)`,
      )
    const { rows } = await client.query<{ id: string; region: string; bergamo: string }>(
      `SELECT o.id, r.id AS region, c.id AS bergamo FROM organisation o, organisation r, organisation c
       WHERE o.slug = 'orobie-formazione' AND r.slug = 'regione-lombardia' AND c.slug = 'camera-bergamo'`,
    )
    const orobie = rows[0]?.id ?? ''
    ids.organisations = orobie
    const of = `organisation_id = '${orobie}'`
    const stopped = `'state', 'commissione_richiesta', 'created_at', '2024-03-01T10:00:00Z', 'updated_at', '2024-03-01T10:00:00Z'`
    await copy('ivc_case', `'id', gen_random_uuid(), 'number', 'COPIA/' || n, ${stopped}`, of)
    await client.query(
      `INSERT INTO case_transition (organisation_id, case_id, state, at, act) SELECT organisation_id, id, state, updated_at, 'request-commission'
       FROM ivc_case WHERE number LIKE 'COPIA/%'`,
    )
    await client.query(
      `INSERT INTO commission_request SELECT (jsonb_populate_record(q, jsonb_build_object('id', gen_random_uuid(), 'case_id', k.id,
         'chamber_id', '${rows[0]?.bergamo}', 'commission_id', NULL))).* FROM commission_request q, ivc_case k
       WHERE q.ctid = (SELECT ctid FROM commission_request WHERE ${of} LIMIT 1) AND k.number LIKE 'COPIA/%'`,
    )
    await copy(
      'organisation',
      `'id', gen_random_uuid(), 'slug', 'copia-' || n, 'did', did || n, 'registered_by', '${rows[0]?.region}'`,
      `id = '${orobie}'`,
    )
    await copy(
      'attestation',
      `'id', gen_random_uuid(), 'number', 'COPIA/' || n, 'digest', left(md5(n::text) || md5('d' || n), 43), 'profile', n::text, 'idx', -n, 'page_secret', left(md5('s' || n), 22)`,
      of,
    )
    await client.query(
      `WITH made AS (INSERT INTO account (issuer, subject, name) SELECT 'prova', 'copia-' || n, 'Omònimo Còpia' FROM generate_series(1, ${MANY}) n RETURNING id)
       INSERT INTO membership (account_id, organisation_id, role) SELECT id, '${orobie}', 'officer' FROM made`,
    )
    await client.query(
      `INSERT INTO expert (organisation_id, name, tax_code, sectors, roles)
       SELECT $1, 'Omònimo Còpia', 'copia' || n, '{Area comune}', '{esperto}' FROM generate_series(1, ${MANY}) n`,
      [rows[0]?.bergamo],
    )
    const { rows: volunteers } = await client.query<{ id: string }>(
      `WITH of AS (SELECT o.id, m.account_id FROM organisation o JOIN membership m ON m.organisation_id = o.id WHERE o.kind = 'ets' LIMIT 1),
         people AS (INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code)
           SELECT of.id, 'Omònimo', 'Còpia', '1990-01-01', lpad(n::text, 11, '9') FROM of, generate_series(1, ${MANY}) n RETURNING id)
       INSERT INTO volunteer (organisation_id, person_id, added_at, added_by) SELECT of.id, people.id, now(), of.account_id FROM of, people RETURNING id`,
    )
    ids.volunteers = volunteers[0]?.id ?? ''
    await client.query(
      `INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, recorded_at, recorded_by)
       SELECT v.organisation_id, v.id, current_date - 1, current_date - 1, 5, 'Una prova', now(), v.added_by
       FROM volunteer v, generate_series(1, ${MANY}) WHERE v.id = $1`,
      [ids.volunteers],
    )
    await copy(
      'sitting',
      `'id', gen_random_uuid(), 'state', 'convened', 'opened_at', NULL, 'opened_by', NULL`,
      `organisation_id = '${rows[0]?.bergamo}'`,
    )
    await client.query(
      `INSERT INTO export_run (organisation_id, target, format, from_day, until_day, made_at, made_by, sha256, problems)
       SELECT $1, 'siul', 'csv', '2026-01-01', '2026-02-01', '2026-03-01T10:00:00Z', a.id, sha256(''), '[]'
       FROM generate_series(1, ${MANY}), (SELECT id FROM account LIMIT 1) a`,
      [rows[0]?.region],
    )
  } finally {
    await client.query('RESET session_replication_role')
    client.release()
  }
}

/** Every route that answers in pages, as the service itself describes it; about one thing, where somebody is named who has it. */
function listsIn(paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>): List[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { parameters = [], requestBody }]) => {
      const inQuery = parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema }) => [name, schema.enum ?? []] as const)
      const properties = Object.values(requestBody?.content ?? {})[0]?.schema.properties ?? {}
      const inBody = Object.entries(properties).map(([name, schema]) => [name, schema.enum ?? []] as const)
      const fields = Object.fromEntries(method === 'get' ? inQuery : inBody)
      return 'page' in fields && (!path.includes('{') || path in WHO) ? [{ path, send: method !== 'get', fields }] : []
    }),
  )
}

async function ask({ path, send }: List, asked: Readonly<Record<string, string | number>>) {
  const address = path.replace('{id}', ids[path.split('/')[2] ?? ''] ?? '')
  const query = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]))
  const named = browsers.get(WHO[path] ?? '')
  let answer: { readonly status: number; readonly body: Item } | undefined
  for (const browser of named === undefined ? browsers.values() : [named]) {
    answer = send ? await browser.send<Item>(address, asked) : await browser.get<Item>(`${address}?${query}`)
    if (answer.status !== 403) return answer
  }
  throw new Error(`nobody of ${[...browsers.keys()].join(', ')} sees ${path}`)
}

/** A list from its first page to its last. */
async function whole(list: List, asked: Readonly<Record<string, string | number>> = {}) {
  const items: Item[] = []
  let pages = 1
  let total = 0
  for (let page = 1; page <= pages; page++) {
    const { status, body } = await ask(list, { ...asked, page })
    expect([list.path, asked, status]).toEqual([list.path, asked, 200])
    const shown = pageIn(body)
    pages = Number(shown.pages)
    total = Number(shown.total)
    items.push(...((shown.items ?? shown.people) as Item[]))
  }
  return { items, pages, total }
}

/** Most answers are a page; that about one volunteer has a page of hours in it. */
const pageIn = (body: Item): Item => (body.hours as Item | undefined) ?? body
const identity = (item: Item) => {
  const { id, caseId, accountId, sittingId, kind, role, expertId } = item
  return JSON.stringify([id ?? caseId ?? accountId ?? sittingId ?? item, kind, role, expertId])
}
const identities = (items: readonly Item[]) => items.map(identity)
const orders = () => lists.flatMap((list) => (list.fields.order ?? []).map((order) => ({ list, order })))

describe('every list of the console', () => {
  test('says of each of its orders, here, what it orders by', () => {
    expect(
      orders()
        .map(({ list, order }) => `${list.path} ${order}`)
        .sort(),
    ).toEqual(
      Object.entries(KEYS)
        .flatMap(([path, known]) => Object.keys(known).map((order) => `${path} ${order}`))
        .sort(),
    )
  })

  test('comes in pages that hold each row once and none too few, twice the same', async () => {
    for (const list of lists) {
      for (const asked of [{}, ...(list.fields.order ?? []).map((order) => ({ order }))]) {
        const { items, pages, total } = await whole(list, asked)
        expect([list.path, asked, pages > 1]).toEqual([list.path, asked, pages > 1 || list.path in WHO])
        expect([list.path, asked, new Set(identities(items)).size, items.length]).toEqual([list.path, asked, total, total])
        expect(identities((await whole(list, asked)).items)).toEqual(identities(items))
      }
    }
  }, 120_000)

  test('is in the order that was asked for, whatever page', async () => {
    for (const { list, order } of orders()) {
      const key = KEYS[list.path]?.[order]
      const { items } = await whole(list, { order })
      const values = items.map((item) => key?.of(item))
      if (typeof values[0] === 'number') {
        expect([list.path, order, values]).toEqual([list.path, order, [...(values as number[])].sort((a, b) => b - a)])
        continue
      }
      const direction = key?.falling ? 'DESC' : ''
      const { rows } = await service.pool.query<{ sorted: string[] }>(
        `SELECT array(SELECT x FROM unnest($1::text[]) AS x ORDER BY x ${direction}) AS sorted`,
        [values],
      )
      expect([list.path, order, values]).toEqual([list.path, order, rows[0]?.sorted])
    }
  }, 120_000)

  test('takes each of its choices, and refuses with a code what is none of them, a field that it does not know, and no page', async () => {
    for (const list of lists) {
      for (const [name, choices] of Object.entries(list.fields)) {
        for (const choice of choices)
          expect([list.path, name, choice, (await ask(list, { [name]: choice })).status]).toEqual([list.path, name, choice, 200])
        if (choices.length === 0) continue
        const { status, body } = await ask(list, { [name]: 'nessuno' })
        expect([list.path, name, status, typeof body.code]).toEqual([list.path, name, 400, 'string'])
      }
      for (const wrong of [{ inventato: 'x' }, { page: 0 }, { page: -1 }, { page: 1.5 }]) {
        const { status, body } = await ask(list, wrong as Record<string, string | number>)
        expect([list.path, wrong, status, typeof body.code]).toEqual([list.path, wrong, 400, 'string'])
      }
      const { items, total } = pageIn((await ask(list, { page: 999 })).body)
      expect([list.path, items ?? [], Number.isInteger(total)]).toEqual([list.path, [], true])
    }
  }, 120_000)
})

/** What a volunteer has: of the months in which the hours were reached, or of the last ones. */
function minutesOf({ reached, recent }: Item): unknown {
  return ((reached ?? recent) as { readonly minutes: number }).minutes
}
