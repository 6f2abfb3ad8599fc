import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyDocument } from '../../../credential/verify/index.ts'
import type { Browser } from '../browser.ts'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'

let service: Service
let region: Browser
let second: Browser
beforeAll(async () => {
  service = await openService()
  region = await service.as('region-1')
  second = await service.as('region-2')
})
afterAll(() => service.close())

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function register(slug: string, changes: object = {}) {
  const organisation = {
    slug,
    kind: 'body',
    name: 'Valle Imagna Lavoro',
    legalBasis: 'Prova (dato dimostrativo)',
    province: 'BG',
    ...changes,
  }
  return region.send<{ id: string }>('/api/organisations', organisation)
}

/** Gives the new body its first officer: one of the Region proposes, another confirms. */
async function staff(bodyId: string): Promise<Browser> {
  const grant = {
    email: 'grazia.ondei@posta.example',
    role: 'officer',
    tasks: ['reception', 'tutoring', 'assessment', 'release', 'administration'],
    from: day(-1),
    until: day(30),
    reason: 'Primo incarico.',
  }
  const { status, body } = await region.send<{ id: string }>(`/api/organisations/${bodyId}/grants`, grant)
  expect(status).toBe(201)
  expect((await region.send(`/api/grants/${body.id}/confirm`)).body).toMatchObject({ code: 'grant.four-eyes' })
  expect((await second.send(`/api/grants/${body.id}/confirm`)).status).toBe(200)
  return service.as('citizen-ondei')
}

/** From the counter to the Documento di trasparenza, over HTTP. */
async function releaseTransparency(officer: Browser): Promise<string> {
  const person = { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() }
  const reception = {
    metOn: day(-1),
    channel: 'sportello',
    identifiedWith: 'documento',
    interpreter: false,
    need: 'Vorrei che valesse.',
    informed: true,
  }
  const { body: opened } = await officer.send<{ id: string }>('/api/cases', { person, reception, province: 'BG' })
  interface File {
    readonly version: number
    readonly experiences: readonly { readonly id: string }[]
  }
  interface Case {
    readonly competences: readonly { readonly id: string }[]
  }
  const file = async () => (await officer.get<File>(`/api/cases/${opened.id}/file`)).body
  const change = async (name: string, body: object = {}) => {
    const answer = await officer.send(`/api/cases/${opened.id}/${name}`, { version: (await file()).version, ...body })
    expect([name, answer.status, answer.body]).toEqual([name, 200, answer.body])
  }
  await change('begin-identification')
  await change('experience', { experience: { context: 'lavoro', title: 'Selezione del personale', hours: 900 } })
  await change('competences', { choice: { profile: 'diversity-manager' } })
  const { experiences } = await file()
  const { competences } = (await officer.get<Case>(`/api/cases/${opened.id}`)).body
  for (const { id: competenceId } of competences) {
    await change('support', { competenceId, supports: [{ experienceId: experiences[0]?.id, strength: 'piena' }] })
  }
  await change('release-transparency')
  const { rows } = await service.pool.query<{ id: string }>('SELECT id FROM attestation WHERE case_id = $1', [opened.id])
  return rows[0]?.id ?? ''
}

async function judge(document: unknown) {
  const { rows } = await service.pool.query<{ did: string; name: string }>("SELECT did, name FROM organisation WHERE kind = 'region'")
  return verifyDocument(
    { bytes: new TextEncoder().encode(JSON.stringify(document)) },
    {
      now: new Date(),
      fetch: (url, init) => fetch(url, init),
      trust: {
        issuers: rows.map(({ did, name }) => ({ id: did, name, kinds: ['recognition' as const], from: '2000-01-01T00:00:00Z' })),
        sealRoots: [],
      },
      limits: { allowLoopbackHttp: true },
    },
  )
}

test('a body that the Region adds and recognises releases a document that is valid for whoever trusts the Region', async () => {
  const { status, body: made } = await register('valle-imagna')
  expect(status).toBe(201)
  const recognition = { action: 'issue', scopes: ['trasparenza'], act: { number: 'DIM/9', date: day(-2) }, from: day(-1) }
  expect((await region.send(`/api/organisations/${made.id}/recognise`, recognition)).status).toBe(201)
  expect((await region.get(`/api/organisations/${made.id}`)).body).toMatchObject({ hasKey: true, people: 0 })

  const officer = await staff(made.id)
  const attestationId = await releaseTransparency(officer)
  const { body: badge } = await officer.get(`/api/attestations/${attestationId}/renderings/open-badge`)
  const judged = await judge(badge)
  expect(judged.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  expect(judged).toMatchObject({ verdict: 'valid', credential: { kind: 'trasparenza' } })
})

test('one that was added before keys were made with it gets its key by an act, once', async () => {
  const { rows } = await service.pool.query<{ id: string }>(
    `INSERT INTO organisation (slug, did, kind, name, legal_basis, province, region, demo, registered_by)
     SELECT 'senza-chiave', replace(did, slug, 'senza-chiave'), 'body', 'Senza chiave', 'Prova', 'BG', region, true, id
     FROM organisation WHERE slug = 'regione-lombardia' RETURNING id`,
  )
  const id = rows[0]?.id
  expect((await region.get(`/api/organisations/${id}`)).body).toMatchObject({ hasKey: false })
  const officer = await service.as('officer-orobie')
  expect((await officer.send(`/api/organisations/${id}/key`)).body).toMatchObject({ code: 'recognise.not-allowed' })
  const presses = await Promise.all([region.send(`/api/organisations/${id}/key`), second.send(`/api/organisations/${id}/key`)])
  expect(presses.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await region.get(`/api/organisations/${id}`)).body).toMatchObject({ hasKey: true })
  expect(await service.keystore.listNow('senza-chiave')).toHaveLength(1)
})

test('a province is one of the region, wherever it is written', async () => {
  const { body } = await region.get<{ items: readonly { code: string; name: string }[] }>('/api/catalogue/provinces')
  expect(body.items).toHaveLength(12)
  expect(body.items[0]).toEqual({ code: 'BG', name: 'Bergamo' })
  expect(await register('ente-di-torino', { province: 'TO' })).toMatchObject({ status: 422, body: { code: 'province.unknown' } })
  const { rows } = await service.pool.query<{ id: string }>("SELECT id FROM organisation WHERE slug = 'camera-bergamo'")
  const appoint = { action: 'appoint', scopes: ['BG', 'TO'], act: { number: 'DIM/1', date: day(-2) }, from: day(-1) }
  expect((await region.send(`/api/organisations/${rows[0]?.id}/recognise`, appoint)).body).toMatchObject({ code: 'province.unknown' })
})
