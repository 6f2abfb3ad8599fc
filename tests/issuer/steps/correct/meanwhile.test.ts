import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../../credential/attestation/attestation.ts'
import { parseCompact } from '../../../../credential/jose/index.ts'
import type { Actor } from '../../../../issuer/auth/actor.ts'
import { annul } from '../../../../issuer/steps/annul.ts'
import { askCorrection } from '../../../../issuer/steps/correct/ask-correction.ts'
import { correctAct } from '../../../../issuer/steps/correct/correct-act.ts'
import { correctableOf } from '../../../../issuer/steps/correct/corrected.ts'
import { releaseCorrection } from '../../../../issuer/steps/correct/release-correction.ts'
import { sealCorrection } from '../../../../issuer/steps/correct/seal-correction.ts'
import { makeFile } from '../../../../issuer/steps/hand-out.ts'
import { lift } from '../../../../issuer/steps/lift.ts'
import { recognise } from '../../../../issuer/steps/recognise.ts'
import { suspend } from '../../../../issuer/steps/suspend.ts'
import { withdrawRecognition } from '../../../../issuer/steps/withdraw-recognition.ts'
import { key, nextRegisterNumber, type People, peopleOf } from '../../exam.ts'
import { type House, openHouse } from '../../house.ts'
import { doAct, type Walk, walkTo, welcome } from '../../walk.ts'

interface Act {
  readonly id: string
  readonly number: string
  readonly record: Attestation
  readonly word: string
  readonly successor: string | null
}

const DAY = 86_400

