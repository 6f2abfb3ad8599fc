import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { seedSeals } from '../../../issuer/demo/seed-seals.ts'
import type { EdcSettings } from '../../../issuer/edc/read-settings.ts'
import { demoRootFile } from '../../../keys/demo-authority.ts'
import type { Browser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

const PATH = '/api/european-credential'
const ACCREDITATION = {
  id: 'http://data.europa.eu/snb/data/accreditation/00000000-0000-4000-8000-000000000001',
  title: 'Accreditamento dimostrativo',
  type: 'programme-licence',
  agent: { id: 'http://data.europa.eu/snb/data/europassResource/1', legalName: 'Agenzia dimostrativa', country: 'IT' },
}

describe('how a body’s European credentials are made', () => {
  let service: Service
  let officer: Browser
  let mandatary: Browser
  let root: string
  let id: string

  beforeAll(async () => {
    service = await openService()
    const { keystore, config, world } = service
    await seedSeals({ keystore, dataDir: config.dataDir, now: world.now() })
    root = await readFile(demoRootFile(config.dataDir), 'utf8')
    officer = await service.as('officer-orobie')
    mandatary = await service.as('officer-cpi-lecco')
    const { rows } = await service.pool.query<{ id: string }>(
      `SELECT a.id FROM attestation a JOIN organisation o ON o.id = a.organisation_id
       WHERE o.slug = 'orobie-formazione' AND NOT EXISTS (SELECT 1 FROM status_change c WHERE c.attestation_id = a.id) LIMIT 1`,
    )
    id = rows[0]?.id ?? ''
  })
  afterAll(() => service.close())

  const settings = async (browser: Browser) => (await browser.get<EdcSettings>(PATH)).body
  const download = (profile?: string) =>
    officer.get<Record<string, unknown>>(`/api/attestations/${id}/renderings/edc${profile === undefined ? '' : `?profile=${profile}`}`)

  /** The verdict of somebody who trusts the Region and the demo's authority for seals. */
  async function verdictOn(body: unknown): Promise<VerificationResult> {
    const region = `did:web:${encodeURIComponent(new URL(service.issuerUrl).host)}:org:regione-lombardia`
    const issuers = [{ id: region, name: 'Regione', kinds: ['recognition' as const], from: '2020-01-01T00:00:00Z' }]
    const bytes = new TextEncoder().encode(JSON.stringify(body))
    const world = { now: new Date(), fetch, trust: { issuers, sealRoots: [root] }, limits: { allowLoopbackHttp: true } }
    return verifyDocument({ bytes }, world)
  }

  const orders = async () => Number((await service.pool.query(`SELECT count(*) FROM edc_order`)).rows[0]?.count)
  const audited = async () =>
    (await service.pool.query(`SELECT action FROM audit WHERE action LIKE 'mandate.%' ORDER BY action`)).rows.map(({ action }) => action)

  const profileOf = (body: Record<string, unknown>) => JSON.parse(String(body.payload)).credentialSchema.id

  test('in the general profile, by its own seal, as long as it says nothing', async () => {
    expect(await settings(officer)).toMatchObject({ profile: 'generic', hasSeal: true, given: [], received: [] })
    const { body } = await download()
    expect(profileOf(body)).toMatch(/edc-generic-full$/)
    expect(await verdictOn(body)).toMatchObject({ verdict: 'valid', recognition: 'passed' })
  })

  test('accredited, once it has named its accreditation: for all, or for one act', async () => {
    expect(await download('accredited')).toMatchObject({ status: 409, body: { code: 'edc.no-accreditation' } })
    const refused = await officer.send(PATH, { profile: 'accredited' }, { method: 'PUT' })
    expect([refused.status, refused.body.code]).toEqual([409, 'edc.no-accreditation'])
    const bad = { ...ACCREDITATION, expiresAt: 'presto' }
    expect((await officer.send(PATH, { profile: 'accredited', accreditation: bad }, { method: 'PUT' })).status).toBe(400)
    const set = await officer.send(PATH, { profile: 'accredited', accreditation: ACCREDITATION }, { method: 'PUT' })
    expect(set).toMatchObject({ status: 200, body: { profile: 'accredited' } })
    const { body } = await download()
    expect(profileOf(body)).toMatch(/edc-accredited$/)
    const verdict = await verdictOn(body)
    expect(verdict.verdict).toBe('valid')
    expect(verdict.checks.find(({ id: check }) => check === 'accreditation')?.code).toBe('accreditation.register-not-asked')
    expect(profileOf((await download('generic')).body)).toMatch(/edc-generic-full$/)
  })

  test('by mandate, once it gave one and the other took it on', async () => {
    expect(await download('issued-by-mandate')).toMatchObject({ status: 409, body: { code: 'edc.no-mandate' } })
    const { others } = await settings(officer)
    const mandate = {
      mandataryId: others.find(({ name }) => /Lecco/.test(name))?.id,
      kinds: ['certificato', 'microcredenziale'],
      statement: 'Il Centro per l’Impiego sigilla per conto di Orobie Formazione, che ne risponde.',
      actNumber: 'Delibera 7',
      actDate: '2026-01-10',
      validUntil: '2099-01-01',
    }
    const late = await officer.send(`${PATH}/mandates`, { ...mandate, actDate: '2098-01-01' })
    expect([late.status, late.body.code]).toEqual([422, 'mandate.act-later'])
    const given = await officer.send<EdcSettings>(`${PATH}/mandates`, mandate)
    expect([given.status, given.body.given.map(({ isStanding, kinds }) => [isStanding, kinds])]).toEqual([201, [[false, mandate.kinds]]])
    // Nobody's seal is used at another's word.
    expect(await download('issued-by-mandate')).toMatchObject({ status: 409, body: { code: 'edc.no-mandate' } })

    const [received] = (await settings(mandatary)).received
    expect((await officer.send(`${PATH}/mandates/${received?.id}/accept`)).body.code).toBe('mandate.unknown')
    const accepted = await mandatary.send<EdcSettings>(`${PATH}/mandates/${received?.id}/accept`)
    expect(accepted.body.received.map(({ isStanding }) => isStanding)).toEqual([true])

    const { body } = await download('issued-by-mandate')
    expect(profileOf(body)).toMatch(/edc-issued-by-mandate$/)
    expect(await verdictOn(body)).toMatchObject({
      verdict: 'valid',
      recognition: 'passed',
      credential: {
        issuer: { recognisedName: expect.stringContaining('Orobie') },
        seal: { organizationIdentifier: 'VATIT-00000000003', mandate: { says: mandate.statement, isConfirmed: true } },
      },
    })
    expect(await audited()).toEqual(['mandate.accepted', 'mandate.given'])
    // One for each document, written down before it was signed.
    expect(await orders()).toBe(1)
  })

  test('by mandate no more, once the body took it back: what was sealed before stays good', async () => {
    const { body: before } = await download('issued-by-mandate')
    expect(await orders()).toBe(2)
    const [line] = (await settings(officer)).given
    const path = `${PATH}/mandates/${line?.id}/withdraw`
    expect((await mandatary.send(path)).body.code).toBe('mandate.unknown')
    const withdrawn = await officer.send<EdcSettings>(path)
    expect(withdrawn.body.given.map(({ isWithdrawn, isStanding }) => [isWithdrawn, isStanding])).toEqual([[true, false]])
    expect((await officer.send<EdcSettings>(path)).status).toBe(200)

    expect(await download('issued-by-mandate')).toMatchObject({ status: 409, body: { code: 'edc.no-mandate' } })
    expect(profileOf((await download('generic')).body)).toMatch(/edc-generic-full$/)
    const paper = await officer.get(`/api/attestations/${id}/renderings/pdf`)
    expect(paper.status).toBe(200)
    expect(await orders()).toBe(2)
    expect(await audited()).toEqual(['mandate.accepted', 'mandate.given', 'mandate.withdrawn'])
    expect(await verdictOn(before)).toMatchObject({ verdict: 'valid', recognition: 'passed' })
    expect((await settings(mandatary)).received.map(({ isStanding }) => isStanding)).toEqual([false])
    expect((await mandatary.send(`${PATH}/mandates/${line?.id}/accept`)).body.code).toBe('mandate.unknown')
  })

  test('orders by a mandate that was withdrawn are refused by the database too', async () => {
    const order = (at: string) =>
      service.pool.query(
        `INSERT INTO edc_order (id, organisation_id, mandate_id, attestation_id, document, kid, ordered_at)
         SELECT gen_random_uuid(), organisation_id, id, $1, 'x', 'k', ${at} FROM edc_mandate`,
        [id],
      )
    await expect(order('now()')).rejects.toMatchObject({ constraint: 'edc_order_standing' })
    await expect(order('valid_until')).rejects.toMatchObject({ constraint: 'edc_order_standing' })
  })

  test('by mandate no more, once who seals gave it up, or never when it said no', async () => {
    const { others } = await settings(officer)
    const mandate = {
      mandataryId: others.find(({ name }) => /Lecco/.test(name))?.id,
      kinds: ['certificato', 'microcredenziale'],
      statement: 'Il Centro per l’Impiego sigilla per conto di Orobie Formazione.',
      actNumber: 'Delibera 8',
      actDate: '2026-01-10',
      validUntil: '2099-01-01',
    }
    const today = async () => (await mandatary.get<{ tasks: { id: string; verb: string; person: string }[] }>('/api/today')).body.tasks
    const waiting = async () => (await today()).filter(({ verb }) => verb === 'answer-mandate')
    expect(await waiting()).toEqual([])
    // Two mandates of one second have no order: the one that was not there before is the new one.
    const known = new Set((await settings(officer)).given.map(({ id: mandateId }) => mandateId))
    const give = async () => {
      const { body } = await officer.send<EdcSettings>(`${PATH}/mandates`, mandate)
      const added = body.given.find(({ id: mandateId }) => !known.has(mandateId))
      known.add(added?.id ?? '')
      return added?.id
    }
    const received = ({ body }: { body: EdcSettings }, mandateId: string | undefined) => body.received.find((line) => line.id === mandateId)
    const first = await give()
    expect(await waiting()).toMatchObject([{ id: first, person: expect.stringContaining('Orobie') }])
    expect((await officer.send(`${PATH}/mandates/${first}/refuse`)).body.code).toBe('mandate.unknown')
    const refused = await mandatary.send<EdcSettings>(`${PATH}/mandates/${first}/refuse`)
    expect(received(refused, first)).toMatchObject({ isRefused: true, isAccepted: false, isStanding: false })
    expect(await waiting()).toEqual([])
    expect((await mandatary.send(`${PATH}/mandates/${first}/accept`)).body.code).toBe('mandate.unknown')
    expect(await download('issued-by-mandate')).toMatchObject({ status: 409, body: { code: 'edc.no-mandate' } })

    const second = await give()
    await mandatary.send(`${PATH}/mandates/${second}/accept`)
    const { body: before } = await download('issued-by-mandate')
    const ordered = await orders()
    const left = await mandatary.send<EdcSettings>(`${PATH}/mandates/${second}/refuse`)
    expect(received(left, second)).toMatchObject({ isRefused: true, isAccepted: true, isStanding: false })
    expect((await mandatary.send(`${PATH}/mandates/${second}/refuse`)).status).toBe(200)
    expect(await download('issued-by-mandate')).toMatchObject({ status: 409, body: { code: 'edc.no-mandate' } })
    const order = `INSERT INTO edc_order (id, organisation_id, mandate_id, attestation_id, document, kid, ordered_at)
      SELECT gen_random_uuid(), organisation_id, id, $1, 'x', 'k', now() FROM edc_mandate WHERE id = $2`
    await expect(service.pool.query(order, [id, second])).rejects.toMatchObject({ constraint: 'edc_order_standing' })
    expect(await orders()).toBe(ordered)
    expect(await verdictOn(before)).toMatchObject({ verdict: 'valid', recognition: 'passed' })
    expect((await audited()).filter((action) => /refused|given-up/.test(action))).toEqual(['mandate.given-up', 'mandate.refused'])
  })

  test('is not for who sits in commissions, nor in a profile that there is not', async () => {
    const expert = await service.as('expert-1')
    expect(await expert.get(PATH)).toMatchObject({ status: 403, body: { code: 'edc.not-allowed' } })
    expect((await download('diploma-supplement')).status).toBe(400)
  })
})
