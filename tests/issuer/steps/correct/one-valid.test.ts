import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../../credential/attestation/attestation.ts'
import { AttestaError } from '../../../../credential/errors.ts'
import { annul } from '../../../../issuer/steps/annul.ts'
import { askCorrection } from '../../../../issuer/steps/correct/ask-correction.ts'
import { correctAct } from '../../../../issuer/steps/correct/correct-act.ts'
import { correctableOf } from '../../../../issuer/steps/correct/corrected.ts'
import { refuseCorrection } from '../../../../issuer/steps/correct/refuse-correction.ts'
import { releaseCorrection } from '../../../../issuer/steps/correct/release-correction.ts'
import { sealCorrection } from '../../../../issuer/steps/correct/seal-correction.ts'
import { lift } from '../../../../issuer/steps/lift.ts'
import { releaseAttestation } from '../../../../issuer/steps/release-attestation.ts'
import { suspend } from '../../../../issuer/steps/suspend.ts'
import { key, nextRegisterNumber, type People, peopleOf } from '../../exam.ts'
import { type House, openHouse } from '../../house.ts'
import { type Walk, walkTo, welcome } from '../../walk.ts'

interface Act {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly record: Attestation
  readonly word: string
  readonly digest: string | null
}

const MOVES = ['suspend', 'lift', 'annul', 'correct', 'ask', 'seal', 'refuse', 'release', 'release-again'] as const
type Move = (typeof MOVES)[number]

describe('whatever bodies and Chambers do, in whatever order', () => {
  let house: House
  let people: People
  let tries = 0
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const actsOf = ({ caseId }: Walk) =>
    house.world.db.rows<Act>(
      `SELECT a.id, a.number, a.kind, a.record, o.digest,
         coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word
       FROM attestation a LEFT JOIN decision_outcome o ON o.attestation_id = a.id WHERE a.case_id = $1 ORDER BY a.kind, a.released_at, a.id`,
      [caseId],
    )

  /** Tries a move on one act; what is refused must have changed nothing that counts. */
  async function attempt(move: Move, act: Act, walk: Walk): Promise<void> {
    const { world } = house
    const { officer, chamber } = people
    const on = { actor: officer, idempotencyKey: key(), attestationId: act.id, confirmNumber: act.number }
    const why = { reasonClass: 'errore-materiale', reason: 'Prova.', cardSeen: true }
    const { person, title, ...further } = correctableOf(act.record)
    // Another name each time: the title of what was judged cannot be another.
    const corrected = { person: { ...person, familyName: `Prova${'a'.repeat(++tries)}` }, title }
    const [asked] = await world.db.rows<{ id: string }>(
      'SELECT id FROM correction WHERE attestation_id = $1 ORDER BY asked_at DESC LIMIT 1',
      [act.id],
    )
    const atChamber = { actor: chamber, idempotencyKey: key(), correctionId: asked?.id ?? act.id }
    switch (move) {
      case 'suspend':
        return void (await suspend({ ...on, ...why, reasonClass: 'verifica-in-corso' }, world))
      case 'lift':
        return void (await lift({ ...on, ...why, reasonClass: 'verifica-conclusa' }, world))
      case 'annul':
        return void (await annul({ ...on, ...why }, world))
      case 'correct':
        return void (await correctAct({ ...on, ...why, corrected: { ...corrected, ...further } }, world))
      case 'ask':
        return void (await askCorrection({ ...on, ...why, corrected }, world))
      case 'seal': {
        const date = house.clock.at.toISOString().slice(0, 10)
        return void (await sealCorrection({ ...atChamber, confirmNumber: act.number, act: { number: 'DD/1', date } }, world))
      }
      case 'refuse':
        return void (await refuseCorrection({ ...atChamber, reason: 'Non è un errore.' }, world))
      case 'release':
        return void (await releaseCorrection({ ...on, number: nextRegisterNumber() }, world))
      case 'release-again':
        return void (await releaseAttestation({ actor: officer, idempotencyKey: key(), caseId: walk.caseId }, world))
    }
  }

  test('an outcome has one valid act at most, each act its own outcome, and what is over stays over', async () => {
    const reached = new Set<string>()
    const one = fc.tuple(fc.constantFrom<Move>(...MOVES), fc.nat(5)).map((move) => [move])
    // The way to a corrected certificate is three moves long; left to chance alone it is hardly ever gone.
    const whole = fc.nat(3).map((which) => (['ask', 'seal', 'release'] as const).map((move): [Move, number] => [move, which]))
    const steps = fc.array(fc.oneof({ weight: 3, arbitrary: one }, { weight: 1, arbitrary: whole }), { minLength: 3, maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(steps, async (moves) => {
        const walk = await welcome(house, people)
        await walkTo('release', walk)
        for (const [move, which] of moves.flat()) {
          house.clock.advance(60)
          const before = await actsOf(walk)
          const act = before[which % before.length] as Act
          const refused = await attempt(move, act, walk).then(
            () => false,
            (error: unknown) => {
              if (!(error instanceof AttestaError) || error.code === 'write.conflict') throw error
              return true
            },
          )
          const after = await actsOf(walk)
          for (const kind of ['trasparenza', 'validazione', 'certificato'])
            expect(after.filter((one) => one.kind === kind && one.word === 'valido').length).toBeLessThanOrEqual(1)
          for (const was of before) {
            const now = after.find(({ id }) => id === was.id)
            if (was.word === 'annullato' || was.word === 'sostituito') expect(now?.word).toBe(was.word)
            if (refused) expect(now?.word).toBe(was.word)
          }
          if (refused) expect(after).toHaveLength(before.length)
          else reached.add(`${act.kind} ${move}`)
          const digests = after.flatMap(({ digest }) => digest ?? [])
          expect(new Set(digests).size).toBe(digests.length)
        }
      }),
      { numRuns: 12, seed: 4 },
    )
    // The moves did something: a property of refusals alone would hold of anything.
    expect([...reached]).toEqual(
      expect.arrayContaining(['certificato ask', 'certificato seal', 'certificato release', 'trasparenza correct']),
    )
  }, 120_000)
})
