import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AttestaError } from '../../../credential/errors.ts'
import { type Act, actsFrom, type CaseState, mayFollow, mustPrecede } from '../../../issuer/procedure/procedure.ts'
import { type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, TO_THE_CERTIFICATE, type Walk, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

/** The acts that somebody does here; the rest goes with one of them. */
const DONE = [...TO_THE_CERTIFICATE, 'reject', 'refuse-validation', 'refuse-certificate', 'give-up', 'conclude'] as const

async function historyOf({ caseId }: Walk): Promise<CaseState[]> {
  const rows = await house.world.db.rows<{ state: CaseState }>('SELECT state FROM case_transition WHERE case_id = $1 ORDER BY id', [caseId])
  return rows.map(({ state }) => state)
}

async function rowOf({ caseId }: Walk): Promise<{ state: CaseState; version: number }> {
  const [row] = await house.world.db.rows<{ state: CaseState; version: number }>('SELECT state, version FROM ivc_case WHERE id = $1', [
    caseId,
  ])
  if (row === undefined) throw new Error('the case is gone')
  return row
}

describe('whatever is tried, in whatever order', () => {
  test('a case goes the way of the law, and a refusal changes nothing', async () => {
    // A step on the way most of the time, so that all of it is walked; anything else in between.
    const wish = fc.oneof({ weight: 4, arbitrary: fc.constant('next' as const) }, { weight: 1, arbitrary: fc.constantFrom(...DONE) })
    const ended = new Set<CaseState>()
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { minLength: 4, maxLength: 22 }), async (wishes) => {
        const walk = await welcome(house, people)
        for (const wished of wishes) {
          const before = await rowOf(walk)
          const history = await historyOf(walk)
          const act: Act =
            wished === 'next'
              ? (TO_THE_CERTIFICATE.find((candidate) => actsFrom(before.state).includes(candidate)) ?? stuck(before.state))
              : wished
          const refused = await doAct(act, walk).then(
            () => false,
            (error: unknown) => {
              if (!(error instanceof AttestaError)) throw error
              return true
            },
          )
          const after = await rowOf(walk)
          if (refused) expect(await historyOf(walk)).toEqual(history)
          if (!refused) expect(after.version).toBeGreaterThan(before.version)
          if (!actsFrom(before.state).some((possible) => possible === act || follows(possible, act))) expect(after.state).toBe(before.state)
        }
        const history = await historyOf(walk)
        expect(history.at(-1)).toBe((await rowOf(walk)).state)
        expect(history.filter((state, index) => !mayFollow(history[index - 1], state))).toEqual([])
        const last = history.at(-1)
        if (last === undefined) throw new Error('a case has a history')
        expect(mustPrecede(last, new Set()).filter((state) => !history.includes(state))).toEqual([])
        ended.add(last)
      }),
      { numRuns: 40, seed: 20_261_128 },
    )
    // The walk is worth something only if some of them arrive.
    expect(ended).toContain('rilasciato')
    expect(ended.size).toBeGreaterThan(3)
  }, 240_000)
})

/** Acts that are done together with another: the appointment convenes, the minutes end the exam. */
function follows(possible: Act, act: Act): boolean {
  return possible === 'end-exam' && (act === 'sign-minutes' || act === 'refuse-certificate')
}

/** What is tried when nothing more leads on. */
function stuck(state: CaseState): Act {
  return state === 'esame_aperto' ? 'sign-minutes' : state === 'verbale_firmato' ? 'register' : 'give-up'
}

describe('the way to the certificate', () => {
  test('each act leaves its document, and its reason stands in the history', async () => {
    const walk = await welcome(house, people)
    await walkTo('release', walk)
    const documents = await house.world.db.rows<{ class: string }>(
      'SELECT class FROM case_document WHERE case_id = $1 ORDER BY created_at, class',
      [walk.caseId],
    )
    expect(documents.map((document) => document.class)).toEqual(
      expect.arrayContaining([
        'scheda-accoglienza',
        'trasparenza',
        'allegato-trasparenza',
        'cv-europass',
        'dossier',
        'domanda',
        'esito-domanda',
        'piano-accertamento',
        'validazione',
        'nomina',
        'verbale',
        'attestato',
      ]),
    )
    const acts = await house.world.db.rows<{ kind: string }>('SELECT kind FROM attestation WHERE case_id = $1 ORDER BY released_at', [
      walk.caseId,
    ])
    expect(acts.map(({ kind }) => kind)).toEqual(['trasparenza', 'validazione', 'certificato'])
    const explained = await house.world.db.rows(
      'SELECT 1 FROM case_transition WHERE case_id = $1 AND (act IS NULL OR by IS NULL OR rule_pack_id IS NULL)',
      [walk.caseId],
    )
    expect(explained).toEqual([])
  })

  test('whoever goes around the steps is refused by the database', async () => {
    const walk = await welcome(house, people)
    await expect(house.database.pool.query("UPDATE ivc_case SET state = 'rilasciato' WHERE id = $1", [walk.caseId])).rejects.toMatchObject({
      code: '23514',
    })
    const jump = house.database.pool.query(
      `INSERT INTO case_transition (organisation_id, case_id, state, at, act) SELECT organisation_id, id, 'rilasciato', now(), 'release'
       FROM ivc_case WHERE id = $1`,
      [walk.caseId],
    )
    await expect(jump).rejects.toMatchObject({ constraint: 'case_order' })
  })
})
