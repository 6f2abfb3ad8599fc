import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

interface Schema {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly minItems?: number
  readonly minLength?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

/** Something that a schema lets in: every route is to refuse for whose it is, not for how it is asked. */
function sample(schema: Schema, named = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.anyOf?.[0] !== undefined) return sample(schema.anyOf[0])
  if (schema.type === 'object') {
    return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {}, name)]))
  }
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}))
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return true
  if (schema.format === 'uuid') return '00000000-0000-4000-8000-000000000000'
  if (schema.format === 'date') return '2026-01-02'
  if (schema.format === 'date-time' || named.endsWith('At')) return '2099-01-02T10:00:00Z'
  if (schema.format === 'email') return 'a@posta.example'
  if (schema.pattern?.includes('A-Za-z0-9+/')) return 'AAAA'
  if (schema.pattern === '^[A-Z]{2}$') return 'BG'
  if (schema.pattern === '^[0-9a-f]{64}$') return '0'.repeat(64)
  return 'x'.repeat(Math.max(schema.minLength ?? 1, 12)).slice(0, 12)
}

/** What is somebody's own: the Region answers for what all others hold, and tests of their own say how far. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  'region-1': ['/api/register/{id}', '/api/cases/{id}/audit-files'],
  'officer-ets': ['/api/volunteers/{id}'],
}

describe('every route of the console, with the ids of another organisation', () => {
  let service: Service
  let routes: { method: 'GET' | 'POST'; path: string; body?: unknown }[]
  let ids: Record<string, string>
  beforeAll(async () => {
    service = await openService()
    const { paths } = await (await fetch(`${service.issuerUrl}/api/docs/openapi.json`)).json()
    routes = Object.entries(paths as Record<string, Record<string, Operation>>)
      .filter(([path]) => path.startsWith('/api/') && path.includes('{'))
      .flatMap(([path, operations]) =>
        Object.entries(operations).map(([method, { requestBody }]) => {
          const schema = Object.values(requestBody?.content ?? {})[0]?.schema
          return { method: method.toUpperCase() as 'GET' | 'POST', path, ...(schema === undefined ? {} : { body: sample(schema) }) }
        }),
      )
    const [row] = (
      await service.pool.query<Record<string, string>>(
        `SELECT k.id AS cases, a.id AS attestations, a.id AS register, r.id AS "commission-requests", s.id AS sittings, d.id AS document, x.id AS decision,
           c.commission_id AS appointments,
           (SELECT v.id FROM volunteer v LIMIT 1) AS volunteers, (SELECT s.id FROM volunteer_statement s LIMIT 1) AS statement,
           (SELECT m.expert_id FROM commission_member m WHERE m.commission_id = c.commission_id LIMIT 1) AS experts
         FROM ivc_case k JOIN attestation a ON a.case_id = k.id JOIN commission_request r ON r.case_id = k.id
           JOIN commission_candidate c ON c.case_id = k.id JOIN sitting s ON s.commission_id = c.commission_id
           JOIN decision x ON x.sitting_id = s.id JOIN case_document d ON d.case_id = k.id AND d.class = 'verbale'
           JOIN organisation o ON o.id = k.organisation_id WHERE o.slug = 'orobie-formazione' LIMIT 1`,
      )
    ).rows
    if (row === undefined) throw new Error('the demo has no released case')
    ids = row
  })
  afterAll(() => service.close())

  /** Fills an address with ids that exist, of the other organisation: the case's for cases, the sitting's for sittings … */
  function fill(path: string): string {
    const [, , kind = ''] = path.split('/')
    return path.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (name === 'id') return ids[kind] ?? '00000000-0000-4000-8000-000000000000'
      if (name === 'form') return 'open-badge'
      return ids[name.replace(/Id$/, '')] ?? '00000000-0000-4000-8000-000000000000'
    })
  }

  async function books(): Promise<unknown> {
    const { rows } = await service.pool.query(
      `SELECT (SELECT count(*) FROM case_transition) AS moves, (SELECT count(*) FROM attestation) AS acts, (SELECT count(*) FROM status_change) AS changes,
         (SELECT count(*) FROM credential_offer) AS offers, (SELECT count(*) FROM commission) AS commissions, (SELECT count(*) FROM judgement) AS judgements,
         (SELECT count(*) FROM rendering) AS renderings, (SELECT sum(version) FROM ivc_case) AS versions, (SELECT count(*) FROM audit) AS audit,
         (SELECT count(*) FROM volunteer_hours) AS hours`,
    )
    return rows[0]
  }

  test.each(['officer-cpi-lecco', 'chamber-como-lecco', 'region-1', 'officer-ets'])('%s reads nothing and changes nothing', async (sub) => {
    const browser: Browser = await service.as(sub)
    const before = await books()
    expect(routes.length).toBeGreaterThan(25)
    const open: string[] = []
    for (const { method, path, body } of routes) {
      if (OWN[sub]?.some((own) => path.startsWith(own))) continue
      const { status } = method === 'GET' ? await browser.get(fill(path)) : await browser.send(fill(path), body ?? {})
      if (status !== 404 && status !== 403) open.push(`${method} ${path}: ${status}`)
    }
    expect(open).toEqual([])
    expect(await books()).toEqual(before)
  })
})