describe('what may have happened since an act was released', () => {
  let house: House
  let people: People
  let region: Actor
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    region = await house.who('region-1', 'region')
  })
  afterAll(() => house.close())

  const actsOf = ({ caseId }: Walk, kind: string) =>
    house.world.db.rows<Act>(
      `SELECT a.id, a.number, a.record, coalesce(c.word, 'valido') AS word, c.successor FROM attestation a
       LEFT JOIN LATERAL (SELECT word, successor FROM status_change s WHERE s.attestation_id = a.id ORDER BY seq DESC LIMIT 1) c ON true
       WHERE a.case_id = $1 AND a.kind = $2 ORDER BY a.released_at, a.id`,
      [caseId, kind],
    )
  const last = async (walk: Walk, kind: string): Promise<Act> => {
    const act = (await actsOf(walk, kind)).at(-1)
    if (act === undefined) throw new Error('nothing was released')
    return act
  }
  const walked = async (to: Parameters<typeof walkTo>[0] = 'release') => {
    const walk = await welcome(house, people)
    await walkTo(to, walk)
    house.clock.advance(DAY)
    return walk
  }
  let names = 0
  const nextName = () => `Prova${'a'.repeat(++names)}`
  const on = (act: Act) => ({ actor: people.officer, idempotencyKey: key(), attestationId: act.id, confirmNumber: act.number })
  const why = (act: Act) => ({ ...on(act), reasonClass: 'errore-materiale', reason: 'Il cognome era scritto male.', cardSeen: true })
  const renamed = (act: Act) => ({ ...act.record.outcome.person, familyName: nextName() })
  const correct = (act: Act) => correctAct({ ...why(act), corrected: { ...correctableOf(act.record), person: renamed(act) } }, house.world)
  const ask = (act: Act) => askCorrection({ ...why(act), corrected: { person: renamed(act), title: act.record.title } }, house.world)
  const seal = (correctionId: string, act: Act) => {
    const date = house.clock.at.toISOString().slice(0, 10)
    const by = { actor: people.chamber, idempotencyKey: key(), correctionId, confirmNumber: act.number }
    return sealCorrection({ ...by, act: { number: 'DD/1', date } }, house.world)
  }
  const release = (act: Act) => releaseCorrection({ ...on(act), number: nextRegisterNumber() }, house.world)
  /** By way of the Chamber, an hour an act. */
  async function correctByChamber(walk: Walk): Promise<Act> {
    const act = await last(walk, 'certificato')
    const { id } = await ask(act)
    house.clock.advance(3600)
    await seal(id, act)
    house.clock.advance(3600)
    await release(act)
    house.clock.advance(3600)
    return last(walk, 'certificato')
  }
  const standing = async (organisationId: string, action: 'issue' | 'appoint') => {
    const rows = await house.world.db.rows<{ id: string; scopes: string[] }>(
      `SELECT r.id, array_agg(s.scope) AS scopes FROM recognition r JOIN recognition_scope s ON s.recognition_id = r.id
       WHERE r.organisation_id = $1 AND r.action = $2 AND NOT EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = r.id)
       GROUP BY r.id`,
      [organisationId, action],
    )
    return rows
  }
  const today = () => house.clock.at.toISOString().slice(0, 10)
  const act = () => ({ number: `D.D. ${++names}`, date: today() })
  /** Ends what an organisation is recognised for, now. */
  async function withdraw(organisationId: string, action: 'issue' | 'appoint') {
    const ended = await standing(organisationId, action)
    house.clock.advance(60)
    for (const { id: recognitionId } of ended) {
      const input = { actor: region, idempotencyKey: key(), organisationId, recognitionId, act: act(), reason: 'Rinnovo.' }
      await withdrawRecognition({ ...input, endsAt: house.clock.at }, house.world)
    }
    house.clock.advance(60)
    return ended
  }
  /** The same again, from now on. */
  async function renew(organisationId: string, action: 'issue' | 'appoint', scopes: readonly string[]) {
    const grant = action === 'issue' ? { action, kinds: scopes as Attestation['kind'][] } : { action, provinces: scopes }
    await recognise({ actor: region, idempotencyKey: key(), organisationId, grant, act: act(), validFrom: house.clock.at }, house.world)
    house.clock.advance(60)
  }

  describe('the recognition of the Chamber was renewed', () => {
    test('the rettifica staples both; a second one after a further renewal the first and the last', async () => {
      const walk = await walked()
      const { id: chamberId } = people.chamber.organisation
      const first = await last(walk, 'certificato')
      expect(first.record.authority).not.toHaveProperty('renewal')
      const { id: correctionId } = await ask(first)
      const [old] = await withdraw(chamberId, 'appoint')
      await expect(seal(correctionId, first)).rejects.toMatchObject({
        code: 'correction.chamber-not-recognised',
        facts: { province: 'BG' },
      })
      // The request stays: answered once the Region has renewed.
      await renew(chamberId, 'appoint', old?.scopes ?? [])
      await seal(correctionId, first)
      house.clock.advance(60)
      await release(first)
      house.clock.advance(60)
      const second = await last(walk, 'certificato')
      const { renewal = '', chamber } = second.record.authority
      expect(chamber).toBe(first.record.authority.chamber)
      const fromOf = (token: string) => String(parseCompact(token).payload.validFrom)
      expect(fromOf(renewal) > fromOf(chamber ?? '')).toBe(true)

      const [again] = await withdraw(chamberId, 'appoint')
      await renew(chamberId, 'appoint', again?.scopes ?? [])
      const third = await correctByChamber(walk)
      expect(third.record.authority.chamber).toBe(chamber)
      expect(fromOf(third.record.authority.renewal ?? '') > fromOf(renewal)).toBe(true)
    })

    test('between the appointment and the sitting: the certificate staples both', async () => {
      const walk = await welcome(house, people)
      await walkTo('appoint', walk)
      const { id: chamberId } = people.chamber.organisation
      const [old] = await withdraw(chamberId, 'appoint')
      await renew(chamberId, 'appoint', old?.scopes ?? [])
      for (const step of ['open-sitting', 'sign-minutes', 'register', 'release'] as const) await doAct(step, walk)
      expect((await last(walk, 'certificato')).record.authority).toHaveProperty('renewal')
    })
  })

  describe('the accreditation of the body has ended', () => {
    test('nothing is corrected, asked for nor released; renewed, it is, under the recognition of that day', async () => {
      const walk = await walked()
      const waits = await walked()
      const { id: bodyId } = people.officer.organisation
      const certificate = await last(walk, 'certificato')
      const sealed = await last(waits, 'certificato')
      await seal((await ask(sealed)).id, sealed)
      house.clock.advance(60)
      const ended = await withdraw(bodyId, 'issue')
      const refused = { code: 'correction.not-recognised' }
      for (const kind of ['trasparenza', 'validazione']) await expect(correct(await last(walk, kind))).rejects.toMatchObject(refused)
      await expect(ask(certificate)).rejects.toMatchObject(refused)
      await expect(release(sealed)).rejects.toMatchObject(refused)
      expect((await actsOf(waits, 'certificato')).map(({ word }) => word)).toEqual(['valido'])
      // Nor does the end take the possibility to undo: that is no new act of its kind.
      await annul({ ...why(await last(walk, 'trasparenza')), reasonClass: 'falsa-dichiarazione' }, house.world)

      for (const { scopes } of ended) await renew(bodyId, 'issue', scopes)
      await correct(await last(walk, 'validazione'))
      await release(sealed)
      const [old, made] = await actsOf(waits, 'certificato')
      expect([old?.word, made?.word]).toEqual(['sostituito', 'valido'])
      expect(made?.record.authority.body).not.toBe(old?.record.authority.body)
    })
  })

  describe('the act was suspended', () => {
    test('before the Chamber seals, and before the body releases: first the suspension ends', async () => {
      const walk = await walked()
      const certificate = await last(walk, 'certificato')
      const pause = () => suspend({ ...why(certificate), reasonClass: 'verifica-in-corso' }, house.world)
      const resume = () => lift({ ...why(certificate), reasonClass: 'verifica-conclusa' }, house.world)
      const refused = { code: 'correction.state', facts: { word: 'sospeso' } }
      await pause()
      await expect(ask(certificate)).rejects.toMatchObject(refused)
      house.clock.advance(60)
      await resume()
      const { id } = await ask(certificate)
      house.clock.advance(60)
      await pause()
      await expect(seal(id, certificate)).rejects.toMatchObject(refused)
      house.clock.advance(60)
      await resume()
      await seal(id, certificate)
      house.clock.advance(60)
      await pause()
      await expect(release(certificate)).rejects.toMatchObject(refused)
      house.clock.advance(60)
      await resume()
      await release(certificate)
      expect((await actsOf(walk, 'certificato')).map(({ word }) => word)).toEqual(['sostituito', 'valido'])
    })
  })

  describe('it was corrected before', () => {
    test('each act of the chain names the one before, each end the one after, and the judgement is the same all along', async () => {
      const walk = await walked()
      await correctByChamber(walk)
      await correctByChamber(walk)
      const [first, second, third, ...more] = await actsOf(walk, 'certificato')
      expect(more).toEqual([])
      expect([first, second, third].map((one) => [one?.word, one?.successor])).toEqual([
        ['sostituito', second?.number],
        ['sostituito', third?.number],
        ['valido', null],
      ])
      expect([second?.record.replaces?.number, third?.record.replaces?.number]).toEqual([first?.number, second?.number])
      expect(third?.record.outcome.competences).toEqual(first?.record.outcome.competences)
      const corrects = ({ record }: Act) =>
        (parseCompact(record.authority.decision ?? '').payload.credentialSubject as { corrects?: { decision: string } }).corrects
      const idOf = ({ record }: Act) => parseCompact(record.authority.decision ?? '').payload.id
      if (first === undefined || second === undefined || third === undefined) throw new Error('no chain')
      expect([corrects(first), corrects(second)?.decision, corrects(third)?.decision]).toEqual([undefined, idOf(first), idOf(second)])
      await expect(ask(second)).rejects.toMatchObject({ code: 'correction.state', facts: { word: 'sostituito' } })
    })

    test('annulled after that, the chain has no valid act, and the old one stays what it was', async () => {
      const walk = await walked()
      const [old] = await actsOf(walk, 'certificato')
      const made = await correctByChamber(walk)
      if (old === undefined) throw new Error('nothing was released')
      await expect(annul(why(old), house.world)).rejects.toMatchObject({ code: 'status.order', facts: { current: 'sostituito' } })
      await annul(why(made), house.world)
      expect((await actsOf(walk, 'certificato')).map(({ word }) => word)).toEqual(['sostituito', 'annullato'])
      const [file] = await house.world.db.rows('SELECT state FROM ivc_case WHERE id = $1', [walk.caseId])
      expect(file).toEqual({ state: 'annullato' })
      await expect(ask(made)).rejects.toMatchObject({ code: 'correction.state', facts: { word: 'annullato' } })
    })

    test('the new act has an original of its own, and duplicates counted from it; those of the old one go on by themselves', async () => {
      const walk = await walked()
      const old = await last(walk, 'certificato')
      const { organisation, accountId: by } = people.officer
      const print = (one: Act) =>
        makeFile({ attestationId: one.id, form: 'pdf', organisation, by, askedBy: 'titolare' }, house.world).then(({ name }) => name)
      expect([await print(old), await print(old)]).toEqual([`${old.number}.pdf`, `${old.number}.duplicato-1.pdf`])
      const made = await correctByChamber(walk)
      expect([await print(made), await print(made)]).toEqual([`${made.number}.pdf`, `${made.number}.duplicato-1.pdf`])
      expect(await print(old)).toBe(`${old.number}.duplicato-2.pdf`)
      const filed = await house.world.db.rows<{ title: string }>(
        `SELECT title FROM case_document WHERE case_id = $1 AND class = 'duplicato' ORDER BY created_at, title`,
        [walk.caseId],
      )
      expect(filed.map(({ title }) => title.replace(/,.*/, ''))).toEqual([
        `Duplicato n. 1 dell'atto ${old.number}`,
        `Duplicato n. 1 dell'atto ${made.number}`,
        `Duplicato n. 2 dell'atto ${old.number}`,
      ])
    })
  })
})
