import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { annul } from '../../../issuer/steps/annul.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { lift } from '../../../issuer/steps/lift.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { appointed, decided, judged, key, opened, type People, peopleOf, signed } from '../exam.ts'
import { type House, ISSUER_URL, openHouse } from '../house.ts'

interface Sent {
  readonly to: string
  readonly subject: string
  readonly text: string
}

describe('letters', () => {
  let house: House
  let people: People
  let sent: Sent[] = []
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  beforeEach(async () => {
    await post()
    sent = []
  })
  afterAll(() => house.close())

  const post = async () => {
    const send = async (mail: Sent) => void sent.push(mail)
    while ((await workOutbox({ ...house.world, send })) > 0);
  }
  const to = (address: string) => sent.filter((mail) => mail.to === address)

  describe('to the members of a commission that was just appointed', () => {
    test('say body, sitting and what to do in both languages, and nothing about the candidate', async () => {
      const exam = await appointed(house, people)
      await post()
      for (const address of ['agnese.cortivaldima@posta.example', 'tommaso.fontanella@posta.example']) {
        expect(to(address)).toHaveLength(1)
        const { subject, text } = to(address)[0] as Sent
        expect(subject).toBe("Fai parte di una commissione d'esame / You are a member of an exam commission")
        expect(text).toContain('Camera di commercio di Bergamo')
        expect(text).toContain('Orobie Formazione e Lavoro')
        expect(text).toMatch(/Seduta: 23 novembre 2026 alle ore 13:00 \(ora di Roma\)\. Luogo: Bergamo\./)
        expect(text).toMatch(/Sitting: 23 November 2026 at 13:00 \(time in Rome\)\. Place: Bergamo\./)
        expect(text.match(new RegExp(`${ISSUER_URL}/sedute/${exam.sittingId}`, 'g'))).toHaveLength(2)
        expect(`${subject} ${text}`).not.toMatch(/Nèva|Adùlio|Diversity|IVC-|neva@/)
      }
    })

    test('a member without an address gets none, and the others theirs', async () => {
      await house.world.db.rows('UPDATE account SET email = NULL WHERE id = $1', [people.expert.accountId])
      await appointed(house, people)
      await post()
      expect(sent.filter(({ subject }) => subject.startsWith('Fai parte')).map((mail) => mail.to)).toEqual([
        'agnese.cortivaldima@posta.example',
      ])
    })

    test('nothing is asked of anybody once the sitting is over', async () => {
      const exam = await appointed(house, people)
      await opened(house, people, exam)
      await judged(house, people, exam)
      await signed(house, people, exam)
      await closeMinutes({ actor: people.president, idempotencyKey: key(), sittingId: exam.sittingId }, house.world)
      await post()
      expect(to('agnese.cortivaldima@posta.example')).toEqual([])
    })
  })

  describe('to the person about a change of state', () => {
    test('say the class of the reason in the words of the rules, in both languages, and quote the explanation that the form announces', async () => {
      const { caseId } = await decided(house, people)
      const { id, number } = await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId }, house.world)
      const change = { actor: people.officer, attestationId: id, confirmNumber: number }
      await post()
      sent = []
      await suspend({ ...change, idempotencyKey: key(), reasonClass: 'falsa-dichiarazione', reason: 'Le ore non tornano.' }, house.world)
      await post()
      const [mail] = to('neva@posta.example')
      expect(mail?.subject).toBe('Il tuo attestato ora è sospeso / Your certificate is now suspended')
      expect(mail?.text).toContain(
        'Motivo: Dichiarazione o evidenza non vera.\nCon queste parole lo spiega Orobie Formazione e Lavoro: «Le ore non tornano.»',
      )
      expect(mail?.text).toContain(
        'Reason: Untrue statement or evidence.\nOrobie Formazione e Lavoro explains it in these words: «Le ore non tornano.»',
      )
      expect(mail?.text).not.toContain('falsa-dichiarazione')

      sent = []
      await annul({ ...change, idempotencyKey: key(), reasonClass: 'annullamento-ufficio', reason: 'Provvedimento 12' }, house.world)
      await post()
      expect(to('neva@posta.example')[0]?.subject).toBe('Il tuo attestato ora è annullato / Your certificate is now annulled')
      expect(to('neva@posta.example')[0]?.text).toContain('Reason: Annulment by the office (Law 241/1990 art. 21-nonies).')
    })

    test('tell each its own change, when two were made before the first was sent', async () => {
      const { caseId } = await decided(house, people)
      const { id, number } = await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId }, house.world)
      const change = { actor: people.officer, attestationId: id, confirmNumber: number }
      await post()
      sent = []
      await suspend({ ...change, idempotencyKey: key(), reasonClass: 'falsa-dichiarazione', reason: 'Le ore non tornano.' }, house.world)
      await lift({ ...change, idempotencyKey: key(), reasonClass: 'verifica-conclusa', reason: 'Le ore tornano.' }, house.world)
      await post()
      const letters = to('neva@posta.example')
      expect(letters.map(({ subject }) => subject.split(' / ')[0])).toEqual([
        'Il tuo attestato ora è sospeso',
        'Il tuo attestato ora è valido',
      ])
      expect(letters[0]?.text).toContain('«Le ore non tornano.»')
      expect(letters[1]?.text).toContain('«Le ore tornano.»')
    })

    test('of before the changes were told apart tell the newest', async () => {
      await house.world.db.rows(
        `INSERT INTO outbox (organisation_id, topic, payload)
         SELECT organisation_id, topic, payload - 'seq' FROM outbox WHERE topic = 'status.changed' ORDER BY id DESC LIMIT 1`,
      )
      await post()
      expect(to('neva@posta.example')[0]?.subject).toContain('Il tuo attestato ora è valido')
    })
  })
})
