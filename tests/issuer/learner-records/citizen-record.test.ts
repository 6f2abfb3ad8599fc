import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { profileOf } from '../../../issuer/demo/repertory.ts'
import { actorOf } from '../../../issuer/demo/seed-organisations.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { openBrowser } from '../browser.ts'
import { decided, key, nextTaxCode, peopleOf } from '../exam.ts'
import type { House } from '../house.ts'
import { openService, type Service } from '../service.ts'

let service: Service
beforeAll(async () => {
  service = await openService({ settings: { BADGE_API: 'on' } })
  const { world } = service
  const clock = {
    at: new Date(Date.now() - 20 * 86_400_000),
    advance(seconds: number) {
      clock.at = new Date(clock.at.getTime() + seconds * 1000)
    },
  }
  clock.at.setUTCMilliseconds(0)
  const who: House['who'] = (sub, role, slug) => actorOf({ sub, role, ...(slug !== undefined && { slug }) }, world.db)
  const house = { world: { ...world, now: () => clock.at }, clock, who } as unknown as House
  const people = await peopleOf(house)
  const ondei = { givenName: 'Gràzia', familyName: 'Ondèi', birthDate: '1991-05-30', taxCode: 'NDOGRZ91E70A794R' }
  const other = { givenName: 'Nèva', familyName: "D'Adùlio", birthDate: '1990-04-05', taxCode: nextTaxCode() }
  const [competence] = profileOf('diversity-manager').competences
  for (const person of [ondei, other]) {
    const changes = { person, profile: 'diversity-0', competences: competence === undefined ? [] : [competence] }
    const exam = await decided(house, people, { changes })
    await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId: exam.caseId }, house.world)
  }
})
afterAll(() => service.close())

test('a citizen who is logged in takes the record of their own acts that stack up, and of nobody else’s', async () => {
  const browser = openBrowser(service)
  const { html } = await browser.open(`${service.issuerUrl}/i-miei-badge`, { as: 'citizen-ondei' })
  expect(html.match(/value="percorso"/g)).toHaveLength(2)
  expect(html).toContain('Tutto il percorso (2 attestati)')
  const addresses = [...html.matchAll(/action="(\/i-miei-badge\/attestati\/[^"]+)"/g)].map(([, address = '']) => address)
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const taken = await Promise.all(
    addresses.map(async (address) => {
      const response = await fetch(`${service.issuerUrl}${address}?forma=percorso&impronta=si`, { headers: { cookie } })
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
      return response.text()
    }),
  )
  expect(new Set(taken).size).toBe(1)
  const region = `did:web:${encodeURIComponent(new URL(service.issuerUrl).host)}:org:regione-lombardia`
  const result = await verifyDocument(
    { bytes: new TextEncoder().encode(taken[0]) },
    {
      now: new Date(),
      fetch: (url, init) => fetch(url, init),
      trust: { issuers: [{ id: region, name: 'Regione', kinds: ['recognition'], from: '2020-01-01T00:00:00Z' }], sealRoots: [] },
      limits: { allowLoopbackHttp: true },
    },
  )
  expect(result).toMatchObject({ verdict: 'valid', credential: { holder: { name: 'Gràzia Ondèi' } } })
  expect(result.contained?.map(({ credential }) => credential?.holder.name)).toEqual(['Gràzia Ondèi', 'Gràzia Ondèi'])
})

test('a citizen is told that an act of theirs is suspended or annulled, and what that means', async () => {
  const browser = openBrowser(service)
  const { html: before } = await browser.open(`${service.issuerUrl}/i-miei-badge`, { as: 'citizen-ondei' })
  const id = /action="\/i-miei-badge\/attestati\/([^"]+)"/.exec(before)?.[1] ?? ''
  const change = async (word: string) => {
    await service.pool.query(
      `INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, decided_by)
       SELECT id, 1 + (SELECT count(*) FROM status_change c WHERE c.attestation_id = a.id), organisation_id, list_id, idx, $2::text,
         '2026-11-28T10:00:00Z', 'errore-materiale', 'prova', released_by FROM attestation a WHERE id = $1`,
      [id, word],
    )
    return (await browser.get<string>('/i-miei-badge')).body
  }
  expect(before).not.toContain('Sospeso')
  const suspended = await change('sospeso')
  expect(suspended).toContain('<strong>Sospeso</strong> dal 28 novembre 2026, per decisione dell’ente. Per ora non vale')
  expect(suspended).toContain(`/attestati/${id}"`)
  const annulled = await change('annullato')
  expect(annulled).toContain('<strong>Annullato</strong> dall’ente il 28 novembre 2026. Non vale più.')
  expect(annulled).not.toContain(`/attestati/${id}"`)
  expect(annulled.match(/attestati\//g)?.length).toBe((before.match(/attestati\//g)?.length ?? 0) - 1)
})
