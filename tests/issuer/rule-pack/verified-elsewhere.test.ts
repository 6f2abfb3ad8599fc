import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { digestOf } from '../../../credential/attestation/index.ts'
import { type World as Verifier, verifyDocument } from '../../../credential/verify/index.ts'
import { signBadge } from '../../../issuer/badges/sign-badge.ts'
import { FOUNDED } from '../../../issuer/demo/seed-organisations.ts'
import { handOut } from '../../../issuer/steps/hand-out.ts'
import type { Clock } from '../house.ts'
import { peopleOfRegion, REGIONS, type Region, settle } from '../region.ts'
import { openService, type Service } from '../service.ts'
import { type Walk, walkTo, welcome, welcomeInput } from '../walk.ts'

const DAY = 86_400_000
interface Released {
  readonly region: Region
  readonly id: string
  readonly record: Attestation
}

let service: Service
let verifier: Verifier
const released: Record<string, Released> = {}
beforeAll(async () => {
  service = await openService()
  const give = async (slug: string) => {
    const known = (await service.keystore.list(slug)).some(({ use }) => use !== 'seal')
    if (!known) await service.keystore.create(slug, 'ES256', FOUNDED)
  }
  for (const [index, place] of REGIONS.entries()) {
    // Days that are over, so that whoever verifies today looks back at all of it; each region its own.
    const clock: Clock = {
      at: new Date(Date.now() - (10 - 2 * index) * DAY),
      advance(seconds) {
        clock.at = new Date(clock.at.getTime() + seconds * 1000)
      },
    }
    const house = { world: { ...service.world, now: () => clock.at }, clock }
    const region = await settle(house, place, give)
    const people = peopleOfRegion(region, 'profile')
    const metOn = new Date(clock.at.getTime() - DAY).toISOString().slice(0, 10)
    const walk: Walk = await welcome(house, people, { reception: { ...welcomeInput(people.officer).reception, metOn } })
    await walkTo('release', walk)
    const { rows } = await service.pool.query<{ id: string; record: Attestation }>(
      `SELECT id, record FROM attestation WHERE case_id = $1 AND kind = 'certificato'`,
      [walk.caseId],
    )
    if (rows[0] === undefined) throw new Error('nothing was released')
    released[place.name] = { region, ...rows[0] }
  }
  const { rows } = await service.pool.query<{ did: string; name: string }>("SELECT did, name FROM organisation WHERE kind = 'region'")
  verifier = {
    now: new Date(),
    fetch: (url, init) => fetch(url, { redirect: 'error', ...init }),
    trust: {
      issuers: rows.map(({ did, name }) => ({ id: did, name, kinds: ['recognition' as const], from: '2000-01-01T00:00:00Z' })),
      sealRoots: [],
    },
    limits: { allowLoopbackHttp: true },
  }
}, 120_000)
afterAll(() => service.close())

const of = (name: string): Released => {
  const found = released[name]
  if (found === undefined) throw new Error(`nothing of ${name}`)
  return found
}
const judge = (bytes: Uint8Array) => verifyDocument({ bytes }, verifier)
const failed = async (bytes: Uint8Array) => (await judge(bytes)).checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)
const encode = (document: unknown) => new TextEncoder().encode(JSON.stringify(document))

/** The body signs it anew, with its own key, after something in it was changed: what a dishonest body could do. */
async function signedAnew({ region }: Released, attestation: Attestation): Promise<Uint8Array> {
  const signer = await service.world.signerFor(region.body.organisation.slug)
  return encode(await signBadge({ attestation, digest: digestOf(attestation), signer, at: new Date() }))
}

describe.each(REGIONS)('a certificate of $name', ({ name }) => {
  test('is valid for whoever trusts the Region, by its office, commission, decision and body', async () => {
    const { region, id } = of(name)
    const { content } = await handOut({ attestationId: id, form: 'open-badge', actor: region.body }, service.world)
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const { verdict, checks } = await judge(bytes)
    expect(checks.filter(({ outcome }) => outcome !== 'passed').map(({ id: check }) => check)).toEqual(['holder'])
    expect(verdict).toBe('valid')
  })

  test('fails with one letter changed', async () => {
    const { region, id, record } = of(name)
    const { content } = await handOut({ attestationId: id, form: 'open-badge', actor: region.body }, service.world)
    const changed = String(content).replaceAll(record.number, `${record.number.slice(0, -1)}9`)
    expect(changed).not.toBe(content)
    expect((await judge(new TextEncoder().encode(changed))).verdict).not.toBe('valid')
  })

  test('fails with the commission, the decision or the office of another region', async () => {
    const mine = of(name)
    const theirs = of(REGIONS.find((other) => other.name !== name)?.name ?? '')
    expect(await failed(await signedAnew(mine, mine.record))).toEqual([])
    for (const part of ['commission', 'decision', 'chamber', 'body'] as const) {
      const authority = { ...mine.record.authority, [part]: theirs.record.authority[part] }
      expect([part, (await failed(await signedAnew(mine, { ...mine.record, authority }))).length > 0]).toEqual([part, true])
    }
  })

  test('fails with a competence that its commission did not certify', async () => {
    const mine = of(name)
    const [first, ...rest] = mine.record.outcome.competences
    if (first === undefined) throw new Error('a certificate has competences')
    const competences = [{ ...first, name: { it: 'Dirigere un ospedale', en: 'Running a hospital' } }, ...rest]
    const forged = { ...mine.record, outcome: { ...mine.record.outcome, competences } }
    expect((await failed(await signedAnew(mine, forged))).length).toBeGreaterThan(0)
  })
})
