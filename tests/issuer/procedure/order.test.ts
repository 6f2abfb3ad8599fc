import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AttestaError } from '../../../credential/errors.ts'
import { type Act, actsFrom, type CaseState, EXCEPTIONS, mayFollow, mustPrecede } from '../../../issuer/procedure/procedure.ts'
import { withdrawRecognition } from '../../../issuer/steps/withdraw-recognition.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { peopleOfRegion, REGIONS, type Region, settle } from '../region.ts'
import { doAct, TO_THE_CERTIFICATE, type Walk, walkTo, wayOf, welcome } from '../walk.ts'
import { CORRECTION_ACTS } from './correction-acts.ts'
import { doOther, OTHER_ACTS, type OtherAct } from './other-acts.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

/** The acts that somebody does here; the rest goes with one of them. */
const DONE = [...TO_THE_CERTIFICATE, 'reject', 'refuse-validation', 'refuse-certificate', 'give-up', 'conclude'] as const

async function historyOf({ caseId, house: { world } }: Walk): Promise<CaseState[]> {
  const rows = await world.db.rows<{ state: CaseState }>('SELECT state FROM case_transition WHERE case_id = $1 ORDER BY id', [caseId])
  return rows.map(({ state }) => state)
}

interface Standing {
  readonly state: CaseState
  readonly version: number
  readonly waiting: boolean
}

async function rowOf({ caseId, house: { world } }: Walk): Promise<Standing> {
  const [row] = await world.db.rows<Standing & Record<string, unknown>>(
    'SELECT state, version, handed_from IS NOT NULL AND taken_on_at IS NULL AS waiting FROM ivc_case WHERE id = $1',
    [caseId],
  )
  if (row === undefined) throw new Error('the case is gone')
  return row
}

/** What became of the documents of validation of a case: nothing where none was sealed, as by way of exception. */
async function validationsOf({ caseId, house: { world } }: Walk): Promise<string[]> {
  const rows = await world.db.rows<{ word: string }>(
    `SELECT coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word
     FROM attestation a WHERE a.case_id = $1 AND a.kind = 'validazione' AND NOT EXISTS (SELECT 1 FROM attestation n WHERE n.replaces = a.id)`,
    [caseId],
  )
  return rows.map(({ word }) => word)
}

describe.each(REGIONS)('whatever is tried, in whatever order, in $name', (place) => {
  const ended = new Set<CaseState>()
  const succeeded = new Set<OtherAct>()
  let region: Region
  beforeAll(async () => {
    region = await settle(house, place)
  })

  // Without a seed, another one each time: what fails says with which.
  test.each([
    { certifies: 'profile', seed: 20_261_128 },
    { certifies: 'profile', seed: undefined },
    { certifies: 'competence', seed: 918 },
    { certifies: 'competence', seed: undefined },
  ] as const)(
    'a case of a $certifies goes the way of the law, and a refusal changes nothing (seed $seed)',
    async ({ certifies, seed }) => {
      const people = peopleOfRegion(region, certifies)
      const open = new Set<Act>(EXCEPTIONS.filter((act) => region.pack.exceptions.some((opened) => opened.act === act)))
      // A step on the way most of the time, so that all of it is walked; anything else in between.
      const wish = fc.oneof(
        { weight: 8, arbitrary: fc.constant('next' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...DONE) },
        { weight: 2, arbitrary: fc.constantFrom(...OTHER_ACTS) },
      )
      // Also close to the exam, where most can go wrong.
      const starts = [
        ...(['revoke-appointment', 'replace-appointment', 'request-by-exception'] as const).map(
          (act) => ({ from: 'appoint', first: [act] }) as const,
        ),
        ...(['leave-out', 'declare-conflict'] as const).map((act) => ({ from: 'open-sitting', first: [act] }) as const),
        { from: 'admit', first: ['request-by-exception'] },
        ...(['order-correction', 'correct', 'suspend'] as const).map((act) => ({ from: 'release', first: [act] }) as const),
        { from: 'begin-identification', first: ['hand-over', 'take-on'] },
        { from: 'release', first: ['suspend', 'lift'] },
        { from: 'release', first: ['ask-correction', 'refuse-correction'] },
        { from: 'release', first: ['ask-correction', 'seal-correction', 'release-correction'] },
      ] as const
      const start = fc.oneof(
        fc.record({ from: fc.constantFrom('welcome', 'release-validation', 'open-sitting', 'release'), first: fc.tuple(wish) }),
        fc.constantFrom(...starts),
      )
      const others = { orobie: people.officer, lecco: region.nextBody }
      await fc.assert(
        fc.asyncProperty(start, fc.array(wish, { minLength: 6, maxLength: 24 }), async ({ from, first }, wishes) => {
          let walk = await welcome(house, people)
          if (from !== 'welcome') await walkTo(from, walk)
          for (const wished of [...first, ...wishes]) {
            const before = await rowOf(walk)
            const history = await historyOf(walk)
            const act = wished === 'next' ? nextFor(before, await wayOf(walk)) : wished
            if (isOther(act)) {
              const went = await doOther(act, walk, others).catch((error: unknown) => {
                if (!(error instanceof AttestaError)) throw error
              })
              if (went === undefined) {
                expect(await historyOf(walk)).toEqual(history)
                expect(await rowOf(walk)).toEqual(before)
                continue
              }
              succeeded.add(act)
              // Whoever handed over is through with it, and the other has the same history.
              if (went !== walk) expect([await historyOf(walk), await historyOf(went)]).toEqual([[...history, 'passata'], history])
              walk = went
              continue
            }
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
            // A predecessor that was annulled is none.
            if (!refused && act === 'release') expect((await validationsOf(walk)).filter((word) => word !== 'valido')).toEqual([])
            if (!actsFrom(before.state).some((possible) => possible === act || follows(possible, act)))
              expect(after.state).toBe(before.state)
          }
          const history = await historyOf(walk)
          expect(history.at(-1)).toBe((await rowOf(walk)).state)
          expect(history.filter((state, index) => !mayFollow(history[index - 1], state))).toEqual([])
          const last = history.at(-1)
          if (last === undefined) throw new Error('a case has a history')
          expect(mustPrecede(last, open).filter((state) => !history.includes(state))).toEqual([])
          ended.add(last)
        }),
        { numRuns: 20, ...(seed !== undefined && { seed }) },
      )
    },
    400_000,
  )

  test('and most of what can be done was done once, nothing that may not', () => {
    // The walk is worth something only if some of them arrive, and most of what is beside the way was done once.
    expect(ended).toContain('rilasciato')
    expect(ended.size).toBeGreaterThan(3)
    expect([...succeeded]).toEqual(
      expect.arrayContaining([
        'hand-over',
        'take-on',
        'revoke-appointment',
        'replace-appointment',
        'suspend',
        'lift',
        'annul',
        'change-tax-code',
        'declare-conflict',
        'leave-out',
        ...CORRECTION_ACTS,
      ]),
    )
    expect(succeeded).not.toContain('take-on-by-whoever-handed-over')
    expect(succeeded).not.toContain('sign-for-a-text-of-before')
    // An exception is open where the rules open it, whatever came before.
    const opened = region.pack.exceptions.some(({ act }) => act === 'request-commission-by-exception')
    expect(succeeded.has('request-by-exception')).toBe(opened)
    // Where the number is given at the release, nobody writes one down.
    if (region.pack.numbering.attestation.givenBy === 'here') expect(succeeded).not.toContain('give-number')
  })
})

