import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { readActivities } from '../../../issuer/reads/activities.ts'
import { readRelease, readReleases } from '../../../issuer/reads/repertory-releases.ts'
import { readToldCompetences } from '../../../issuer/reads/told-competences.ts'
import { type AtlanteRelease, shippedAtlante } from '../../../issuer/repertory/atlante.ts'
import { beginIdentification } from '../../../issuer/steps/begin-identification.ts'
import { addCompetence } from '../../../issuer/steps/dossier/add-competence.ts'
import { addEvidence } from '../../../issuer/steps/dossier/add-evidence.ts'
import { chooseCompetences } from '../../../issuer/steps/dossier/choose-competences.ts'
import { keepExperience } from '../../../issuer/steps/dossier/keep-experience.ts'
import { keepSupport } from '../../../issuer/steps/dossier/keep-support.ts'
import { readFile } from '../../../issuer/steps/lock-case.ts'
import { decideRelease, uploadRelease } from '../../../issuer/steps/repertory-release.ts'
import { key, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { scan, type Walk, welcome } from '../walk.ts'

const COMPLAINT = 'DEMO.23.01.02.03'
const RECRUIT = 'DEMO.24.01.01.02'
let house: House
let region: Actor
let second: Actor
let walk: Walk
beforeAll(async () => {
  house = await openHouse()
  region = await house.who('region-1', 'region')
  second = await house.who('region-2', 'region')
  walk = await welcome(house, await peopleOf(house))
  await beginIdentification(on(), house.world)
})
afterAll(() => house.close())

const on = () => ({ actor: walk.people.officer, idempotencyKey: key(), caseId: walk.caseId })
const experience = { context: 'lavoro', title: 'Barista' } as const
const keep = (activities: readonly string[] | undefined, experienceId?: string) =>
  keepExperience({ ...on(), experienceId, experience: { ...experience, activities } }, house.world)
const activitiesIn = async (experienceId: string) => {
  const [row] = await house.world.db.rows<{ activities: { code: string; version: string; label: string }[] }>(
    'SELECT activities FROM case_experience WHERE id = $1',
    [experienceId],
  )
  return row?.activities ?? []
}
const told = async () =>
  readToldCompetences(await readFile({ caseId: walk.caseId, organisationId: walk.people.officer.organisation.id }, house.world.db), {
    db: house.world.db,
    at: house.clock.at,
  })
/** The Atlante of a later year: one activity with other words, another with a new code. */
function next(): AtlanteRelease {
  const release = structuredClone(shippedAtlante)
  release.release = '2027'
  for (const activity of release.areas.flatMap(({ activities }) => activities)) {
    if (activity.code === COMPLAINT) activity.name = 'Rispondere ai reclami per iscritto'
    if (activity.code === RECRUIT) activity.code = 'DEMO.24.01.01.92'
  }
  return release
}
const upload = (content: AtlanteRelease, { actor = region, validFrom = '2026-11-01' } = {}) =>
  uploadRelease(
    { actor, idempotencyKey: key(), kind: 'atlante', name: 'Atlante 2027', validFrom, content: JSON.stringify(content) },
    house.world,
  )

test('activities are found page by page, and kept in the words of the release', async () => {
  const asked = (words: string, page = 1) =>
    readActivities({ actor: walk.people.officer, asked: { words, page }, now: house.clock.at }, house.world.db)
  expect(await asked('')).toMatchObject({ page: 1, pages: 2, release: 'dato dimostrativo' })
  expect((await asked('', 2)).items.length).toBeGreaterThan(0)
  expect((await asked('reclamo')).items).toMatchObject([{ code: COMPLAINT, sector: 'Servizi turistici', demo: true }])
  const { id } = await keep([COMPLAINT, COMPLAINT])
  expect(await activitiesIn(id)).toMatchObject([{ code: COMPLAINT, version: 'dato dimostrativo', label: 'Gestire un reclamo' }])
  await keep(undefined, id)
  expect(await activitiesIn(id)).toHaveLength(1)
  await expect(keep([COMPLAINT, 'DEMO.0'], id)).rejects.toMatchObject({ code: 'experience.unknown-activity' })
})

test('what was told speaks for competences, which the officer takes one by one', async () => {
  const { proposals, gaps, untold } = await told()
  expect(proposals).toMatchObject([{ entry: 'trasversale-qualita', chosen: false, because: [{ experience: 'Barista' }] }])
  expect([gaps, untold]).toEqual([[], []])
  const add = (entry: string) => addCompetence({ ...on(), entry }, house.world)
  await add('trasversale-qualita')
  await expect(add('trasversale-qualita')).rejects.toMatchObject({ code: 'competence.chosen' })
  await expect(add('inventata')).rejects.toMatchObject({ code: 'repertory.unknown' })
  const lacking = await told()
  expect(lacking.proposals).toMatchObject([{ chosen: true }])
  expect(lacking.gaps, 'an activity speaks for it').toMatchObject([{ lacks: 'strength', speaking: ['Barista'] }])

  const [gap] = lacking.gaps
  const [because] = lacking.proposals[0]?.because ?? []
  const experienceId = because?.experienceId ?? ''
  const supports = [{ experienceId, strength: 'piena' }] as const
  await keepSupport({ ...on(), competenceId: gap?.competenceId ?? '', supports }, house.world)
  expect((await told()).gaps).toMatchObject([{ lacks: 'evidence' }])
  await addEvidence({ ...on(), evidence: { class: 'contratto', title: 'Contratto', experienceId, bytes: scan() } }, house.world)
  expect((await told()).gaps).toEqual([])

  await chooseCompetences({ ...on(), choice: { profile: 'diversity-manager' } }, house.world)
  await expect(add('trasversale-qualita')).rejects.toMatchObject({ code: 'competence.whole-profile' })
  await chooseCompetences({ ...on(), choice: { competences: ['trasversale-sicurezza'] } }, house.world)
  await add('trasversale-qualita')
  expect(
    (await told()).gaps.map(({ lacks }) => lacks),
    'of the first nothing was told',
  ).toEqual(['experience', 'strength'])
  expect(await house.world.db.rows('SELECT profile FROM ivc_case WHERE id = $1', [walk.caseId])).toEqual([
    { profile: 'trasversale-sicurezza+trasversale-qualita' },
  ])
})

test('a release is accepted by another person, and what was told before keeps its words', async () => {
  const { id: experienceId } = await keep([COMPLAINT, RECRUIT])
  const { id } = await upload(next())
  const seen = await readRelease({ releaseId: id, actor: second, db: house.world.db, now: house.clock.at })
  expect(seen).toMatchObject({
    kind: 'atlante',
    diff: { activities: { new: [{ id: 'DEMO.24.01.01.92' }], gone: [{ id: RECRUIT }], changed: [{ id: COMPLAINT }] } },
  })
  const decide = (actor: Actor) => decideRelease({ actor, idempotencyKey: key(), releaseId: id }, house.world)
  await expect(decide(region)).rejects.toMatchObject({ code: 'release-file.four-eyes' })
  await decide(second)
  const asking = { actor: region, db: house.world.db, now: house.clock.at }
  expect((await readReleases({ kind: 'atlante', ...asking })).items).toHaveLength(1)
  expect((await readReleases({ kind: 'qrsp', ...asking })).items).toEqual([])

  // The old experience keeps code and words, also of what is no longer there; a new one gets those of today.
  await keep([RECRUIT, COMPLAINT], experienceId)
  expect(await activitiesIn(experienceId)).toMatchObject([
    { code: RECRUIT, version: 'dato dimostrativo' },
    { code: COMPLAINT, label: 'Gestire un reclamo' },
  ])
  const { id: later } = await keep([COMPLAINT])
  expect(await activitiesIn(later)).toMatchObject([{ version: '2027', label: 'Rispondere ai reclami per iscritto' }])
  await expect(keep([RECRUIT])).rejects.toMatchObject({ code: 'experience.unknown-activity' })
})

test('a release whose activity speaks for a competence that is not there is refused, and so is one of a body', async () => {
  const release = next()
  const activity = release.areas[0]?.activities[0]
  if (activity === undefined) throw new Error('nothing ships')
  activity.competences = [{ entry: 'mai-vista', why: 'Non si sa.' }]
  await expect(upload(release)).rejects.toMatchObject({ code: 'release-file.unknown-link', facts: { id: 'mai-vista' } })
  await expect(upload(next(), { actor: walk.people.officer })).rejects.toMatchObject({ code: 'release-file.not-allowed' })
})
