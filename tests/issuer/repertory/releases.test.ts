import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { readRelease, readReleases } from '../../../issuer/reads/repertory-releases.ts'
import { diffRows } from '../../../issuer/repertory/diff-releases.ts'
import { diffReleases } from '../../../issuer/repertory/kinds.ts'
import { parseRelease } from '../../../issuer/repertory/parse-release.ts'
import type { RepertoryRelease } from '../../../issuer/repertory/release.ts'
import { shippedRelease } from '../../../issuer/repertory/shipped.ts'
import { chooseCompetences } from '../../../issuer/steps/dossier/choose-competences.ts'
import { decideRelease, uploadRelease } from '../../../issuer/steps/repertory-release.ts'
import { key, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, type Walk, welcome } from '../walk.ts'

const copy = (): RepertoryRelease => structuredClone(shippedRelease)
/** The release that ships with one competence gone, one renamed with an ability more, and one that is new. */
function next(): RepertoryRelease {
  const release = copy()
  const [first] = release.competences
  if (first === undefined) throw new Error('nothing ships')
  first.name = { ...first.name, it: 'Un nome nuovo' }
  first.abilities = [...(first.abilities ?? []), 'Una abilità nuova']
  release.competences = release.competences.filter(({ id }) => id !== 'trasversale-sicurezza')
  release.competences.push({ ...first, id: 'tutta-nuova', demo: true, name: { it: 'Tutta nuova', en: 'All new' } })
  return release
}

describe('a release file', () => {
  test.each([
    ['that is no JSON', () => '{QRSP', 'release-file.malformed'],
    ['with a field that nobody knows', () => JSON.stringify({ ...copy(), oltre: 1 }), 'release-file.malformed'],
    [
      'with a level that there is not',
      () => JSON.stringify({ ...copy(), profiles: copy().profiles.map((row) => ({ ...row, eqfLevel: 9 })) }),
      'release-file.malformed',
    ],
    [
      'with one key twice',
      () => JSON.stringify({ ...copy(), competences: [...copy().competences, ...copy().competences] }),
      'release-file.twice',
    ],
    ['whose profile needs what is not there', () => JSON.stringify({ ...copy(), competences: [] }), 'release-file.unknown-competence'],
    ['that is too large', () => ' '.repeat(10_000_001), 'release-file.too-large'],
  ])('%s is refused whole', (_, content, code) => {
    expect(() => parseRelease(content(), 'qrsp')).toThrow(expect.objectContaining({ code }))
  })

  test('is told as what is new, gone and changed', () => {
    const { competences, profiles } = diffReleases('qrsp', shippedRelease, next())
    expect(competences?.new).toEqual([{ id: 'tutta-nuova', name: 'Tutta nuova' }])
    expect(competences?.gone.map(({ id }) => id)).toEqual(['trasversale-sicurezza'])
    expect(competences?.changed).toMatchObject([{ fields: ['name', 'abilities'], came: ['Una abilità nuova'], went: [] }])
    // From what to what, language by language; what is a list says what came and went.
    const before = shippedRelease.competences[0]?.name.it
    expect(competences?.changed[0]?.values).toEqual([{ field: 'name', language: 'it', was: before, is: 'Un nome nuovo' }])
    expect(profiles).toEqual({ new: [], gone: [], changed: [] })
    expect(diffReleases('qrsp', shippedRelease, copy())).toEqual({
      profiles: { new: [], gone: [], changed: [] },
      competences: { new: [], gone: [], changed: [] },
    })
  })
})

test.each([
  ['a level that is another', 3, 4, { was: '3', is: '4' }],
  ['a source that comes', undefined, 'DGR 1/2026', { was: '', is: 'DGR 1/2026' }],
  ['a mark that goes', true, false, { was: 'true', is: 'false' }],
])('%s is told from what to what', (_, was, is, told) => {
  const row = (value: unknown) => [{ id: 'uno', name: 'Uno', fields: { what: value } }]
  expect(diffRows(row(was), row(is)).changed[0]?.values).toEqual([{ field: 'what', ...told }])
})

describe('a release', () => {
  let house: House
  let region: Actor
  let second: Actor
  let walk: Walk
  beforeAll(async () => {
    house = await openHouse()
    const people = await peopleOf(house)
    region = await house.who('region-1', 'region')
    second = await house.who('region-2', 'region')
    walk = await welcome(house, people)
    await doAct('begin-identification', walk)
  })
  afterAll(() => house.close())

  const upload = (validFrom: string, actor = region) =>
    uploadRelease(
      { actor, idempotencyKey: key(), kind: 'qrsp', name: 'QRSP 2026/2', validFrom, content: JSON.stringify(next()) },
      house.world,
    )
  const choose = (entry: string) =>
    chooseCompetences(
      { actor: walk.people.officer, idempotencyKey: key(), caseId: walk.caseId, choice: { competences: [entry] } },
      house.world,
    )

  test('is accepted by another person from its day on, and cases keep what they chose before', async () => {
    const { id } = await upload('2026-11-01')
    const seen = await readRelease({ releaseId: id, actor: second, db: house.world.db, now: house.clock.at })
    expect(seen.diff.competences?.new).toHaveLength(1)
    await expect(choose('tutta-nuova')).rejects.toMatchObject({ code: 'repertory.unknown' })
    const decide = (actor: Actor) => decideRelease({ actor, idempotencyKey: key(), releaseId: id }, house.world)
    await expect(decide(region)).rejects.toMatchObject({ code: 'release-file.four-eyes' })
    await expect(decide(walk.people.officer)).rejects.toMatchObject({ code: 'release-file.not-allowed' })
    const chosen = () => house.world.db.rows('SELECT competence FROM case_competence WHERE case_id = $1 ORDER BY position', [walk.caseId])
    const before = await chosen()
    await decide(second)
    await expect(decide(second)).rejects.toMatchObject({ code: 'release-file.decided' })
    expect(await chosen()).toEqual(before)
    await choose('tutta-nuova')
    await expect(choose('trasversale-sicurezza')).rejects.toMatchObject({ code: 'repertory.unknown' })
    const { inForce } = await readReleases({ kind: 'qrsp', actor: region, db: house.world.db, now: house.clock.at })
    expect(inForce.counts.competences).toBe(next().competences.length)
  })

  test('of a later day waits for it, and one that is refused says why', async () => {
    const { id } = await upload('2099-01-01')
    await decideRelease({ actor: second, idempotencyKey: key(), releaseId: id, refusal: 'Manca la fonte.' }, house.world)
    const { items } = await readReleases({ kind: 'qrsp', actor: region, db: house.world.db, now: house.clock.at })
    expect(items.find((release) => release.id === id)).toMatchObject({ decision: 'refused', decisionReason: 'Manca la fonte.' })
    await expect(upload('2027-01-01', walk.people.officer)).rejects.toMatchObject({ code: 'release-file.not-allowed' })
  })
})