/** Acts that are done together with another: the minutes end the exam, a release registers where the register is here. */
function follows(possible: Act, act: Act): boolean {
  return (
    (possible === 'end-exam' && (act === 'sign-minutes' || act === 'refuse-certificate')) || (possible === 'register' && act === 'release')
  )
}

const isOther = (act: Act | OtherAct): act is OtherAct => OTHER_ACTS.some((other) => other === act)

/** One step on the way; what was handed over is taken on first, a text of minutes that nobody signed is withdrawn. */
function nextFor({ state, waiting }: Standing, way: readonly Act[]): Act | OtherAct {
  if (waiting) return 'take-on'
  if (state === 'esame_svolto') return 'withdraw-minutes'
  const ahead = (act: Act) => actsFrom(state).some((possible) => possible === act || follows(possible, act))
  return way.find((act) => act !== 'sign-minutes' && ahead(act)) ?? stuck(state)
}

/** What is tried when nothing more leads on. */
function stuck(state: CaseState): Act {
  return state === 'esame_aperto' ? 'sign-minutes' : state === 'verbale_firmato' ? 'register' : 'give-up'
}

describe('a body that may no longer', () => {
  test('releases nothing once its recognition was withdrawn, and the case stays where it was', async () => {
    const own = await openHouse()
    try {
      const walk = await welcome(own, await peopleOf(own))
      await walkTo('register', walk)
      const region = await own.who('region-1', 'region')
      const { organisation } = walk.people.officer
      const recognitions = await own.world.db.rows<{ id: string }>(
        `SELECT r.id FROM recognition r WHERE r.organisation_id = $1 AND r.action = 'issue'`,
        [organisation.id],
      )
      const endsAt = new Date(own.clock.at.getTime() + 86_400_000)
      for (const { id: recognitionId } of recognitions)
        await withdrawRecognition(
          {
            actor: region,
            idempotencyKey: key(),
            organisationId: organisation.id,
            recognitionId,
            act: { number: `REV-${recognitionId.slice(0, 4)}`, date: own.clock.at.toISOString().slice(0, 10) },
            endsAt,
            reason: 'Requisiti venuti meno.',
          },
          own.world,
        )
      own.clock.advance(2 * 86_400)
      await expect(doAct('release', walk)).rejects.toMatchObject({ code: expect.stringMatching(/recognised/) })
      const [row] = await own.world.db.rows('SELECT state FROM ivc_case WHERE id = $1', [walk.caseId])
      expect(row).toEqual({ state: 'da_registrare' })
      expect(await own.world.db.rows(`SELECT 1 FROM attestation WHERE case_id = $1 AND kind = 'certificato'`, [walk.caseId])).toEqual([])
    } finally {
      await own.close()
    }
  })
})

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
