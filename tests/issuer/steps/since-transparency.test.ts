import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LETTERS } from '../../../issuer/mail/letters.ts'
import { readMailFacts } from '../../../issuer/mail/read-mail-facts.ts'
import { readDossier } from '../../../issuer/reads/reading-room.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { chooseCompetences } from '../../../issuer/steps/dossier/choose-competences.ts'
import { dropExperience, type ExperienceInput, keepExperience } from '../../../issuer/steps/dossier/keep-experience.ts'
import { keepSupport } from '../../../issuer/steps/dossier/keep-support.ts'
import { sinceTransparency } from '../../../issuer/steps/dossier/since-transparency.ts'
import { fileApplication } from '../../../issuer/steps/file-application.ts'
import { renewTransparency } from '../../../issuer/steps/renew-transparency.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'
import { competencesOf, doAct, TO_THE_CERTIFICATE, type Walk, walkTo, welcome } from '../walk.ts'

describe('a dossier that goes on after its document of trasparenza', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const sealed = async () => {
    const walk = await welcome(house, people)
    await walkTo('release-transparency', walk)
    return walk
  }
  const on = ({ caseId }: Walk) => ({ actor: people.officer, idempotencyKey: key(), caseId })
  const changesOf = async ({ caseId }: Walk) => (await sinceTransparency(caseId, house.world.db))?.changes.map(([it]) => it)
  const tell = (walk: Walk, experience: ExperienceInput, experienceId?: string) =>
    keepExperience({ ...on(walk), experience, ...(experienceId !== undefined && { experienceId }) }, house.world)
  const cook = { context: 'lavoro', title: 'Cuoca', hours: 900 } as const
  const firstExperience = async ({ caseId }: Walk) =>
    (await house.world.db.rows<{ id: string }>('SELECT id FROM case_experience WHERE case_id = $1 ORDER BY position', [caseId]))[0]?.id ??
    ''

  test('says each thing that is other than what was sealed, and nothing once it is as it was', async () => {
    const walk = await sealed()
    expect(await changesOf(walk)).toEqual([])

    const { id } = await tell(walk, cook)
    expect(await changesOf(walk)).toEqual(['Esperienza aggiunta: Cuoca, 900 ore'])
    await dropExperience({ ...on(walk), experienceId: id }, house.world)
    expect(await changesOf(walk)).toEqual([])

    const first = await firstExperience(walk)
    const was = { context: 'lavoro', title: 'Selezione del personale', from: '2019-01-01', until: '2024-12-31', hours: 900 } as const
    await tell(walk, { ...was, hours: 400 }, first)
    expect(await changesOf(walk)).toEqual([
      'Esperienza cambiata: era «Selezione del personale, 01/01/2019 – 31/12/2024, 900 ore», ora è «Selezione del personale, 01/01/2019 – 31/12/2024, 400 ore»',
    ])
    await tell(walk, { ...was, activities: [] }, first)
    expect(await changesOf(walk)).toEqual(['Attività cambiate: Selezione del personale, 01/01/2019 – 31/12/2024, 900 ore'])
    await tell(walk, { ...was, activities: ['DEMO.24.01.01.02'] }, first)

    const [competenceId = ''] = await competencesOf({ caseId: walk.caseId, world: house.world })
    await keepSupport({ ...on(walk), competenceId, supports: [{ experienceId: first, strength: 'parziale' }] }, house.world)
    expect(await changesOf(walk)).toEqual([expect.stringMatching(/^Cambiato come le esperienze mostrano la competenza: /)])
    await keepSupport({ ...on(walk), competenceId, supports: [{ experienceId: first, strength: 'piena' }] }, house.world)
    expect(await changesOf(walk)).toEqual([])
  })

  test('is not applied with unawares: the difference is refused, or said in the application, the trail and the reading room', async () => {
    const walk = await sealed()
    await tell(walk, cook)
    const refused = { code: 'case.dossier-changed', facts: { on: '2026-11-23', count: 1 } }
    await expect(fileApplication(on(walk), house.world)).rejects.toMatchObject(refused)
    await fileApplication({ ...on(walk), differing: true }, house.world)
    const trail = await house.world.db.rows('SELECT facts FROM audit WHERE subject = $1 AND action = $2', [walk.caseId, 'file.differing'])
    expect(trail).toEqual([{ facts: { document: expect.stringMatching(/^TRA-/), changes: 1 } }])
    const [application] = await house.world.db.rows<{ content: { it: { heading: string; lines: string[] }[] } }>(
      `SELECT content FROM case_document WHERE case_id = $1 AND class = 'domanda'`,
      [walk.caseId],
    )
    expect(application?.content.it.at(-1)).toMatchObject({
      heading: 'Differenze dal documento di trasparenza',
      lines: [expect.stringContaining('la domanda vale con il dossier di oggi'), 'Esperienza aggiunta: Cuoca, 900 ore'],
    })

    for (const act of TO_THE_CERTIFICATE.slice(TO_THE_CERTIFICATE.indexOf('admit'), TO_THE_CERTIFICATE.indexOf('open-sitting')))
      await doAct(act, walk)
    const [sitting] = await house.world.db.rows<{ id: string }>(
      'SELECT s.id FROM sitting s JOIN commission_candidate c ON c.commission_id = s.commission_id WHERE c.case_id = $1',
      [walk.caseId],
    )
    const at = { actor: people.expert, sittingId: sitting?.id ?? '', caseId: walk.caseId }
    await declareNoConflict({ ...at, idempotencyKey: key() }, house.world)
    expect((await readDossier(at, house.world)).filed?.differences.map(({ it }) => it)).toContain('Esperienza aggiunta: Cuoca, 900 ore')
  })

  test('is issued anew: a new document and annex in the place of the old one, no mistake told to the person', async () => {
    const walk = await sealed()
    await expect(renewTransparency(on(walk), house.world)).rejects.toMatchObject({ code: 'transparency.unchanged' })
    const before = await sinceTransparency(walk.caseId, house.world.db)
    // Also other competences, and with them another profile than the first document's.
    await tell(walk, cook)
    const [entry = ''] = (
      await house.world.db.rows<{ entry: string }>('SELECT entry FROM case_competence WHERE case_id = $1 ORDER BY position', [walk.caseId])
    ).map((row) => row.entry)
    await chooseCompetences({ ...on(walk), choice: { competences: [entry] } }, house.world)
    const { attestationId, number } = await renewTransparency(on(walk), house.world)
    const after = await sinceTransparency(walk.caseId, house.world.db)
    expect(after).toMatchObject({ attestationId, number, changes: [] })
    const [word] = await house.world.db.rows('SELECT word, successor, reason_class FROM status_change WHERE attestation_id = $1', [
      before?.attestationId,
    ])
    expect(word).toEqual({ word: 'sostituito', successor: number, reason_class: 'aggiornamento' })
    const titles = await house.world.db.rows<{ title: string }>('SELECT title FROM case_document WHERE case_id = $1', [walk.caseId])
    expect(titles.map(({ title }) => title)).toContain(`Documento di trasparenza ${number}, al posto del n. ${before?.number}`)
    const [facts] = await readMailFacts(
      { topic: 'attestation.replaced', payload: { attestationId } },
      { db: house.world.db, issuerUrl: ISSUER_URL, wrapping: house.world.wrapping },
    )
    expect(facts && LETTERS['attestation.replaced'](facts).it.text).not.toMatch(/errore|rettificato/)
    await fileApplication(on(walk), house.world)
    await doAct('admit', walk)
    await doAct('plan-assessment', walk)
    await doAct('release-validation', walk)
  })
})
