import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OrganisationPage } from '../../../issuer/reads/organisations.ts'
import type { Browser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

let service: Service
let region: Browser
beforeAll(async () => {
  service = await openService()
  region = await service.as('region-1')
})
afterAll(() => service.close())

const list = async (query = '') => (await region.get<OrganisationPage>(`/api/organisations${query}`)).body
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const idOf = async (slug: string) =>
  (await service.pool.query<{ id: string }>('SELECT id FROM organisation WHERE slug = $1', [slug])).rows[0]?.id ?? ''

describe('the Region’s board of organisations', () => {
  test('counts, filters, sorts and says what each released, behind the wall of every body', async () => {
    const all = await list()
    expect(all).toMatchObject({ total: 5, pages: 1 })
    // As the dashboard counts them: certificates that replace nothing, and no document of the way there.
    const { rows: certificates } = await service.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM attestation a JOIN organisation o ON o.id = a.organisation_id
       WHERE o.slug = 'orobie-formazione' AND a.kind = 'certificato' AND a.replaces IS NULL`,
    )
    expect(certificates[0]?.count).toBeGreaterThan(0)
    expect(all.items.find(({ slug }) => slug === 'orobie-formazione')?.released).toBe(certificates[0]?.count)
    expect((await list('?kind=chamber')).items.map(({ slug }) => slug)).toEqual(['camera-bergamo', 'camera-como-lecco'])
    expect((await list('?province=LC')).items.map(({ slug }) => slug)).toEqual(['camera-como-lecco', 'cpi-lecco'])
    expect((await list('?name=OROBIÉ')).items.map(({ slug }) => slug)).toEqual(['orobie-formazione'])
    expect((await list('?order=rilasciati')).items[0]?.slug).toBe('orobie-formazione')
    expect((await list('?state=finita')).total).toBe(0)
    expect((await region.get('/api/organisations?state=oltre')).status).toBe(400)
    expect(await list('?page=2')).toMatchObject({ page: 2, items: [] })
    for (const path of ['/api/register', '/api/exports', `/api/organisations/${await idOf('cpi-lecco')}/people`]) {
      expect((await region.get(`${path}?page=1`)).body, path).toMatchObject({ page: 1 })
      expect((await region.get(`${path}?page=0`)).status, path).toBe(400)
    }
  })

  test('an organisation enters the list, is recognised for a while, renewed, and loses it by an act that says why', async () => {
    const organisation = {
      slug: 'val-seriana',
      kind: 'body',
      name: 'Val Seriana Lavoro',
      legalBasis: 'Prova (dato dimostrativo)',
      province: 'BG',
    }
    const { status, body: made } = await region.send<{ id: string }>('/api/organisations', organisation)
    expect(status).toBe(201)
    expect((await region.send('/api/organisations', organisation)).body).toMatchObject({ code: 'organisation.slug-taken' })
    expect((await list('?state=nessuna')).items).toMatchObject([{ slug: 'val-seriana', recognitions: [] }])

    const recognition = { action: 'issue', scopes: ['trasparenza'], act: { number: 'DIM/9', date: day(-1) }, from: day(-1), until: day(20) }
    const give = (changes: object) => region.send(`/api/organisations/${made.id}/recognise`, { ...recognition, ...changes })
    expect((await give({ action: 'appoint', scopes: ['BG'] })).body).toMatchObject({ code: 'recognise.kind' })
    expect((await give({ act: { number: 'DIM/9', date: day(1) } })).body).toMatchObject({ code: 'recognise.act-later' })
    expect((await give({ until: day(-3) })).body).toMatchObject({ code: 'withdraw.interval' })
    expect((await give({})).status).toBe(201)
    expect((await list('?state=in-scadenza')).items).toMatchObject([{ slug: 'val-seriana' }])
    expect((await give({ from: day(21), until: day(400), act: { number: 'DIM/10', date: day(0) } })).status).toBe(201)

    interface View {
      readonly recognitions: { id: string; state: string; actNumber: string; withdrawn?: object }[]
    }
    const { body: view } = await region.get<View>(`/api/organisations/${made.id}`)
    expect(view.recognitions.map(({ actNumber, state }) => `${actNumber} ${state}`)).toEqual(['DIM/10 futura', 'DIM/9 in-vigore'])
    const end = {
      recognitionId: view.recognitions[1]?.id,
      act: { number: 'REV/1', date: day(0) },
      from: day(2),
      reason: 'Ha chiuso la sede.',
    }
    const after = await region.send<View>(`/api/organisations/${made.id}/withdraw`, end)
    expect(after.body.recognitions[1]).toMatchObject({
      state: 'ritirata',
      standing: true,
      withdrawn: { actNumber: 'REV/1', reason: 'Ha chiuso la sede.' },
    })
    expect((await region.send(`/api/organisations/${made.id}/withdraw`, end)).body).toMatchObject({ code: 'withdraw.already' })

    const { headers } = await region.get(`/org/regione-lombardia/withdrawals`)
    expect(headers.get('content-type')).toContain('withdrawals+jwt')
    const { body: jwt } = await region.get<string>(`/org/regione-lombardia/withdrawals`)
    const { ended } = JSON.parse(Buffer.from(String(jwt).split('.')[1] ?? '', 'base64url').toString()) as { ended: Record<string, string> }
    expect(ended).toHaveProperty([`urn:uuid:${end.recognitionId}`])
  })

  test('what was done under a recognition is not taken back by ending it', async () => {
    const id = await idOf('orobie-formazione')
    const { body } = await region.get<{ recognitions: { id: string; acts: number }[] }>(`/api/organisations/${id}`)
    expect(body.recognitions[0]?.acts).toBeGreaterThan(0)
    const end = {
      recognitionId: body.recognitions[0]?.id,
      act: { number: 'REV/2', date: '2024-04-01' },
      from: '2024-04-01',
      reason: 'Prova.',
    }
    expect((await region.send(`/api/organisations/${id}/withdraw`, end)).body).toMatchObject({ code: 'withdraw.acts-after' })
  })

  test('is the Region’s', async () => {
    const officer = await service.as('officer-orobie')
    expect((await officer.get('/api/organisations')).body).toMatchObject({ items: [], total: 0 })
    const id = await idOf('cpi-lecco')
    expect((await officer.get(`/api/organisations/${id}`)).status).toBe(403)
    expect((await region.get(`/api/organisations/${await idOf('regione-lombardia')}`)).status).toBe(404)
  })
})
